"""How the people of one touch share out among decisions and moments."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.actions.planning.shares import Gap, cohorts, decided, shares_of
from outreach.core.deciding import Matter, gate, settled
from outreach.core.history import SILENT, Answers, History
from outreach.core.people import Consent, Contact, Standing
from outreach.core.plan import GO, Decide, Decision
from tests.core.building import LONG_AGO, at, campaign, laid_out, matter_of, person, step

DUE = at("2027-02-03 09:00")
EARLIER = at("2027-01-04 09:00")
HELD = Decision(Decide.HOLD, "a rule holds it", "S001")
Person = tuple[Contact | None, Answers]


def matter(when: str = "on 2027-02-03 at 09:00", send: str = "email", **more: object) -> Matter:
    return matter_of(laid_out(campaign(step(when, send, id="it", **more))), "it")


def shares(
    made: Matter, people: list[Person], now: datetime = EARLIER, held: Decision | None = None,
    gap: Gap | None = None,
) -> Mapping[tuple[datetime | None, Decision], int]:  # fmt: skip
    alike = cohorts(made, people)
    return shares_of(made, alike, decided(made, alike, now, held, gap), now, held)


def test_people_decided_alike_at_one_moment_are_one_share() -> None:
    people: list[Person] = [
        (person("a"), SILENT),
        (person("b"), Answers(replied=True)),
        (person("c", timezone="Pacific/Honolulu"), SILENT),
        (person("d", standing=Standing.UNSUBSCRIBED), SILENT),
    ]
    assert shares(matter(), people) == {
        (DUE, GO): 2,
        (at("2027-02-03 08:00", "Pacific/Honolulu"), GO): 1,
        (DUE, Decision(Decide.SKIP, "has unsubscribed", "K001")): 1,
    }


def test_a_touch_to_come_is_decided_as_at_its_moment_and_a_late_one_as_now() -> None:
    now = at("2027-02-03 15:00")
    assert shares(matter(), [(person(), SILENT)]) == {(DUE, GO): 1}
    assert shares(matter(), [(person(), SILENT)], now) == {(now, GO): 1}


def test_a_local_time_makes_a_share_for_each_zone_even_before_it_is_due_here() -> None:
    people: list[Person] = [(person("a", timezone="America/New_York"), SILENT), (person("b"), SILENT)]
    assert shares(matter("on 2027-02-03 at 09:00 local"), people) == {
        (at("2027-02-03 09:00", "America/New_York"), GO): 1,
        (DUE, GO): 1,
    }


def test_a_step_that_reaches_nobody_is_a_share_of_nobody_at_its_moment() -> None:
    assert shares(matter(), []) == {(DUE, GO): 0}
    assert shares(matter("on 2027-02-03 at 09:00 local"), []) == {(DUE, GO): 0}
    assert shares(matter(), [], held=HELD) == {(DUE, HELD): 0}


def test_a_post_is_one() -> None:
    assert shares(matter(send="post"), [(None, SILENT)]) == {(DUE, GO): 1}


def test_what_holds_the_touch_holds_those_who_would_get_it_and_nobody_else() -> None:
    people: list[Person] = [(person("a"), SILENT), (person("b", email=""), SILENT)]
    assert shares(matter(), people, held=HELD) == {
        (DUE, HELD): 1,
        (DUE, Decision(Decide.SKIP, "has no e-mail address")): 1,
    }


def test_a_gap_in_the_text_holds_only_those_whose_details_lack_it() -> None:
    made = matter()
    people: list[Person] = [
        (person("a", first_name="A"), SILENT),
        (person("b"), SILENT),
        (person("c"), SILENT),
    ]
    nameless = Decision(Decide.HOLD, "no name", "E006")
    found = shares(made, people, gap=lambda _, contact: None if contact.first_name else nameless)
    assert found == {(DUE, GO): 1, (DUE, nameless): 2}


def test_how_many_came_is_not_known_before_it_is_recorded() -> None:
    made = matter("1 day after event at 09:00", to="attended")
    waits = Decision(Decide.WAIT, "who came is not recorded yet")
    assert shares(made, [(person(), Answers(attended=True))]) == {(made.touch.due, waits): 0}


contacts = st.builds(
    Contact,
    st.sampled_from("abc"),
    st.sampled_from(["", "somebody@example.org"]),
    first_name=st.sampled_from(["", "First"]),
    timezone=st.sampled_from(["", "America/New_York", "Pacific/Honolulu"]),
    consent=st.sampled_from(Consent),
    standing=st.sampled_from(Standing),
    recruiter=st.sampled_from(["", "champion-1"]),
)
answers = st.builds(Answers, replied=st.booleans(), rsvp=st.sampled_from([None, "accepted", "declined"]))
crowds = st.lists(st.tuples(contacts, answers), max_size=12)
steps = st.sampled_from(
    [
        matter(),
        matter(to="not_declined"),
        matter("on 2027-02-03 at 17:30 local"),
        matter(send="call"),
        matter(to="accepted", grace="2 hours"),
        matter(paused=True),
    ]
)
moments = st.sampled_from(
    [at(f"2027-02-{wall}") for wall in ("01 09:00", "03 09:00", "03 17:59", "04 03:00", "12 20:00")]
)


@settings(deadline=None, max_examples=150)
@given(steps, crowds, moments)
def test_the_shares_are_what_everybody_would_be_told_one_by_one(
    made: Matter, people: list[Person], now: datetime
) -> None:
    found = shares(made, people, now)
    assert sum(found.values()) == len(people)
    assert made.touch.begins is not None
    begins = max(made.touch.begins, now)
    if gate(made, begins) is GO:
        alone = Counter(
            (at_, decision) for decision, at_ in (settled(made, *each, begins) for each in people)
        )
        assert {share: count for share, count in found.items() if count} == alone


@settings(deadline=None, max_examples=100)
@given(crowds)
def test_everybody_is_in_one_cohort(people: list[Person]) -> None:
    made = Matter(matter().touch, matter().schedule, History("spring"), LONG_AGO)
    found = cohorts(made, people)
    assert sorted(each for cohort in found for each in cohort.members) == sorted(
        contact.id for contact, _ in people if contact is not None
    )
    assert all((cohort.contact, cohort.answers) in people for cohort in found)
