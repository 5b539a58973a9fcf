"""What came back, as the ledger keeps it."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.followingup.desk import answer_key
from outreach.core.followup import FollowUp
from outreach.core.history import Announced, Approval, Status
from outreach.core.inbound.nouns import Inbound, Kept, Match
from outreach.core.people import Contact, Standing
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.ports import Begun, Entry, Outcome

from .test_forgetting import everything
from .world import CONTACT, LATER, NOW, SECRET, ids, key, people, reply

TUESDAY, FRIDAY = datetime(2027, 4, 6, 10), datetime(2027, 4, 9, 14)
MATCH = Match(
    "owner-1", "spring-meeting", "reminder", "once", "uid-1@example.org", "assistant", "certain",
    "it carries the reply address of owner-1", "owner-2", "reply",
)  # fmt: skip
WHOLE = Inbound(
    identity="5b1d", inbox="imap", source="INBOX 42", channel="email", received=NOW, kind="vote",
    sender="desk@example.org", sender_name="Desk \u2014 One", subject="Re: Wann?", text="A passt, B nicht",
    match=MATCH, why="it names options", counts=True, partstat="tentative", rsvp="tentative", sequence=2,
    stamp=LATER, choices={FRIDAY: "no", TUESDAY: "yes"}, recipient="owner-1@example.org", permanent=False,
    message_id="<1@example.org>", proposed=LATER, url="https://social.example.org/1",
)  # fmt: skip


def came(name: str, minutes: int = 0, match: Match | None = None, **more: object) -> Inbound:
    """Something that came from nobody known, so many minutes later."""
    at = NOW + timedelta(minutes=minutes)
    plain = Inbound(name, "imap", "INBOX 1", "email", at, "answer", "", "", "", "", match or Match())
    return replace(plain, **more)  # type: ignore[arg-type]


def names(kept: list[Kept]) -> list[str]:
    return [each.inbound.identity for each in kept]


# Kept once, as it came
@pytest.mark.parametrize(
    "inbound", [WHOLE, came("plain"), replace(WHOLE, identity="x", choices={}, permanent=None)]
)
def test_what_came_is_kept_as_it_was_read(inbound: Inbound, ledger: SqlLedger) -> None:
    number = ledger.keep(inbound)
    assert number is not None
    assert ledger.inbound(number) == Kept(number, inbound) == ledger.kept_as(inbound.identity)


def test_the_same_thing_is_kept_once_wherever_it_comes_again(ledger: SqlLedger) -> None:
    assert ledger.keep(WHOLE) is not None
    assert ledger.keep(replace(WHOLE, inbox="files", source="a.mbox", text="something else")) is None
    assert ledger.is_kept(WHOLE.identity)
    assert [each.inbound for each in ledger.inbox()] == [WHOLE]


def test_nothing_is_known_of_what_never_came(ledger: SqlLedger) -> None:
    assert not ledger.is_kept("5b1d")
    assert (ledger.kept_as("5b1d"), ledger.inbound(1), ledger.inbox()) == (None, None, [])
    assert (ledger.heard_from("owner-1"), ledger.all_of("owner-1", ""), ledger.by_message_ids([])) == (
        [],
        [],
        [],
    )


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 5), max_size=8).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    )
)
def test_in_whatever_order_things_come_the_inbox_is_the_same(orders: tuple[list[int], list[int]]) -> None:
    inboxes = []
    for order in orders:
        with open_ledger("sqlite://", secret=SECRET) as ledger:
            for each in order:
                ledger.keep(came(f"{each}", minutes=each))
            inboxes.append(names(ledger.inbox()))
    assert inboxes[0] == inboxes[1] == [f"{each}" for each in sorted(set(orders[0]), reverse=True)]


# All of it or nothing
def test_what_is_written_together_is_kept_whole(ledger: SqlLedger) -> None:
    with ledger.together():
        ledger.keep(WHOLE)
        ledger.record(reply("owner-1", rsvp="accepted"))
        ledger.mark("imap INBOX", "42")
        assert ledger.is_kept(WHOLE.identity)
    assert ledger.marked("imap INBOX") == "42"
    assert ledger.history("spring-meeting").answers["owner-1"].rsvp == "accepted"


def test_what_is_written_together_is_undone_whole(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    before = everything(ledger)
    followup = FollowUp("k", date(2027, 1, 14), "answer", "spring-meeting", "", "answer it", "convener")

    def fail() -> None:
        with ledger.together():
            ledger.keep(WHOLE)
            ledger.record(reply("owner-1", kind="unsubscribe"))
            ledger.suppress("desk@example.org", Standing.BOUNCED, NOW)
            ledger.save_contacts([Contact("new")], NOW)
            ledger.follow_up([followup])
            ledger.mark("imap INBOX", "42")
            raise OSError("the power fails")

    with pytest.raises(OSError, match="power"):
        fail()
    assert everything(ledger) == before


def test_a_ledger_goes_on_after_something_was_undone(ledger: SqlLedger) -> None:
    with suppress(OSError), ledger.together():
        ledger.keep(WHOLE)
        raise OSError
    assert ledger.keep(WHOLE) is not None


# Looking through it
def test_the_newest_comes_first_and_no_more_than_are_wanted(ledger: SqlLedger) -> None:
    for name, minutes in (("b", 5), ("a", 0), ("d", 9), ("c", 5)):
        ledger.keep(came(name, minutes))
    assert names(ledger.inbox()) == ["d", "c", "b", "a"]
    assert names(ledger.inbox(2)) == ["d", "c"]
    assert ledger.inbox(0) == []


def test_the_inbox_is_narrowed_by_kind_campaign_and_what_is_unanswered(ledger: SqlLedger) -> None:
    about = Match(campaign="spring-meeting")
    ledger.keep(came("bounce", 0, about, kind="bounce"))
    ledger.keep(came("answer", 1, about))
    ledger.keep(came("vote", 2, kind="vote"))
    assert names(ledger.inbox(kinds=("answer", "vote"))) == ["vote", "answer"]
    assert names(ledger.inbox(campaign="spring-meeting")) == ["answer", "bounce"]
    assert names(ledger.inbox(campaign="spring-meeting", kinds=("answer",))) == ["answer"]
    ledger.answer(2, LATER)
    assert names(ledger.inbox(unanswered=True)) == ["vote", "bounce"]


def test_what_came_for_a_person_is_found_by_them(ledger: SqlLedger) -> None:
    for number in range(30):
        ledger.keep(came(f"{number:02}", number, Match(contact="owner-1" if number % 2 else "owner-2")))
    assert names(ledger.heard_from("owner-1", 3)) == ["29", "27", "25"]
    assert len(ledger.heard_from("owner-2")) == 15


def test_everything_of_a_person_is_what_came_for_them_by_them_and_from_or_about_their_address(
    ledger: SqlLedger,
) -> None:
    ledger.keep(came("for them", 5, Match(contact="owner-1")))
    ledger.keep(came("by them", 4, Match(contact="owner-2", by="owner-1")))
    ledger.keep(came("from", 3, sender="owner-1@example.org"))
    ledger.keep(came("about", 2, kind="bounce", recipient="owner-1@example.org"))
    ledger.keep(came("other", 1, Match(contact="owner-2"), sender="owner-2@example.org"))
    ledger.keep(came("nobody"))
    assert names(ledger.all_of("owner-1", " Owner-1@EXAMPLE.org ")) == [
        "for them",
        "by them",
        "from",
        "about",
    ]
    assert names(ledger.all_of("owner-1", "")) == ["for them", "by them"]


def test_mails_are_found_by_their_message_ids(ledger: SqlLedger) -> None:
    ledger.keep(came("one", message_id="<1@example.org>"))
    ledger.keep(came("two", message_id="<2@example.org>"))
    ledger.keep(came("none"))
    assert names(ledger.by_message_ids(["<2@example.org>", "<1@example.org>", "<3@example.org>", ""])) == [
        "one",
        "two",
    ]


# What a person does about it
def test_what_is_answered_is_answered_once_and_what_asked_for_it_is_ticked_off(ledger: SqlLedger) -> None:
    number = ledger.keep(WHOLE)
    assert number is not None
    asked = FollowUp(
        answer_key(WHOLE.identity), date(2027, 1, 14), "answer", "spring-meeting", "", "answer it", "c"
    )
    ledger.follow_up([asked, replace(asked, key=answer_key("another"))])
    assert ledger.answer(number, LATER)
    assert not ledger.answer(number, LATER + timedelta(days=1))
    assert ledger.inbound(number) == Kept(number, WHOLE, LATER)
    assert [each.followup.key for each in ledger.followups()] == [answer_key("another")]


def test_nothing_that_never_came_is_answered(ledger: SqlLedger) -> None:
    assert not ledger.answer(7, NOW)


def test_a_person_says_whose_it_is(ledger: SqlLedger) -> None:
    number = ledger.keep(came("stranger", text="I will come"))
    assert number is not None
    ledger.attribute(number, MATCH, counts=True)
    kept = ledger.inbound(number)
    assert kept is not None
    assert kept.inbound == came("stranger", text="I will come", match=MATCH, counts=True)
    assert names(ledger.heard_from("owner-1")) == ["stranger"]


# Where an inbox goes on from
def test_each_place_has_a_mark_of_its_own_and_the_last_one_holds(ledger: SqlLedger) -> None:
    assert ledger.marked("imap INBOX") == ""
    ledger.mark("imap INBOX", "7/41")
    ledger.mark("imap Sent", "7/9")
    ledger.mark("imap INBOX", "7/42")
    assert (ledger.marked("imap INBOX"), ledger.marked("imap Sent")) == ("7/42", "7/9")


# Whom it may be from
def test_people_are_found_by_their_address_however_it_is_written(ledger: SqlLedger) -> None:
    shared = [Contact("b", email="Office@Example.org"), Contact("a", email="office@example.org")]
    ledger.save_contacts([*shared, Contact("c", email="c@example.org"), Contact("d")], NOW)
    ledger.suppress("office@example.org", Standing.BOUNCED, NOW)
    found = ledger.people_at(" OFFICE@example.ORG ")
    assert ids(found) == ["a", "b"]
    assert {each.standing for each in found} == {Standing.BOUNCED}
    assert ledger.people_at("") == []


def test_those_for_whom_an_assistant_may_answer_are_found_by_that_address(ledger: SqlLedger) -> None:
    ledger.save_contacts([
        Contact("b", assistant="desk@example.org"), Contact("a", assistant="desk@example.org"),
        Contact("c", email="desk@example.org"), Contact("d"),
    ], NOW)  # fmt: skip
    assert ids(ledger.assisted_by("Desk@Example.org")) == ["a", "b"]
    assert ledger.assisted_by("") == []


# What it may answer
def sent(ledger: SqlLedger, who: str, step: str, minutes: int, status: Status = Status.SENT,
         channel: str = "email") -> None:  # fmt: skip
    """Something of a step leaves for somebody so many minutes later."""
    one, at = replace(key(who), step=step), NOW + timedelta(minutes=minutes)
    ledger.enrol(one.campaign, step, "once", channel, [Entry(one, channel, Status.WAITING, NOW)], NOW)
    ledger.claim([one], at)
    ledger.settle_and_begin((), [Begun(one, f"<{step}.{who}@example.org>")], at)
    ledger.settle([Outcome(one, status, provider_id=f"{channel}-1")], at)


def test_what_left_for_a_person_comes_newest_first_up_to_a_moment(ledger: SqlLedger) -> None:
    people(ledger, "a", "b")
    for minutes, step in enumerate(("first", "second", "third", "fourth")):
        sent(ledger, "a", step, minutes)
    sent(ledger, "b", "fifth", 0)
    found = ledger.sent_to("a", NOW + timedelta(minutes=2))
    assert [each.key.step for each in found] == ["third", "second", "first"]
    assert [each.key.step for each in ledger.sent_to("a", LATER, 2)] == ["fourth", "third"]


def test_what_may_have_left_is_among_it_and_what_never_began_is_not(ledger: SqlLedger) -> None:
    people(ledger, "a")
    sent(ledger, "a", "lost", 1, Status.UNKNOWN)
    waits = replace(key("a"), step="waits")
    ledger.enrol(
        "spring-meeting", "waits", "once", "email", [Entry(waits, "email", Status.WAITING, NOW)], NOW
    )
    assert [each.key.step for each in ledger.sent_to("a", LATER)] == ["lost"]


def test_a_post_of_a_network_is_nothing_that_went_to_a_person_of_that_name(ledger: SqlLedger) -> None:
    sent(ledger, "mastodon", "post", 0, channel="mastodon")
    assert ledger.sent_to("mastodon", LATER) == []


def test_a_post_is_found_by_the_name_its_network_gave_it(ledger: SqlLedger) -> None:
    sent(ledger, "mastodon", "post", 0, channel="mastodon")
    sent(ledger, "a", "mail", 0)
    found = ledger.by_provider_id("mastodon", "mastodon-1")
    assert found is not None
    assert found.key.step == "post"
    assert ledger.by_provider_id("x", "mastodon-1") is None
    assert ledger.by_provider_id("email", "email-1") is None
    assert ledger.by_provider_id("mastodon", "") is None


def test_a_campaign_is_found_by_the_uid_of_its_event(ledger: SqlLedger) -> None:
    told = Announced(
        "uid-1@example.org", 0, 0, "Meeting", NOW, timedelta(hours=1), "Hall", cancelled=False, at=NOW
    )
    ledger.announce("spring-meeting", told)
    assert ledger.campaign_of_event("uid-1@example.org") == "spring-meeting"
    assert ledger.event_of("spring-meeting") == "uid-1@example.org"
    assert (ledger.campaign_of_event("other"), ledger.campaign_of_event(""), ledger.event_of("autumn")) == (
        "",
        "",
        "",
    )


# What a digest offered
def test_a_digest_offers_each_text_once_and_it_can_be_approved_as_it_was_shown(ledger: SqlLedger) -> None:
    shown = [
        Approval("reminder", "once", "f-1", "Dear all", "", NOW),
        Approval("recap", "once", "f-2", "Thanks", "", NOW),
    ]
    ledger.offer("abc", "spring-meeting", shown, NOW)
    ledger.offer("abc", "spring-meeting", [replace(shown[0], fingerprint="f-3", text="Changed")], LATER)
    ledger.offer("abc", "autumn", [replace(shown[0], by="somebody")], LATER)
    ledger.offer("def", "spring-meeting", [], NOW)
    assert list(ledger.offered("abc")) == [
        ("autumn", replace(shown[0], at=LATER)), ("spring-meeting", shown[1]), ("spring-meeting", shown[0]),
    ]  # fmt: skip
    assert list(ledger.offered("def")) == []


# The right to be forgotten
SAID = WHOLE.text
TRACES = (
    "desk@example.org",
    "Desk \u2014 One",
    "Wann?",
    SAID,
    "owner-1@example.org",
    "social.example.org",
    "INBOX 42",
)


def test_forgetting_erases_the_words_the_names_and_the_addresses_of_what_came(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    ledger.keep(WHOLE)
    ledger.keep(
        came("from them", sender="owner-1@example.org", sender_name="Zo\u00eb Owner", text="my words")
    )
    ledger.keep(
        came("about them", kind="bounce", recipient="owner-1@example.org", text="550 no such Zo\u00eb")
    )
    ledger.keep(came("by them", match=Match(contact="owner-2", by="owner-1"), text="for a colleague"))
    before = everything(ledger)
    assert all(trace in before for trace in TRACES)
    ledger.forget("owner-1", LATER)
    left = everything(ledger)
    assert [trace for trace in (*TRACES, "Zo\u00eb", "my words", "for a colleague") if trace in left] == []


def test_what_is_forgotten_still_counts_and_never_comes_twice(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    ledger.keep(WHOLE)
    ledger.forget("owner-1", LATER)
    (kept,) = ledger.inbox()
    assert (kept.inbound.kind, kept.inbound.rsvp, kept.inbound.choices) == (
        "vote",
        "tentative",
        WHOLE.choices,
    )
    assert (kept.inbound.match.campaign, kept.inbound.received) == ("spring-meeting", NOW)
    assert ledger.keep(WHOLE) is None


def test_what_others_wrote_stays_when_somebody_is_forgotten(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    other = came("other", match=Match(contact="owner-2"), sender="owner-2@example.org", text="my words")
    ledger.keep(other)
    ledger.keep(came("no address"))
    ledger.forget("owner-1", LATER)
    assert [each.inbound for each in ledger.inbox()] == [came("no address"), other]
