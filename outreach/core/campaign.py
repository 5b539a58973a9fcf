"""Campaign, Step, Event, Poll: what a person writes in `campaigns/*.yaml`, frozen, unknown keys refused.

What a rule forbids is read without complaint; only what cannot be understood is an error here. What must go
together across keys is in `coherence`, so that all of it is told at once.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    PrivateAttr,
    Tag,
    model_validator,
)

from outreach.core.errors import Place, Places
from outreach.core.fields import Day, Duration, Id, Ids, OneLine, RuleCode, WallTime, ZoneName
from outreach.core.house import Network
from outreach.core.people import Selection
from outreach.core.when import Relative, Span, When, parse_span, parse_when

Kind = Literal["launch", "meeting", "updates", "social", "poll", "action-team"]
Send = Literal["email", "invite", "post", "kit", "poll", "sign_off", "call", "task"]
Word = Literal[
    "all", "replied", "not_replied", "accepted", "declined", "not_declined", "voted", "not_voted",
    "attended", "absent", "key_people", "signers", "recruiters", "owners",
]  # fmt: skip
Table = Literal["inner_table", "outer_table"]
WORDS: frozenset[str] = frozenset(Word.__args__)  # type: ignore[attr-defined]
MAIL: frozenset[str] = frozenset({"email", "invite", "kit", "poll", "sign_off"})
"""The kinds of step that send an e-mail to each person."""
NOT_LISTED: frozenset[str] = frozenset({"owners", "accepted", "signers"})
"""The words of `to:` whose mail is no list mail."""
NO_WORDS: frozenset[str] = frozenset()


def _when(value: object) -> When:
    return value if isinstance(value, When) else parse_when(value)


def _relative(value: object) -> Relative:
    when = _when(value)
    if not isinstance(when, Relative):
        raise ValueError(f"`{value}` must count from something, as `45 minutes after event`")  # noqa: TRY004
    return when


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


WhenPhrase = Annotated[When, PlainValidator(_when)]
RelativePhrase = Annotated[Relative, PlainValidator(_relative)]
Grace = Annotated[Span, PlainValidator(parse_span)]


class PollResult(_Written):
    """`starts: {poll: action-team-date}`: the event starts when that poll says."""

    poll: Id


def _start_tag(value: object) -> str:
    return "<poll>" if isinstance(value, dict | PollResult) else "<time>"


Starts = Annotated[
    Annotated[WallTime, Tag("<time>")] | Annotated[PollResult, Tag("<poll>")], Discriminator(_start_tag)
]


def _to_tag(value: object) -> str:
    return "<selection>" if isinstance(value, dict | Selection) else "<list>"


To = Annotated[
    Annotated[Ids, BeforeValidator(_listed), Tag("<list>")] | Annotated[Selection, Tag("<selection>")],
    Discriminator(_to_tag),
]


class OuterTable(_Written):
    """Support partners: the same meeting, their own messages, there to listen."""

    audience: Selection
    stay_until: RelativePhrase | None = None


class Event(_Written):
    """A launch, a meeting or an action team's call. `starts` is wall-clock time in the campaign's zone."""

    title: OneLine
    starts: Starts
    duration: Duration = timedelta(hours=1)
    location: OneLine = "To be announced"
    venue: Literal["business", "public", "online"] | None = None
    businesses_hoped_for: Annotated[int, Field(ge=1, strict=True)] | None = None
    host: str | None = None
    lead: str | None = None
    signed_by: Ids = ()
    outer_table: OuterTable | None = None
    status: Literal["confirmed", "cancelled"] = "confirmed"
    reason: OneLine | None = None


class Poll(_Written):
    """A scheduling poll; `options` are wall-clock times in the campaign's zone, `closes` from `opening`."""

    question: OneLine
    options: tuple[WallTime, ...]
    closes: WhenPhrase
    purpose: Annotated[Literal["launch", "meeting", "action-team"], Field(alias="for")] = "meeting"
    duration: Duration = timedelta(hours=1)
    key_people: Ids = ()


class Helper(_Written):
    """A support partner, invited by the team, and what they help with."""

    who: str
    what: Annotated[OneLine, Field(alias="with")]


class Commitment(_Written):
    """Who does what by when, within 60 days of the team's call."""

    id: Id
    what: OneLine
    who: str
    due: Day


class Waiver(_Written):
    """A rule let off: which, why, who says so, until when (included)."""

    rule: RuleCode
    reason: OneLine
    by: OneLine
    until: Day


