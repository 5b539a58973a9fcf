"""House: every setting a team shares, as one frozen value read from `config/outreach.yaml`."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, model_validator

from outreach.core.fields import Address, HolidayCalendar, Ids, Link, OneLine, ShortListed, WallTime, ZoneName
from outreach.core.pace import Limit, Period
from outreach.core.shortlist import ShortList
from outreach.core.when import Window, parse_days, parse_time

Network = Literal["facebook", "linkedin", "x", "mastodon", "bluesky"]
NETWORKS: tuple[Network, ...] = ("facebook", "linkedin", "x", "mastodon", "bluesky")
EmailChannel = Literal["outbox", "smtp", "sendgrid"]
Provider = Literal["smtp", "sendgrid", "x", "mastodon", "bluesky"]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Organisation(_Written):
    """Who sends: the name and postal address that list mail must show (CAN-SPAM)."""

    name: OneLine
    postal_address: OneLine
    timezone: ZoneName
    holidays: HolidayCalendar | None = None


class Sender(_Written):
    """The From line of every e-mail."""

    name: OneLine
    email: Address


class Replies(_Written):
    """Where answers go, and how they carry the token that tells what they answer."""

    address: Address
    tokens: Literal["plus", "subject"] = "plus"


class Links(_Written):
    """Links every template may use."""

    website: Link | None = None
    videos: dict[str, Link] = Field(default_factory=dict)
    contact: Link | None = None
    facebook: Link | None = None


class Council(_Written):
    """The council's page and its coming meetings (wall-clock times in the organisation's zone)."""

    page: Link | None = None
    meetings: tuple[WallTime, ...] = ()


class Channels(_Written):
    """Which door each kind of message leaves by; an absent one is the outbox."""

    email: EmailChannel = "outbox"
    x: Literal["outbox", "by_hand", "x"] = "outbox"
    mastodon: Literal["outbox", "by_hand", "mastodon"] = "outbox"
    bluesky: Literal["outbox", "by_hand", "bluesky"] = "outbox"
    facebook: Literal["outbox", "by_hand"] = "outbox"
    linkedin: Literal["outbox", "by_hand"] = "outbox"


class WindowText(_Written):
    """When messages may go out: `{days: mon-fri, from: "08:00", to: "18:00"}`."""

    days: Annotated[frozenset[int], PlainValidator(parse_days)]
    opens: Annotated[Any, PlainValidator(parse_time), Field(alias="from")]
    closes: Annotated[Any, PlainValidator(parse_time), Field(alias="to")]

    @property
    def window(self) -> Window:
        """The same as a value of the calendar."""
        return Window(self.days, self.opens, self.closes)

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        Window(self.days, self.opens, self.closes)
        return self


class Limits(_Written):
    """How much a provider is given at most; what is absent has no limit of ours.

    `connections` is how many messages are on their way at once (SMTP and SendGrid).
    """

    per_second: Annotated[int, Field(ge=1)] | None = None
    per_minute: Annotated[int, Field(ge=1)] | None = None
    per_hour: Annotated[int, Field(ge=1)] | None = None
    per_day: Annotated[int, Field(ge=1)] | None = None
    per_month: Annotated[int, Field(ge=1)] | None = None
    connections: Annotated[int, Field(ge=1, le=50)] | None = None

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The same as values."""
        return tuple(
            Limit(count, period)
            for period in get_args(Period)
            if (count := getattr(self, f"per_{period}")) is not None
        )


USUAL_LIMITS: Mapping[str, Limits] = {
    "x": Limits(per_minute=6, per_month=500),
    "mastodon": Limits(per_hour=100),
    "bluesky": Limits(per_hour=1_666, per_day=11_666),
}
"""What the networks allow an ordinary account; `limits:` in the settings replaces a provider's.

X bills by the post, so that its month is ours to bound; Mastodon allows 300 posts in three hours, Bluesky
5,000 points an hour and 35,000 a day, at three a post. Sources: docs/channels.md.
"""

MAIL_HOURS = WindowText.model_validate({"days": "mon-fri", "from": "08:00", "to": "18:00"})
POST_HOURS = WindowText.model_validate({"days": "mon-sun", "from": "07:00", "to": "20:00"})


def _days_or_never(value: object) -> frozenset[int]:
    """Days of the week, or none of them, written `never`."""
    is_never = isinstance(value, str) and value.strip().lower() == "never"
    return frozenset() if is_never else parse_days(value)


class Inboxes(_Written):
    """Where answers are looked for, beside the address of IMAP_URL.

    `folders` are those of the mailbox; `sent` the one that keeps what people send from it, so that what they
    answered counts as answered; `networks` where mentions are read (reading X is billed by the post).
    """

    folders: tuple[OneLine, ...] = ("INBOX",)
    sent: OneLine | None = None
    networks: tuple[Literal["x", "mastodon", "bluesky"], ...] = ("mastodon", "bluesky")


class Digests(_Written):
    """On which days people get what they have to do by e-mail, from which time on; `people` by contact id.

    `{days: mon, at: "07:30", people: {champion-1: "mon,thu", comms-1: never}}`
    """

    days: Annotated[frozenset[int], PlainValidator(parse_days)]
    at: Annotated[Any, PlainValidator(parse_time)] = time(7, 30)
    people: dict[str, Annotated[frozenset[int], PlainValidator(_days_or_never)]] = Field(default_factory=dict)


class House(_Written):
    """What a team shares. Only `organisation` and `sender` are required.

    `limits` are what each provider is given at most. `only_to` names the addresses, or with `@example.org`
    the domains, that a new installation may write to, and nobody else. Without `digests` nobody gets what
    they have to do by e-mail. `rules` makes thresholds stricter by
    code: `{N001: {days: 35}}`. `calls_to_action` adds verbs to those that a call to action may start with.
    """

    organisation: Organisation
    sender: Sender
    owner: str = ""
    replies: Replies | None = None
    links: Links = Links()
    council: Council = Council()
    communications_team: Ids = ()
    hashtag: Annotated[str, Field(pattern=r"^#\w+$")] = "#wyomingnextgen"
    channels: Channels = Channels()
    send_window: WindowText = MAIL_HOURS
    post_window: WindowText = POST_HOURS
    limits: dict[Provider, Limits] = Field(default_factory=dict)
    only_to: tuple[ShortListed, ...] = ()
    approval: Literal["required", "none"] = "required"
    public_url: Link | None = None
    inbox: Inboxes = Inboxes()
    digests: Digests | None = None
    rules: dict[str, dict[str, int]] = Field(default_factory=dict)
    calls_to_action: tuple[str, ...] = ()

    def limits_of(self, provider: str) -> Limits:
        """What a provider is given at most: what the team has set for it, else what it documents."""
        return self.limits.get(provider) or USUAL_LIMITS.get(provider) or Limits()  # type: ignore[call-overload]

    def may_write_to(self, address: str) -> bool:
        """Whether the short list of a new installation (`only_to`) lets mail to that address out."""
        return self.short_list.holds(address)

    @property
    def short_list(self) -> ShortList:
        """Whom messages may reach, as a value."""
        chosen = self.channels.model_dump()
        return ShortList(self.only_to, frozenset(each for each in NETWORKS if chosen[each] == each))

    @property
    def answers_to(self) -> str:
        """The address that replies go to."""
        return self.replies.address if self.replies else self.sender.email
