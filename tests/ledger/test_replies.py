from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.answering import Folded, fold
from outreach.core.history import Answers, Reply, Vote
from outreach.core.people import Standing
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger

from .world import NOW, SECRET, people, reply

TUESDAY = datetime(2027, 4, 6, 10, 0)  # a poll's option is wall-clock time
FRIDAY = datetime(2027, 4, 9, 14, 0)


def answers(ledger: SqlLedger, contact: str = "a") -> Answers | None:
    return ledger.history("spring-meeting").answers.get(contact)


def test_who_has_not_answered_has_no_answers(ledger: SqlLedger) -> None:
    ledger.record(reply("a", text="Yes, I will come."))
    assert answers(ledger) == Answers(replied=True)
    assert answers(ledger, "b") is None


def test_the_newest_rsvp_counts(ledger: SqlLedger) -> None:
    ledger.record(reply("a", 0, rsvp="accepted"))
    ledger.record(reply("a", 5, rsvp="declined"))
    assert answers(ledger) == Answers(replied=True, rsvp="declined")


def test_an_older_rsvp_that_arrives_late_changes_nothing(ledger: SqlLedger) -> None:
    ledger.record(reply("a", 5, rsvp="declined"))
    ledger.record(reply("a", 0, rsvp="accepted"))
    assert answers(ledger) == Answers(replied=True, rsvp="declined")


def test_an_answer_in_words_leaves_the_rsvp_as_it_was(ledger: SqlLedger) -> None:
    ledger.record(reply("a", 0, rsvp="tentative"))
    ledger.record(reply("a", 5, text="Where do I park?"))
    assert answers(ledger) == Answers(replied=True, rsvp="tentative")


def test_a_vote_is_a_reply_and_the_newest_is_counted(ledger: SqlLedger) -> None:
    ledger.record(reply("a", 5, kind="vote", choices={FRIDAY: "if_need_be", TUESDAY: "no"}))
    ledger.record(reply("a", 0, kind="vote", choices={TUESDAY: "yes"}))
    history = ledger.history("spring-meeting")
    assert history.votes == (Vote("a", NOW + timedelta(minutes=5), {FRIDAY: "if_need_be", TUESDAY: "no"}),)
    assert history.answers["a"] == Answers(replied=True, voted=True)


def test_having_attended_is_no_reply(ledger: SqlLedger) -> None:
    assert not ledger.history("spring-meeting").attendance
    ledger.record(reply("a", kind="attendance", attended=True))
    ledger.record(reply("b", kind="attendance", attended=False))
    history = ledger.history("spring-meeting")
    assert history.attendance
    assert history.answers == {"a": Answers(attended=True), "b": Answers(attended=False)}


def test_attendance_may_be_recorded_for_a_meeting_that_nobody_came_to(ledger: SqlLedger) -> None:
    ledger.record(reply("", kind="attendance", attended=False))
    history = ledger.history("spring-meeting")
    assert (history.attendance, history.answers) == (True, {})


def test_an_unsubscribe_is_no_reply_and_suppresses_the_address_at_once(ledger: SqlLedger) -> None:
    people(ledger, "a")
    ledger.record(reply("a", kind="unsubscribe"))
    assert answers(ledger) is None
    assert ledger.known(["a"])["a"].standing is Standing.UNSUBSCRIBED


def test_an_unsubscribe_of_somebody_unknown_is_kept_all_the_same(ledger: SqlLedger) -> None:
    ledger.record(reply("nobody", kind="unsubscribe"))
    assert [each.kind for each in ledger.replies()] == ["unsubscribe"]


def test_the_same_reply_is_stored_once_whatever_zone_its_time_is_written_in(ledger: SqlLedger) -> None:
    first = reply("a", text="Yes", rsvp="accepted")
    in_denver = Reply(
        first.campaign,
        "a",
        first.at.astimezone(timezone(timedelta(hours=-7))),
        first.kind,
        "Yes",
        rsvp="accepted",
    )
    for each in (first, first, in_denver):
        ledger.record(each)
    assert list(ledger.replies()) == [first]


@pytest.mark.parametrize("choices", [{}, {TUESDAY: "yes", FRIDAY: "no"}])
def test_a_reply_comes_back_as_it_was_recorded(ledger: SqlLedger, choices: dict[datetime, str]) -> None:
    kept = reply("a", kind="vote", text="Tuesday, s'il vous plaît\n— Zoë", choices=choices)
    ledger.record(kept)
    assert list(ledger.replies()) == [kept]


def by_calendar(at: int, rsvp: str | None, sequence: int, written: int) -> Reply:
    came = f"{at} {rsvp} {sequence} {written}"
    stamp = NOW + timedelta(minutes=written)
    return reply("a", at, kind="rsvp", rsvp=rsvp, identity=came, sequence=sequence, stamp=stamp)


moments = st.integers(0, 9)
replies = st.one_of(
    st.builds(lambda at, rsvp: reply("a", at, rsvp=rsvp), moments, st.sampled_from(["accepted", "declined"])),
    st.builds(lambda at: reply("a", at, text=f"words at {at}"), moments),
    st.builds(
        lambda at, said: reply("a", at, kind="vote", choices={TUESDAY: said}),
        moments,
        st.sampled_from(["yes", "no"]),
    ),
    st.builds(lambda at, came: reply("a", at, kind="attendance", attended=came), moments, st.booleans()),
    st.builds(
        by_calendar, moments, st.sampled_from(["accepted", "declined", None]), st.integers(0, 2), moments
    ),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(replies, max_size=7).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations([*some, *some[:3]]))
    )
)
def test_in_whatever_order_and_however_often_replies_arrive_the_same_is_known(
    orders: tuple[list[Reply], list[Reply]],
) -> None:
    histories = []
    for order in orders:
        with open_ledger("sqlite://", secret=SECRET) as ledger:
            for each in order:
                ledger.record(each)
            histories.append(ledger.history("spring-meeting"))
            heard = ledger.heard_in("spring-meeting")
            assert [each.at for each in heard] == sorted(each.at for each in heard)
    assert histories[0] == histories[1]
    assert histories[0].answers == known(fold(orders[0]))


def known(folded: Folded) -> dict[str, Answers]:
    answered = Answers(folded.replied, folded.rsvp, folded.voted_at is not None, folded.attended)
    return {"a": answered} if folded != Folded() else {}
