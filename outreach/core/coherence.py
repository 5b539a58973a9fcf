"""What must go together within one campaign: keys with their `send:`, words with what they speak of, ids.

Each check yields faults; none stops at the first, and none knows of other files. What counts from what is in
`anchors`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from outreach.core.campaign import MAIL, WORDS, Campaign, Step
from outreach.core.errors import Path, Place, Places
from outreach.core.people import Selection

TO_PEOPLE = MAIL | {"call"}
GOES_WITH: dict[str, frozenset[str]] = {
    "networks": frozenset({"post"}),
    "posts": frozenset({"kit"}),
    "medium": frozenset({"task"}),
    "who": frozenset({"task"}),
    "counts_as": frozenset({"email"}),
    "layout": MAIL,
    "sender": MAIL,
    "to": TO_PEOPLE,
    "table": TO_PEOPLE,
}
"""The keys of a step that mean something only with some kinds of `send:`, by their inner names."""
WRITTEN_AS = {"sender": "from", "table": "for"}
NEEDED = {
    "template": frozenset({"email", "invite", "post", "kit", "poll", "sign_off", "call"}),
    "networks": frozenset({"post"}),
    "posts": frozenset({"kit"}),
}
UNWAIVABLE = frozenset({"K001", "K002", "E005"})
OF_EVENT = frozenset({"accepted", "declined", "attended", "absent"})
NO_AUDIENCE_NEEDED = frozenset({"signers", "owners"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in one campaign that does not go together with the rest.

    `path` is where it is shown (`at_key`: at the key, else at the value; what is not written, at what
    encloses it). `about` are the other paths it rests on: where one of them cannot be read, it says nothing.
    """

    path: Path
    message: str
    about: tuple[Path, ...] = ()
    at_key: bool = False

    def place(self, places: Places) -> Place:
        """Where it is shown."""
        return places.key(*self.path) if self.at_key else places.value(*self.path)

    def rests_on(self, broken: Path) -> bool:
        """Whether it says something about a part that could not be read."""
        return any(path[: len(broken)] == broken for path in (self.path, *self.about))


def faults(campaign: Campaign) -> Iterator[Fault]:
    """Everything within the campaign that does not go together, whatever else is wrong."""
    yield from _kind(campaign)
    yield from _unique(campaign)
    yield from _empty_selections(campaign)
    yield from _waivers(campaign)
    for at, step in enumerate(campaign.steps):
        yield from _keys(step, at)
        yield from _needs(campaign, step, at)
        yield from _words(step, at)
        yield from _reaches(campaign, step, at)


def selections(campaign: Campaign) -> Iterator[tuple[Path, Selection]]:
    """Every selection of people written in the campaign, with its path; those excluded included."""
    outer = campaign.event.outer_table if campaign.event else None
    if campaign.audience:
        yield from _nested(("audience",), campaign.audience)
    if outer:
        yield from _nested(("event", "outer_table", "audience"), outer.audience)
    for at, step in enumerate(campaign.steps):
        if isinstance(step.to, Selection):
            yield from _nested(("steps", at, "to"), step.to)


def _nested(path: Path, selection: Selection) -> Iterator[tuple[Path, Selection]]:
    yield path, selection
    if selection.exclude:
        yield from _nested((*path, "exclude"), selection.exclude)


def skipped_times(campaign: Campaign, zone: ZoneInfo) -> Iterator[Fault]:
    """The event or an option of the poll at a time that the clocks of the zone skip."""
    starts = campaign.event.starts if campaign.event else None
    times: list[tuple[Path, datetime]] = []
    if isinstance(starts, datetime):
        times.append((("event", "starts"), starts))
    if campaign.poll:
        times += [(("poll", "options", at), option) for at, option in enumerate(campaign.poll.options)]
    for path, wall in times:
        if wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
            yield Fault(
                path, f"`{wall:%Y-%m-%d %H:%M}` does not exist in {zone}: the clocks are put forward over it"
            )


def _kind(campaign: Campaign) -> Iterator[Fault]:
    kind = campaign.kind
    if kind in ("launch", "meeting", "action-team") and campaign.event is None:
        yield Fault(("kind",), f"a campaign of kind {kind} needs `event:`", (("event",),))
    if kind == "poll" and campaign.poll is None:
        yield Fault(("kind",), "a campaign of kind poll needs `poll:`", (("poll",),))
    if kind != "social" and campaign.partnership is None:
        message = "say whose campaign it is with `partnership:`; only kind social may leave it out"
        yield Fault(("kind",), message, (("partnership",),))


def _unique(campaign: Campaign) -> Iterator[Fault]:
    ids = [(("steps", at, "id"), step.id) for at, step in enumerate(campaign.steps)]
    yield from _twice(campaign, ids, "step")
    yield from _twice(campaign, _commitment_ids(campaign), "commitment")
    former = [(("steps", at, "was"), step.was) for at, step in enumerate(campaign.steps) if step.was]
    yield from _twice(campaign, former, "former id")
    present = {name: path for path, name in ids}
    for path, name in former:
        if name in present:
            line = campaign.place(*present[name]).line
            message = f"`{name}` is still the id of a step (line {line}); `was:` takes an id no step has now"
            yield Fault(path, message, (present[name],))


def _commitment_ids(campaign: Campaign) -> list[tuple[Path, str]]:
    return [(("commitments", at, "id"), each.id) for at, each in enumerate(campaign.commitments)]


def _twice(campaign: Campaign, ids: Sequence[tuple[Path, str]], what: str) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    for path, name in ids:
        if name in first:
            line = campaign.place(*first[name]).line
            message = f"the {what} `{name}` is written twice; the first is in line {line}"
            yield Fault(path, message, (first[name],))
        first.setdefault(name, path)


