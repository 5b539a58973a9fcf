"""Follow-ups over time: calls dealt out and closed, commitments asked about, and what people do with them."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach.actions.followups import hand_over, in_full, number_of, tick, todo, write_down
from outreach.actions.running.run import run
from outreach.core.errors import UsageError
from outreach.core.followingup.desk import Desk, answer_key
from outreach.core.followingup.raising import asked_for
from outreach.core.followup import FollowUp, Listed, Note
from outreach.core.inbound.nouns import Inbound, Kept, Match
from outreach.core.people import Contact, Standing
from outreach.core.schedule import calendar
from tests.world import APPROVED, MEETING, Office, at, member

PHONE = "{id: phone, send: call, template: letter.md, when: 4 weeks before event at 13:00, to: not_replied}"
THURSDAY, MONDAY = date(2027, 2, 18), date(2027, 2, 22)
"""The day the calls are raised, and the Monday after it."""
TEAM = """\
campaign: team
title: The training team
kind: action-team
partnership: laramie
event: {title: Team call, starts: 2027-04-06 10:00, duration: 30m}
audience: {roles: [business_member]}
commitments: [{id: teachers, what: Name three teachers, who: ann, due: 2027-05-20}]
waive: [{rule: F001, reason: no recap in these tests, by: convener, until: 2099-12-31}]
steps:
"""
STEP = "{id: thanks, send: email, template: letter.md, when: 1 business day after event at 09:00}"


def passes(office: Office, wall: str) -> None:
    """One pass on a day."""
    run(office.world(today=date.fromisoformat(wall[:10])), at(wall))


def begun(office: Office, *people: Contact | str, head: str = MEETING) -> None:
    """A meeting whose silent guests are to be called from the 18th of February on."""
    office.people(*people)
    office.campaign(PHONE, head=head)
    passes(office, "2027-02-01 09:00")
    passes(office, "2027-02-18 13:00")


def calls(office: Office) -> list[Listed]:
    return [each for each in office.ledger.followups() if each.followup.kind == "call"]


def due(office: Office) -> dict[str, date]:
    return {each.followup.contact: each.followup.due for each in calls(office)}


def silent(number: int, **more: object) -> list[Contact]:
    return [member(f"m-{each:02}", recruiter="champion-1", **more) for each in range(number)]


def test_calls_go_to_each_persons_recruiter_at_most_ten_a_week(office: Office) -> None:
    begun(office, *silent(14), member("bob"))
    weeks = Counter((each.followup.owner, each.followup.due.isocalendar().week) for each in calls(office))
    assert weeks == {("champion-1", 7): 4, ("champion-1", 8): 10, ("convener", 7): 1}


def test_key_people_are_called_on_the_first_day(office: Office) -> None:
    begun(office, *silent(4), member("zoe", key=True, recruiter="champion-1"))
    assert due(office)["zoe"] == THURSDAY
    assert sum(day == THURSDAY for day in due(office).values()) == 2


def test_another_pass_deals_nothing_anew(office: Office) -> None:
    begun(office, *silent(14))
    before = due(office)
    passes(office, "2027-02-18 13:05")
    assert due(office) == before


def test_what_was_done_this_week_counts_towards_the_ten(office: Office) -> None:
    begun(office, *silent(16))
    world = office.world()
    for each in [each for each in calls(office) if each.followup.due >= MONDAY][-6:]:
        tick(world, [str(each.id)], "", "champion-1", at("2027-02-22 09:00"))
    for each in [each for each in calls(office) if each.followup.due < MONDAY]:
        tick(world, [str(each.id)], "", "champion-1", at("2027-02-19 09:00"))
    passes(office, "2027-02-22 10:00")
    this_week = [day for day in due(office).values() if day < MONDAY + timedelta(7)]
    assert len(this_week) == 4


def test_nobody_is_called_after_the_meeting_however_many_are_silent(office: Office) -> None:
    begun(office, *silent(70))
    assert max(due(office).values()) <= date(2027, 3, 17)


def test_who_answers_meanwhile_is_not_called(office: Office) -> None:
    begun(office, "ann", "bob", "cat")
    office.answer("ann", "2027-02-19 08:00", "accepted")
    office.answer("bob", "2027-02-19 08:00", text="I will ask my partner")
    passes(office, "2027-02-19 09:00")
    assert list(due(office)) == ["cat"]


def test_who_has_not_been_called_yet_stands_on_the_list_once_whatever_asks_again(office: Office) -> None:
    again = PHONE.replace("id: phone", "id: again").replace("4 weeks", "8 days")
    again = again.replace("not_replied", "[key_people, not_replied]")
    other = "{id: ask, send: call, template: letter.md, when: 8 days before event at 13:00, to: all}"
    office.people(member("ann", key=True), member("bob", key=True))
    office.campaign(PHONE, again, other)
    passes(office, "2027-02-01 09:00")
    passes(office, "2027-02-18 13:00")
    first = {each.followup.contact: each for each in calls(office)}
    tick(office.world(), [str(first["bob"].id)], "no answer", "convener", at("2027-02-19 09:00"))
    for _ in range(2):
        passes(office, "2027-03-10 13:00")
        asked = Counter((each.followup.contact, each.followup.step) for each in calls(office))
        assert asked == {("ann", "phone"): 1, ("ann", "ask"): 1, ("bob", "again"): 1, ("bob", "ask"): 1}
    assert next(each for each in calls(office) if each.followup.step == "phone") == first["ann"]


def test_a_call_that_closed_itself_was_not_made(office: Office) -> None:
    begun(office, *silent(2))
    office.answer("m-00", "2027-02-19 08:00", "accepted")
    passes(office, "2027-02-19 09:00")
    assert office.ledger.calls_made(at("2027-02-15 00:00")) == {}


def test_who_wants_to_hear_nothing_more_is_not_called(office: Office) -> None:
    begun(office, "ann", "bob")
    office.ledger.suppress("ann@example.org", Standing.UNSUBSCRIBED, at("2027-02-19 08:00"))
    office.ledger.suppress("bob@example.org", Standing.BOUNCED, at("2027-02-19 08:00"))
    passes(office, "2027-02-19 09:00")
    assert list(due(office)) == ["bob"]


def test_nobody_is_called_once_the_meeting_is_over_or_called_off(office: Office) -> None:
    begun(office, "ann")
    passes(office, "2027-03-18 10:30")
    assert list(due(office)) == ["ann"]
    passes(office, "2027-03-18 11:30")
    assert due(office) == {}


def test_a_call_off_closes_the_calls(office: Office) -> None:
    begun(office, "ann")
    off = MEETING.replace("location: Hall}", "location: Hall, status: cancelled, reason: Snow}")
    assert off != MEETING
    office.campaign(PHONE, head=off)
    passes(office, "2027-02-19 09:00")
    assert due(office) == {}


def test_a_call_is_listed_with_the_number_that_is_known_now(office: Office) -> None:
    begun(office, member("ann", phone="307 555 0101"), member("bob", phone="307 555 0102"))
    office.people(member("ann", phone="307 555 0177"))
    world, now = office.world(), at("2027-02-19 09:00")
    listed = {each.listed.followup.contact: each.listed for each in todo(world, now, kind="call")[0]}
    assert (listed["ann"].followup.phone, listed["bob"].followup.phone) == ("307 555 0177", "307 555 0102")
    assert in_full(world, listed["ann"].id, now).shown.listed == listed["ann"]


def test_a_mended_address_is_no_longer_to_be_fixed(office: Office) -> None:
    office.people("ann")
    kept = kept_in(office, kind="bounce", permanent=True)
    (asked,) = office.asked("fix_address")
    office.campaign(PHONE)
    passes(office, "2027-02-01 09:00")
    assert office.asked("fix_address") == [asked]
    office.people(member("ann", email="ann@example.com"))
    passes(office, "2027-02-01 09:05")
    assert kept.kind == "bounce"
    assert office.asked("fix_address") == []


def kept_in(office: Office, number: int = 1, **more: object) -> Inbound:
    """Something that came back for Ann, and what it asks for."""
    known: dict[str, object] = {"kind": "answer", "text": "Is there parking?", "counts": True} | more
    inbound = Inbound(
        identity=f"id-{number}", inbox="imap", source=f"INBOX {number}", channel="email",
        received=at("2027-02-05 09:00"), sender="ann@example.org", sender_name="Ann", subject="Re: Spring",
        match=Match(contact="ann", campaign="spring", relation="self"), **known,
    )  # type: ignore[arg-type]  # fmt: skip
    stored = office.ledger.keep(inbound)
    assert stored is not None
    asked = ask(office, inbound, stored)
    office.ledger.follow_up(asked)
    return inbound


def ask(office: Office, inbound: Inbound, number: int) -> list[FollowUp]:
    house = office.world().house
    hours = calendar(house.organisation.timezone, house.send_window, None)
    return list(asked_for(Kept(number, inbound), Desk("convener", hours, None, office.ledger.contact("ann"))))


def promised(office: Office) -> dict[str, FollowUp]:
    return {each.key.rpartition(" ")[2]: each for each in office.asked("task") if "!commitment" in each.key}


def test_a_commitment_is_asked_about_a_week_ahead_and_again_when_its_day_has_passed(office: Office) -> None:
    office.people(member("ann", phone="307-555-0101", organisation="Example Roofing"))
    office.campaign(STEP, head=TEAM, name="team")
    passes(office, "2027-04-01 09:00")
    passes(office, "2027-05-12 17:00")
    assert promised(office) == {}
    passes(office, "2027-05-13 09:00")
    coming = promised(office)["coming"]
    assert (coming.due, coming.owner, coming.contact) == (date(2027, 5, 20), "convener", "ann")
    assert coming.phone == "307-555-0101"
    assert coming.reason == (
        "due by 20 May: Name three teachers, promised by Ann (Example Roofing); ask whether anything stands "
        "in the way, and once it is done `outreach done team/teachers`"
    )
    passes(office, "2027-05-20 17:00")
    assert list(promised(office)) == ["coming"]
    passes(office, "2027-05-21 09:00")
    assert list(promised(office)) == ["overdue"]
    assert promised(office)["overdue"].reason.startswith(
        "overdue since 20 May: Name three teachers; ask, then"
    )


def test_a_commitment_that_is_kept_is_asked_about_no_more(office: Office) -> None:
    office.people("ann")
    office.campaign(STEP, head=TEAM, name="team")
    passes(office, "2027-05-13 09:00")
    tick(office.world(), ["team/teachers"], "", "convener", at("2027-05-14 09:00"))
    passes(office, "2027-05-14 10:00")
    assert promised(office) == {}


def listed(office: Office, wall: str, **more: object) -> list[tuple[str, int, tuple[str, ...]]]:
    shown, _ = todo(office.world(), at(wall), **more)  # type: ignore[arg-type]
    return [(each.listed.followup.contact, each.overdue, each.also_for) for each in shown]


def test_after_a_week_the_conveners_get_what_is_overdue_and_it_stands_first(office: Office) -> None:
    begun(office, member("ann", recruiter="champion-1"))
    assert listed(office, "2027-02-18 14:00") == [("ann", 0, ())]
    assert listed(office, "2027-02-24 14:00") == [("ann", 6, ())]
    assert listed(office, "2027-02-24 14:00", owner="convener") == []
    assert listed(office, "2027-02-25 14:00") == [("ann", 7, ("convener",))]
    assert listed(office, "2027-02-25 14:00", owner="convener") == [("ann", 7, ("convener",))]
    assert listed(office, "2027-02-25 14:00", owner="champion-1") == [("ann", 7, ("convener",))]


def test_a_list_is_as_long_as_asked_for_and_tells_how_many_there_are(office: Office) -> None:
    begun(office, *silent(5), member("zoe", key=True))
    shown, in_all = todo(office.world(), at("2027-02-18 14:00"), size=2)
    assert [each.listed.followup.contact for each in shown] == ["zoe", "m-00"]
    assert in_all == 6


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"owner": "conveener"}, "nobody has the id `conveener`; did you mean `convener`?"),
        ({"campaign": "sprung"}, "there is no campaign `sprung`; did you mean `spring`?"),
    ],
)
def test_a_misspelt_name_does_not_look_like_an_empty_list(
    office: Office, asked: dict[str, str], said: str
) -> None:
    begun(office, "ann")
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        todo(office.world(), at("2027-02-18 14:00"), owner=asked.get("owner", ""),
             campaign=asked.get("campaign", ""))  # fmt: skip


def test_one_in_full_tells_what_was_said_so_far(office: Office) -> None:
    begun(office, member("ann", phone="307-555-0101"))
    kept_in(office)
    (call,) = calls(office)
    write_down(office.world(), call.id, Note(at("2027-02-19 10:00"), "champion-1", "left a message"))
    shown = in_full(office.world(), call.id, at("2027-02-20 09:00"))
    assert shown.contact is not None
    assert [note.text for note in shown.notes] == ["left a message"]
    assert [(turn.side, turn.what) for turn in shown.turns] == [
        ("them", "wrote"), ("us", "spring phone, call asked for"),
    ]  # fmt: skip
    assert shown.answers is None


def test_ticking_off_an_answer_marks_the_message_as_answered(office: Office) -> None:
    office.people("ann")
    inbound = kept_in(office)
    (asked,) = office.ledger.followups()
    assert in_full(office.world(), asked.id, at("2027-02-06 09:00")).answers is not None
    tick(office.world(), [str(asked.id)], "sent the map", "convener", at("2027-02-06 09:00"))
    kept = office.ledger.kept_as(inbound.identity)
    assert kept is not None
    assert kept.answered == at("2027-02-06 09:00")
    assert [note.text for note in office.ledger.notes(asked.id)] == ["sent the map"]


def test_an_answer_from_the_shared_mailbox_ticks_its_follow_up_off(office: Office) -> None:
    office.people("ann")
    inbound = kept_in(office)
    kept = office.ledger.kept_as(inbound.identity)
    assert kept is not None
    assert answer_key(inbound.identity) in {each.key for each in office.asked("answer")}
    assert office.ledger.answer(kept.id, at("2027-02-06 09:00"))
    assert office.asked("answer") == []
    assert not office.ledger.answer(kept.id, at("2027-02-07 09:00"))


def test_several_are_ticked_off_together_or_none_is(office: Office) -> None:
    begun(office, "ann", "bob")
    first, second = (str(each.id) for each in calls(office))
    with pytest.raises(UsageError, match="there is no follow-up 4711"):
        tick(office.world(), [first, "4711"], "", "convener", at("2027-02-19 09:00"))
    assert len(calls(office)) == 2
    tick(office.world(), [first, second, first], "", "convener", at("2027-02-19 09:00"))
    assert calls(office) == []


def test_a_note_stands_at_a_number_only(office: Office) -> None:
    office.campaign(STEP, head=TEAM, name="team")
    with pytest.raises(UsageError, match="not at a commitment"):
        tick(office.world(), ["team/teachers"], "well done", "convener", at("2027-02-19 09:00"))
    assert not office.ledger.history("team").done


def test_somebody_else_may_do_it(office: Office) -> None:
    begun(office, "ann", "bob")
    (first, _) = calls(office)
    assert hand_over(office.world(), first.id, "bob").followup.owner == "convener"
    hand = office.ledger.followup(first.id)
    assert hand is not None
    assert hand.followup == replace(first.followup, owner="bob")


def test_nobody_unknown_is_given_anything(office: Office) -> None:
    begun(office, "ann", "robert")
    (first, _) = calls(office)
    with pytest.raises(UsageError, match="nobody has the id `robart`; did you mean `robert`"):
        hand_over(office.world(), first.id, "robart")
    with pytest.raises(UsageError, match="there is no follow-up 4711"):
        hand_over(office.world(), 4711, "ann")


@pytest.mark.parametrize("text", ["", "one", "-1", "1.5", "٣", "²"])
def test_a_number_is_written_in_digits(text: str) -> None:
    with pytest.raises(UsageError, match="there is no follow-up"):
        number_of(text)


def test_a_note_says_something(office: Office) -> None:
    begun(office, "ann")
    (call,) = calls(office)
    with pytest.raises(UsageError, match="a note needs words"):
        write_down(office.world(), call.id, Note(at("2027-02-19 10:00"), "ann", " \n"))


def test_what_nobody_approved_deals_no_calls(tmp_path: Path) -> None:
    office = Office(tmp_path, settings=APPROVED)
    begun(office, "ann")
    assert calls(office) == []
    office.ledger.close()


def test_a_proposal_nobody_decided_about_closes_itself_when_the_meeting_is_over(office: Office) -> None:
    begun(office, "ann")
    kept_in(office, kind="rsvp", partstat="tentative", proposed=at("2027-03-18 13:00"))
    passes(office, "2027-03-18 10:30")
    assert [each.contact for each in office.asked("decide")] == ["ann"]
    passes(office, "2027-03-18 11:30")
    assert office.asked("decide") == []