@lru_cache
def _words(to: tuple[str, ...]) -> frozenset[str]:
    return frozenset(to) if WORDS.issuperset(to) else NO_WORDS


@lru_cache
def _is_listed(to: tuple[str, ...]) -> bool:
    words = _words(to)
    return bool(words) and words.isdisjoint(NOT_LISTED)


class Step(_Written):
    """One thing a campaign sends, or asks a person to do, and when."""

    id: Id
    send: Send
    when: WhenPhrase
    template: str | None = None
    to: To = ("all",)
    table: Annotated[Table, Field(alias="for")] = "inner_table"
    sender: Annotated[Literal["organisation", "signers", "recruiter"], Field(alias="from")] = "organisation"
    layout: Literal["usual", "letter"] = "usual"
    networks: tuple[Network, ...] = ()
    posts: Ids = ()
    written_for: Literal["business", "public_sector", "schools", "everyone"] | None = None
    content: str | None = None
    attach: Ids = ()
    counts_as: Literal["update"] | None = None
    grace: Grace | None = None
    was: Id | None = None
    waive: tuple[Waiver, ...] = ()
    paused: bool = False
    medium: Literal["press", "tv", "radio", "banner", "print", "other"] | None = None
    who: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _signers_sign(cls, data: Any) -> Any:  # noqa: ANN401
        """`send: sign_off` without `to:` asks the signers, never the whole audience."""
        asks = isinstance(data, dict) and data.get("send") == "sign_off" and "to" not in data
        return {**data, "to": "signers"} if asks else data

    @property
    def words(self) -> frozenset[str]:
        """The words of `to:`; empty where it names contacts or a selection."""
        return _words(self.to) if isinstance(self.to, tuple) else NO_WORDS

    @property
    def named(self) -> tuple[str, ...]:
        """The contact ids of `to:`; empty where it is words or a selection."""
        return self.to if isinstance(self.to, tuple) and not self.words else ()

    @property
    def is_mail(self) -> bool:
        """Whether each person gets an e-mail."""
        return self.send in MAIL

    @property
    def is_list_mail(self) -> bool:
        """Mail that may be left: all but that to owners, signers, those who accepted, and single people."""
        return self.send in MAIL and (not isinstance(self.to, tuple) or _is_listed(self.to))


class Campaign(_Written):
    """One campaign file. `place` says where each value stands."""

    campaign: Id
    title: OneLine
    kind: Kind
    partnership: str | None = None
    owner: str | None = None
    timezone: ZoneName | None = None
    event: Event | None = None
    poll: Poll | None = None
    audience: Selection | None = None
    helpers: tuple[Helper, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    steps: tuple[Step, ...]
    waive: tuple[Waiver, ...] = ()
    paused: bool = False

    _places: Places = PrivateAttr(default=Places(""))

    @classmethod
    def written(cls, data: Any, places: Places) -> Self:  # noqa: ANN401
        """A campaign from one parsed YAML document, knowing where it was written.

        Raises:
            pydantic.ValidationError: something in it cannot be understood.
        """
        return cls.model_validate(data).placed(places)

    def placed(self, places: Places) -> Self:
        """This campaign, knowing where it was written."""
        self._places = places
        return self

    @property
    def id(self) -> str:
        """The campaign's id, unique in the workspace."""
        return self.campaign

    @property
    def places(self) -> Places:
        """Where every value of the file stands."""
        return self._places

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` stands: `place("event", "starts")`."""
        return self._places.value(*path)

    def place_of(self, step: Step, *path: str | int) -> Place:
        """Where a step, or a value in it, stands."""
        return self._places.value("steps", self.steps.index(step), *path)

    @property
    def at_steps(self) -> Place:
        """The line of `steps:`, for what is missing."""
        return self._places.key("steps")

    def lets_off(self, step: Step, code: RuleCode, day: date) -> bool:
        """Whether a waiver of the campaign or of a step lets that rule off on that day."""
        return any(each.rule == code and each.until >= day for each in (*self.waive, *step.waive))

    def step(self, step_id: str) -> Step | None:
        """The step of that id."""
        return next((step for step in self.steps if step.id == step_id), None)


def occurrence_date(occurrence: str) -> date | None:
    """The nominal day of a recurring step's occurrence; None for `once` and commitments."""
    try:
        return date.fromisoformat(occurrence[:10])
    except ValueError:
        return None
