"""The catalogue: every rule, in the order in which people read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outreach.core.finding import Effect, Level, Moment
from outreach.core.spelling import nearest
from outreach.rules.families.afterwards.beginning import TeamsInFourWeeks
from outreach.rules.families.afterwards.following import RecapInAWeek, SummaryAtOnce, WhoCame
from outreach.rules.families.afterwards.recaps import RecapTells
from outreach.rules.families.afterwards.teams import SixtyDayCommitments, TeamOfBusinesses
from outreach.rules.families.cadence.quarterly import QuarterlyMeeting
from outreach.rules.families.cadence.silence import SilenceAlarm
from outreach.rules.families.cadence.updates import UpdateCadence
from outreach.rules.families.launch.launching import FollowUpCalls, HeldAtBusiness, HopedFor
from outreach.rules.families.launch.listening import ComeToListen
from outreach.rules.families.launch.recruiting import DecisionMakers, EnoughInvited, RecruitedByName
from outreach.rules.families.launch.signing import SignedByBusiness, SignedByChampions, SignersAgree
from outreach.rules.families.letters.crediting import SomebodyToAsk, ToolkitCredit
from outreach.rules.families.letters.leaving import WayOut
from outreach.rules.families.letters.letters import CallsInLetters, GreetsByName, ShortLetter, SubjectLine
from outreach.rules.families.letters.missing import NothingMissing
from outreach.rules.families.notice.moving import ChangeNotice
from outreach.rules.families.notice.notice import InvitationNotice, LaunchNotice, TeamNotice
from outreach.rules.families.notice.reminding import InvitationReminder, RegularReminders
from outreach.rules.families.people.hours import SendingHours
from outreach.rules.families.people.knocks import ManyKnocks, ManyPartnerships
from outreach.rules.families.people.permission import StatedRelationship, SuppressedPeople
from outreach.rules.families.polls.calls import PollKeyPeople
from outreach.rules.families.polls.days import PollOpenFor
from outreach.rules.families.polls.hours import PollHours
from outreach.rules.families.polls.notice import PollNotice
from outreach.rules.families.polls.options import PollChoice, PollOptions
from outreach.rules.families.polls.people import PollSparingly
from outreach.rules.families.posts.asking import FirstCall, LastCall, PostHashtag, PostLink
from outreach.rules.families.posts.fitting import FitsNetworks, RoomForWhy, ShortPost
from outreach.rules.families.posts.readers import KitForEach, WrittenForSomebody
from outreach.rules.families.texts.council import CouncilMeeting
from outreach.rules.families.texts.repeating import RenamedStep, SamePost
from outreach.rules.rule import Rule, Threshold

RULES: tuple[type[Rule], ...] = (
    InvitationNotice,
    LaunchNotice,
    InvitationReminder,
    RegularReminders,
    ChangeNotice,
    TeamNotice,
    UpdateCadence,
    SilenceAlarm,
    QuarterlyMeeting,
    PollOptions,
    PollChoice,
    PollOpenFor,
    PollNotice,
    PollKeyPeople,
    PollHours,
    PollSparingly,
    PostHashtag,
    FirstCall,
    LastCall,
    PostLink,
    FitsNetworks,
    ShortPost,
    WrittenForSomebody,
    SamePost,
    RoomForWhy,
    KitForEach,
    CouncilMeeting,
    SubjectLine,
    GreetsByName,
    CallsInLetters,
    ShortLetter,
    WayOut,
    NothingMissing,
    ToolkitCredit,
    RenamedStep,
    SomebodyToAsk,
    SignedByChampions,
    SignedByBusiness,
    HopedFor,
    EnoughInvited,
    DecisionMakers,
    FollowUpCalls,
    HeldAtBusiness,
    SignersAgree,
    ComeToListen,
    RecruitedByName,
    RecapInAWeek,
    SummaryAtOnce,
    TeamsInFourWeeks,
    SixtyDayCommitments,
    RecapTells,
    WhoCame,
    TeamOfBusinesses,
    ManyKnocks,
    ManyPartnerships,
    SendingHours,
    SuppressedPeople,
    StatedRelationship,
)
NEVER_WAIVED = frozenset({"K001", "K002", "E005"})
"""Stop means stop, and list mail can be left: nobody lets these off."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A number of a rule that a workspace may make stricter, under `rules:` in `config/outreach.yaml`."""

    name: str
    default: int
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Description:
    """A rule as people read it. `says` is the rule in one sentence, `why` the reason."""

    code: str
    level: Level
    name: str
    effect: Effect | None
    moments: tuple[Moment, ...]
    source: str
    says: str
    why: str
    bad: str
    good: str
    settings: tuple[Setting, ...]
    can_be_waived: bool


def describe(rule: type[Rule]) -> Description:
    """Everything that a person may want to know of a rule."""
    settings = tuple(
        Setting(each.name, each.default, each.at_least, each.at_most) for each in rule.thresholds
    )
    return Description(
        rule.code, rule.level, rule.name, rule.effect, rule.moments, rule.source,
        rule.says, rule.why, rule.bad, rule.good, settings, rule.code not in NEVER_WAIVED,
    )  # fmt: skip


def rule_of(code: str, rules: tuple[type[Rule], ...] = RULES) -> type[Rule] | None:
    """The rule of that code, in upper or lower case."""
    return next((rule for rule in rules if rule.code == code.upper()), None)


def threshold_problems(
    rules: Mapping[str, Mapping[str, int]], catalogue: tuple[type[Rule], ...] = RULES
) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is wrong with `rules:` in the settings: where, as a path from the top of the file, and what."""
    codes = [rule.code for rule in catalogue if rule.thresholds]
    for code, settings in rules.items():
        rule = rule_of(code, catalogue)
        if rule is None or rule.code != code:
            yield ("rules", code), f"there is no rule `{code}`{nearest(code, codes)}"
            continue
        known = {each.name: each for each in rule.thresholds}
        for name, value in settings.items():
            if name not in known:
                yield ("rules", code, name), _unknown(code, name, tuple(known))
            elif not known[name].allows(value):
                yield ("rules", code, name), _outside(code, known[name], value)


def _outside(code: str, setting: Threshold, value: int) -> str:
    return (
        f"{code} can be made stricter, never looser: {setting.name} may be {setting.allowed}, not {value}; "
        "a single campaign may waive the rule with a reason"
    )


def _unknown(code: str, name: str, known: tuple[str, ...]) -> str:
    if not known:
        return f"{code} has nothing to set; take `{name}` out"
    return f"{code} has no setting `{name}`{nearest(name, known) or '; it has ' + ', '.join(known)}"
