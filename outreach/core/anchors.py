"""What counts from what: every `when:` needs an anchor that exists, and no circle."""

from collections.abc import Iterator

from outreach.core.campaign import Campaign, PollResult
from outreach.core.coherence import Fault
from outreach.core.errors import Path
from outreach.core.spelling import nearest
from outreach.core.when import Every, Relative, When

FIXED = ("event", "poll", "opening", "commitments")


def anchor_faults(campaign: Campaign) -> Iterator[Fault]:
    """Anchors that are not there, that recur, or that count from themselves."""
    known = frozenset(_available(campaign)) | {step.id for step in campaign.steps}
    for path, when in _phrases(campaign):
        if isinstance(when, Relative):
            yield from _missing(campaign, path, when, known)
    yield from _odd_phrases(campaign)
    yield from _recurring(campaign)
    yield from _circles(campaign)


def _phrases(campaign: Campaign) -> Iterator[tuple[Path, When]]:
    for at, step in enumerate(campaign.steps):
        yield ("steps", at, "when"), step.when
    if campaign.poll:
        yield ("poll", "closes"), campaign.poll.closes


def _available(campaign: Campaign) -> Iterator[str]:
    """The anchors that are no step's id and that this campaign has."""
    waits = campaign.event is not None and isinstance(campaign.event.starts, PollResult)
    if campaign.event:
        yield "event"
    if campaign.poll or waits:
        yield from ("poll", "opening")
    if "commitments" in campaign.model_fields_set:
        yield "commitments"


LACKING = {
    "event": ("`event` is no anchor here: the campaign has no `event:`", ("event",)),
    "poll": (
        "`poll` is no anchor here: the campaign has no `poll:`, and its event waits for none",
        ("poll",),
    ),
    "opening": ("`opening` is no anchor here: the campaign has no `poll:`", ("poll",)),
    "commitments": ("`commitments` is no anchor here: the campaign has no `commitments:`", ("commitments",)),
}


def _missing(campaign: Campaign, path: Path, when: Relative, known: frozenset[str]) -> Iterator[Fault]:
    if when.anchor in known:
        return
    if when.anchor in LACKING:
        message, about = LACKING[when.anchor]
        yield Fault(path, message, (about, ("event",), ("event", "starts")))
        return
    ids: tuple[Path, ...] = tuple(("steps", at, "id") for at in range(len(campaign.steps)))
    near = nearest(when.anchor, sorted(known))
    hint = near or f"; write one of {', '.join(sorted(known))}"
    yield Fault(path, f"nothing here is called `{when.anchor}`{hint}", (*ids, *((name,) for name in FIXED)))


def _odd_phrases(campaign: Campaign) -> Iterator[Fault]:
    """The two phrases that may count from one thing only."""
    poll, outer = campaign.poll, campaign.event.outer_table if campaign.event else None
    if poll and (isinstance(poll.closes, Every) or _anchor(poll.closes) in ("poll", "event", "commitments")):
        message = "a poll closes once, on a day or after its opening: write `3 days after opening at 17:00`"
        yield Fault(("poll", "closes"), message)
    if outer and outer.stay_until and outer.stay_until.anchor != "event":
        message = "this counts from the meeting: write `45 minutes after event`"
        yield Fault(("event", "outer_table", "stay_until"), message)
    opens = any(step.send == "poll" for step in campaign.steps)
    if poll and _anchor(poll.closes) == "opening" and not opens:
        message = "no step opens this poll; write one with `send: poll`"
        sends: tuple[Path, ...] = tuple(("steps", at, "send") for at in range(len(campaign.steps)))
        yield Fault(("poll", "closes"), message, (("steps",), *sends))


def _anchor(when: When) -> str:
    return when.anchor if isinstance(when, Relative) else ""


def _recurring(campaign: Campaign) -> Iterator[Fault]:
    many = {
        step.id
        for step in campaign.steps
        if isinstance(step.when, Every) or _anchor(step.when) == "commitments"
    }
    for path, when in _phrases(campaign):
        anchor = _anchor(when)
        if anchor in many and anchor not in FIXED:
            yield Fault(
                path, f"the step `{anchor}` happens more than once; count from something that happens once"
            )


def _circles(campaign: Campaign) -> Iterator[Fault]:
    """Steps that count from themselves, directly or in a circle; told once for each step of it."""
    follows = _follows(campaign)
    for at, step in enumerate(campaign.steps):
        way = [step.id]
        while (following := follows.get(way[-1])) and following not in way:
            way.append(following)
        if following == step.id:
            circle = " counts from ".join(f"`{name.strip()}`" for name in (*way, following))
            yield Fault(("steps", at, "when"), f"this can never fall due: {circle}", (("poll", "closes"),))


def _follows(campaign: Campaign) -> dict[str, str]:
    """What counts from what. A fixed anchor ends with a blank, apart from a step of the same name."""
    follows = {step.id: _node(step.when) for step in campaign.steps if _node(step.when)}
    asks = next((step.id for step in campaign.steps if step.send == "poll"), "")
    if campaign.poll and asks:
        follows |= {"opening ": asks, "poll ": _node(campaign.poll.closes)}
    return follows


def _node(when: When) -> str:
    anchor = _anchor(when)
    return f"{anchor} " if anchor in FIXED else anchor
