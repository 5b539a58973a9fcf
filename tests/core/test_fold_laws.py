"""Laws of the fold, for any campaign that people might write and anybody it might be for."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outreach.core.campaign import Campaign
from outreach.core.deciding import Matter, decide, gate, last_moment, likeness, reader_calendar, settled
from outreach.core.history import Answers, History
from outreach.core.people import Consent, Contact, Standing
from outreach.core.plan import Decide, Schedule
from outreach.core.schedule import lay_out
from outreach.core.when import Every, is_open
from tests.core.building import NOW, campaign, setting, step

law = settings(deadline=None, max_examples=80)
ZONES = ["America/Denver", "America/New_York", "Pacific/Honolulu", "Asia/Kolkata"]
SENDS = ["email", "invite", "post", "kit", "call", "task"]
WORDS = ["all", "not_replied", "accepted", "not_declined", "attended", "absent", "key_people"]
COMMITTED = [
    {"id": f"promise-{n}", "what": "Do it", "who": "member-1", "due": f"2027-05-0{n}"} for n in (1, 8)
]

clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 30, 59]))
dates = st.dates(datetime(2027, 1, 1).date(), datetime(2027, 12, 31).date())
moments = st.datetimes(datetime(2027, 1, 1), datetime(2028, 3, 1), timezones=st.just(UTC))
locals_ = st.sampled_from(["", " local"])
units = st.sampled_from(["minutes", "hours", "days", "business days", "weeks", "months"])


@st.composite
def phrases(draw: st.DrawFn, earlier: list[str]) -> str:
    shape = draw(st.sampled_from(["on", "every", "from", "from", "from"]))
    clock = f" at {draw(clocks)}{draw(locals_)}"
    if shape == "on":
        return f"on {draw(dates)}{clock}"
    if shape == "every":
        first = draw(dates)
        until = draw(st.integers(0, 200))
        unit = draw(st.sampled_from(["weeks", "months"]))
        return f"every {draw(st.integers(1, 5))} {unit} from {first}{clock} until {first + timedelta(until)}"
    side = draw(st.sampled_from(["before", "after"]))
    anchor = draw(st.sampled_from(["event", "commitments", *earlier]))
    return f"{draw(st.integers(1, 40))} {draw(units)} {side} {anchor}{draw(st.sampled_from(['', clock]))}"


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    steps: list[dict[str, Any]] = []
    once: list[str] = []
    for number in range(draw(st.integers(1, 6))):
        when = draw(phrases(once))
        name = f"step-{number}"
        if not when.startswith("every") and "commitments" not in when:
            once.append(name)
        send = draw(st.sampled_from(SENDS))
        more = {"to": draw(st.sampled_from(WORDS))} if send not in ("post", "task") else {}
        if send == "post":
            more = {"networks": draw(st.lists(st.sampled_from(["x", "mastodon", "bluesky"]), min_size=1))}
        steps.append(step(when, send, id=name, **more))
    event = {
        "title": "A meeting",
        "starts": f"{draw(dates)} {draw(clocks)}",
        "duration": f"{draw(st.integers(15, 600))}m",
        "status": draw(st.sampled_from(["confirmed", "confirmed", "confirmed", "cancelled"])),
    }
    return campaign(
        *steps,
        event=event,
        commitments=COMMITTED,
        kind=draw(st.sampled_from(["launch", "meeting", "action-team"])),
        timezone=draw(st.sampled_from(ZONES)),
        paused=draw(st.sampled_from([False, False, False, True])),
    )


contacts = st.builds(
    Contact,
    st.sampled_from(["member-1", "member-2"]),
    st.sampled_from(["", "somebody@example.org"]),
    timezone=st.sampled_from(["", *ZONES]),
    consent=st.sampled_from(Consent),
    key=st.booleans(),
    recruiter=st.sampled_from(["", "champion-1"]),
    standing=st.sampled_from([Standing.OK, *Standing]),
)
answers = st.builds(
    Answers,
    replied=st.booleans(),
    rsvp=st.sampled_from([None, "accepted", "declined", "tentative"]),
    attended=st.sampled_from([None, True, False]),
)
histories = st.builds(
    History,
    st.just("spring"),
    attendance=st.booleans(),
    done=st.sampled_from([frozenset(), frozenset({"promise-1"})]),
)


def laid(written: Campaign, known: History | None = None) -> Schedule:
    return lay_out(written, known or History("spring"), setting())


def matters(written: Campaign, known: History) -> list[Matter]:
    schedule = laid(written, known)
    return [Matter(touch, schedule, known, NOW) for touch in schedule.touches]


@law
@given(campaigns())
def test_no_touch_is_there_twice_and_no_step_is_lost(written: Campaign) -> None:
    touches = laid(written).touches
    assert len({touch.name for touch in touches}) == len(touches)
    assert {touch.step.id for touch in touches} == {each.id for each in written.steps}


@law
@given(campaigns())
def test_touches_stand_in_order_and_each_falls_due_when_its_calendar_is_open(written: Campaign) -> None:
    schedule = laid(written)
    dues = [touch.due for touch in schedule.touches if touch.due is not None]
    assert dues == sorted(dues)
    for touch in schedule.touches:
        assert touch.due is not None
        assert is_open(schedule.posts if touch.step.send == "post" else schedule.mail, touch.due)


@law
@given(campaigns(), st.integers(0, 400))
def test_a_nearer_horizon_only_leaves_out_what_recurs_beyond_it(written: Campaign, days: int) -> None:
    horizon = NOW + timedelta(days)
    near = {each.name for each in lay_out(written, History("spring"), setting(horizon=horizon)).touches}
    for touch in laid(written).touches:
        missing = touch.name not in near
        assert not missing or (isinstance(touch.step.when, Every) and touch.due and touch.due > horizon)


@law
@given(campaigns())
def test_laying_out_again_gives_the_same(written: Campaign) -> None:
    assert laid(written) == laid(written)


@law
@given(campaigns(), histories, contacts, answers, moments)
def test_everything_is_decided_and_what_does_not_go_has_a_reason(
    written: Campaign, known: History, contact: Contact, said: Answers, now: datetime
) -> None:
    for matter in matters(written, known):
        for decision in (gate(matter, now), decide(matter, contact, said, now)):
            assert (decision.what is Decide.SEND) is not bool(decision.reason)
            assert decision.until is None or decision.until > now


@law
@given(campaigns(), histories, contacts, answers, moments)
def test_following_what_waits_comes_to_an_end_within_the_readers_hours(
    written: Campaign, known: History, contact: Contact, said: Answers, now: datetime
) -> None:
    for matter in matters(written, known):
        decision, moment = settled(matter, contact, said, now)
        assert moment >= now
        assert decision.until is None
        if decision.what is Decide.SEND and matter.touch.step.is_mail:
            assert is_open(reader_calendar(matter.schedule.mail, contact), moment)


@law
@given(campaigns(), histories, st.timedeltas(timedelta(seconds=1), timedelta(400)))
def test_after_its_last_moment_nothing_goes_out(written: Campaign, known: History, late: timedelta) -> None:
    for matter in matters(written, known):
        last = last_moment(matter)
        assert matter.touch.due is not None
        assume(matter.touch.due <= last)
        assert gate(matter, last + late).what is not Decide.SEND


@law
@given(campaigns(), histories, moments)
def test_nothing_that_is_due_is_missed_at_its_own_moment(
    written: Campaign, known: History, now: datetime
) -> None:
    for matter in matters(written, known):
        assert matter.touch.due is not None
        assert gate(matter, min(now, matter.touch.due)).what is not Decide.MISSED


@law
@given(campaigns(), histories, contacts, contacts, answers, answers, moments)
def test_people_of_one_likeness_are_decided_alike(
    written: Campaign,
    known: History,
    one: Contact,
    other: Contact,
    said: Answers,
    replied: Answers,
    now: datetime,
) -> None:
    for matter in matters(written, known):
        if likeness(matter, one, said) == likeness(matter, other, replied):
            assert settled(matter, one, said, now) == settled(matter, other, replied, now)


@law
@given(campaigns(), contacts)
def test_a_local_time_shows_the_same_on_every_clock(written: Campaign, contact: Contact) -> None:
    known = History("spring", attendance=True)
    reader = Contact(
        "member-1", "somebody@example.org", timezone=contact.timezone, consent=Consent.YES, key=True
    )
    for matter in matters(written, known):
        touch = matter.touch
        if not touch.is_local or not touch.step.is_mail or touch.begins is None or touch.wall is None:
            continue
        decision, moment = settled(matter, reader, Answers(True, "accepted", attended=True), touch.begins)
        if decision.what is Decide.SEND:
            zone = ZoneInfo(reader.timezone) if reader.timezone else matter.schedule.mail.zone
            assert moment.astimezone(zone).strftime("%H:%M") == touch.wall.strftime("%H:%M")
