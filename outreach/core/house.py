"""House: every setting a team shares, as one frozen value read from `config/outreach.yaml`."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, model_validator

from outreach.core.fields import Address, HolidayCalendar, Ids, Link, OneLine, WallTime, ZoneName
from outreach.core.when import Window, parse_days, parse_time

Network = Literal["facebook", "linkedin", "x", "mastodon", "bluesky"]
NETWORKS: tuple[Network, ...] = ("facebook", "linkedin", "x", "mastodon", "bluesky")
EmailChannel = Literal["outbox", "smtp", "sendgrid"]


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


MAIL_HOURS = WindowText.model_validate({"days": "mon-fri", "from": "08:00", "to": "18:00"})
POST_HOURS = WindowText.model_validate({"days": "mon-sun", "from": "07:00", "to": "20:00"})


class House(_Written):
    """What a team shares. Only `organisation` and `sender` are required.

    `rules` makes thresholds stricter by code: `{N001: {days: 35}}`. `calls_to_action` adds verbs to those
    that a call to action may start with.
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
    approval: Literal["required", "none"] = "required"
    public_url: Link | None = None
    rules: dict[str, dict[str, int]] = Field(default_factory=dict)
    calls_to_action: tuple[str, ...] = ()

    @property
    def answers_to(self) -> str:
        """The address that replies go to."""
        return self.replies.address if self.replies else self.sender.email