def _empty_selections(campaign: Campaign) -> Iterator[Fault]:
    for path, chosen in selections(campaign):
        if not (chosen.roles or chosen.partnerships or chosen.tags or chosen.contacts):
            conditions = tuple((*path, key) for key in ("roles", "partnerships", "tags", "contacts"))
            message = f"`{path[-1]}` chooses nobody; name roles, partnerships, tags or contacts"
            yield Fault(path, message, conditions)


def _waivers(campaign: Campaign) -> Iterator[Fault]:
    waived = [(("waive", at), waiver) for at, waiver in enumerate(campaign.waive)]
    written: list[tuple[Path, str]] = [((*path, "rule"), waiver.rule) for path, waiver in waived]
    for at, step in enumerate(campaign.steps):
        written += [
            (("steps", at, "waive", each, "rule"), waiver.rule) for each, waiver in enumerate(step.waive)
        ]
    for path, rule in written:
        if rule in UNWAIVABLE:
            yield Fault(path, f"{rule} protects people and cannot be waived; take the waiver out")


def _keys(step: Step, at: int) -> Iterator[Fault]:
    send = ("steps", at, "send")
    for name in sorted(step.model_fields_set & GOES_WITH.keys()):
        if step.send not in GOES_WITH[name]:
            key, kinds = WRITTEN_AS.get(name, name), GOES_WITH[name]
            where = f"`send: {min(kinds)}`" if len(kinds) == 1 else "what is sent to people"
            message = f"`{key}:` goes with {where}, not with `send: {step.send}`; take it out"
            yield Fault(("steps", at, key), message, (send,), at_key=True)
    if step.when.local and not step.is_mail:
        message = "`local` is the reader's own clock, and only mail has a reader; take `local` out"
        yield Fault(("steps", at, "when"), message, (send,))
    for name, kinds_needing in NEEDED.items():
        if step.send in kinds_needing and not getattr(step, name):
            yield Fault(("steps", at, name), f"a step with `send: {step.send}` needs `{name}:`", (send,))


def _needs(campaign: Campaign, step: Step, at: int) -> Iterator[Fault]:
    event, path = campaign.event, ("steps", at)
    if step.send == "invite" and event is None:
        yield Fault((*path, "send"), "`send: invite` needs the campaign's `event:`", (("event",),))
    if step.send == "poll" and campaign.poll is None:
        yield Fault((*path, "send"), "`send: poll` needs the campaign's `poll:`", (("poll",),))
    if step.table == "outer_table" and (event is None or event.outer_table is None):
        about = (("event", "outer_table"),)
        yield Fault(
            (*path, "for"), "`for: outer_table` needs `outer_table:` in the campaign's `event:`", about
        )
    if step.sender == "signers" and not _has_signers(campaign):
        about = (("event", "signed_by"),)
        yield Fault((*path, "from"), "`from: signers` needs `signed_by:` in the campaign's `event:`", about)
    yield from _spoken_of(campaign, step, at)


def _has_signers(campaign: Campaign) -> bool:
    return campaign.event is not None and "signed_by" in campaign.event.model_fields_set


def _spoken_of(campaign: Campaign, step: Step, at: int) -> Iterator[Fault]:
    """A word of `to:` that speaks of what the campaign does not have."""
    needs: tuple[tuple[frozenset[str], bool, str, Path], ...] = (
        (frozenset({"voted", "not_voted"}), campaign.poll is not None, "a `poll:`", ("poll",)),
        (
            frozenset({"signers"}),
            _has_signers(campaign),
            "`signed_by:` in its `event:`",
            ("event", "signed_by"),
        ),
        (
            frozenset({"owners"}),
            "commitments" in campaign.model_fields_set,
            "`commitments:`",
            ("commitments",),
        ),
        (OF_EVENT, campaign.event is not None, "an `event:`", ("event",)),
    )
    for words, there, what, about in needs:
        for word in sorted(() if there else step.words & words):
            yield Fault(("steps", at, "to"), f"`{word}` needs a campaign with {what}", (about,))


def _words(step: Step, at: int) -> Iterator[Fault]:
    """`to:` is one or more words, or one or more contact ids; never a mixture, never a misspelled word."""
    if not isinstance(step.to, tuple):
        return
    if not step.to:
        yield Fault(("steps", at, "to"), "`to` names nobody; take it out to write to all")
    mixed = any(word in WORDS for word in step.to)
    for position, word in enumerate(step.to):
        near = "" if word in WORDS else _near_word(word)
        if word in WORDS or not (mixed or near):
            continue
        hint = f"; did you mean `{near}`?" if near else "; a list is all words or all contact ids"
        yield Fault(("steps", at, "to", position), f"`{word}` is no word of `to:`{hint}")


def _near_word(word: str) -> str:
    if any(letter.isdigit() for letter in word):
        return ""
    plain = word.lower().replace("-", "_").replace(" ", "_")
    return next(iter(get_close_matches(plain, sorted(WORDS), n=1, cutoff=0.85)), "")


def _reaches(campaign: Campaign, step: Step, at: int) -> Iterator[Fault]:
    """A message to people needs an audience, unless `to:` says by itself who they are."""
    own = step.words & NO_AUDIENCE_NEEDED or ("key_people" in step.words and campaign.poll)
    chosen = isinstance(step.to, Selection) or step.named or own
    if step.send in TO_PEOPLE and step.table == "inner_table" and not chosen and campaign.audience is None:
        message = "nobody is chosen: the campaign has no `audience:`, and this step's `to:` names nobody"
        yield Fault(("steps", at), message, (("audience",), ("steps", at, "to"), ("steps", at, "send")))
