"""A report: each figure is what its definition says, from what was really sent and what came back."""

from dataclasses import replace
from datetime import date

import pytest

from outreach.actions.report.figures import CampaignFigures, Report
from outreach.core.errors import UsageError
from outreach.core.followup import FollowUp
from outreach.core.history import Status
from outreach.core.inbound.nouns import Match
from outreach.core.people import Consent, Standing
from tests.actions.report.reporting import UPDATES, came, made
from tests.world import MEETING, PARTNERSHIPS, SOCIAL, Office, at, member

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
POSTS = (
    "{id: a, send: post, networks: [x, mastodon, linkedin], template: post.txt, when: 5 weeks before event}"
)
INVITED, REMINDED, BEFORE, AFTER = (
    "2027-02-04 09:00", "2027-03-04 09:00", "2027-03-10 12:00", "2027-03-19 12:00",
)  # fmt: skip
STEPS = (INVITATION, REMINDER)
HOPING = MEETING.replace("location: Hall", "location: Hall, businesses_hoped_for: 4")


def invited(office: Office, *people: object, head: str = MEETING, steps: tuple[str, ...] = STEPS) -> None:
    """A meeting to which these people have been invited."""
    office.campaign(*steps, head=head)
    office.people(*people)  # type: ignore[arg-type]
    office.run(INVITED)


def only(found: Report) -> CampaignFigures:
    (campaign,) = found.campaigns
    return campaign


# Reach
def test_reached_is_who_got_an_e_mail_of_those_who_may_be_written_to(office: Office) -> None:
    invited(office, "ann", "ben", member("cleo", consent=Consent.NO), member("dora", email=""))
    reach = made(office, BEFORE).reach
    assert (reach.people, reach.may_be_written_to, reach.reached, reach.reached_of_those) == (4, 2, 2, 2)


def test_somebody_who_left_was_reached_all_the_same(office: Office) -> None:
    invited(office, "ann", "ben")
    office.ledger.suppress("ann@example.org", Standing.UNSUBSCRIBED, at("2027-02-10 09:00"))
    reach = made(office, BEFORE).reach
    assert (reach.reached, reach.may_be_written_to, reach.reached_of_those) == (2, 1, 1)


def test_somebody_who_was_forgotten_was_reached_all_the_same(office: Office) -> None:
    invited(office, "ann", "ben")
    office.ledger.forget("ann", at("2027-02-10 09:00"))
    reach = made(office, BEFORE).reach
    assert (reach.reached, reach.people) == (2, 1)


def test_a_business_is_reached_once_however_many_of_it_are_and_however_it_is_written(office: Office) -> None:
    ann, ben = member("ann", organisation="Example Builders"), member("ben", organisation="example  builders")
    school = member("cleo", organisation="Example College", roles=frozenset({"support_partner"}))
    invited(office, ann, ben, school, member("dora", organisation="Example Glass", consent=Consent.NO))
    reach = made(office, BEFORE).reach
    assert (reach.businesses, reach.businesses_reached) == (2, 1)


def test_posts_are_counted_by_network(office: Office) -> None:
    invited(office, "ann", steps=(*STEPS, POSTS))
    office.run("2027-02-11 10:00")
    assert made(office, BEFORE).reach.posts == {"linkedin": 1, "x": 1, "mastodon": 1}


def test_another_partnerships_people_and_messages_are_no_matter_of_this_one(office: Office) -> None:
    invited(office, "ann", member("zed", partnerships=frozenset({"natrona"}), roles=frozenset()))
    head = SOCIAL.replace("campaign: spring", "campaign: social")
    kit = "{id: news, send: email, template: letter.md, when: on 2027-02-05 at 09:00}"
    office.campaign(kit, head=head, name="social")
    office.run("2027-02-05 09:00")
    found = made(office, BEFORE)
    assert (found.reach.people, found.delivered.sent, only(found).id) == (1, 1, "spring")
    assert made(office, BEFORE, partnership="").reach.people == 2


# Delivery
def test_every_end_of_a_message_is_counted_in_the_part_of_the_period_it_belongs_to(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    office.people("ann", "ben", member("cleo", consent=Consent.NO))
    office.mail.fails["ben"] = RuntimeError("the line broke")
    office.run(INVITED)
    office.run(REMINDED)
    found = made(office, BEFORE)
    assert found.delivered.counts == {Status.SENT: 2, Status.UNKNOWN: 2, Status.SKIPPED: 2}
    by_month = dict(zip([each.name for each in found.parts], found.sent_by_part, strict=True))
    assert {name: count for name, count in by_month.items() if count} == {"February 2027": 1, "March 2027": 1}


def test_what_still_waits_belongs_to_the_day_it_is_due(office: Office) -> None:
    office.campaign("{id: a, send: email, template: letter.md, when: on 2027-02-04 at 09:00 local}")
    office.people("ann", member("hana", timezone="Pacific/Honolulu"))
    office.run(INVITED)
    delivered = made(office, "2027-02-04 09:30").delivered
    assert (delivered.sent, delivered.waiting) == (1, 1)


def test_a_message_that_came_back_twice_bounced_once(office: Office) -> None:
    invited(office, "ann", "ben")
    for number, permanent in enumerate((True, True, False)):
        came(office, number, "ann", "2027-02-04 09:05", "bounce", permanent=permanent)
    delivered = made(office, BEFORE).delivered
    assert (delivered.sent, delivered.bounced, delivered.bounce_rate) == (2, 1, 0.5)


def test_what_the_house_sends_for_itself_is_nobodys_campaign(office: Office) -> None:
    invited(office, "ann")
    with office.ledger.database.write() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET campaign = '!digest'")
    assert made(office, BEFORE, partnership="").delivered.sent == 0


def test_who_left_is_listed_the_latest_first_with_why(office: Office) -> None:
    invited(office, "ann", "ben", "cleo")
    office.ledger.suppress("ann@example.org", Standing.BOUNCED, at("2027-02-05 09:00"))
    office.ledger.suppress("ben@example.org", Standing.COMPLAINED, at("2027-02-08 09:00"))
    office.ledger.suppress("cleo@example.org", Standing.UNSUBSCRIBED, at("2026-12-08 09:00"))
    leaving = made(office, BEFORE).leaving
    assert [(each.contact.id, each.on) for each in leaving.listed] == [
        ("ben", date(2027, 2, 8)), ("ann", date(2027, 2, 5)),
    ]  # fmt: skip
    assert leaving.counts == {Standing.BOUNCED: 1, Standing.COMPLAINED: 1}


# Replies
def test_the_reply_rate_is_of_people_written_to_however_often_they_replied(office: Office) -> None:
    invited(office, "ann", "ben", "cleo", "dora")
    for when in ("2027-02-05 09:00", "2027-02-06 09:00"):
        office.answer("ann", when, text=f"Yes, {when}")
    office.answer("ben", "2027-02-06 09:00", "declined")
    found = made(office, BEFORE)
    assert (found.reply_rate, only(found).reply_rate, sum(found.replies_by_part)) == (0.5, 0.5, 3)


def test_whoever_came_or_left_has_not_replied(office: Office) -> None:
    invited(office, "ann", "ben")
    office.answer("ann", AFTER, attended=True)
    came(office, 1, "ben", "2027-02-05 09:00", "auto_reply", "I am away")
    assert made(office, "2027-03-20 09:00").reply_rate == 0


def test_a_reply_of_somebody_who_was_not_written_to_raises_no_rate(office: Office) -> None:
    invited(office, "ann")
    office.people("zoe")
    office.answer("zoe", "2027-02-05 09:00", "accepted")
    found = made(office, "2027-02-05 10:00")
    assert (found.heard.replied, found.heard.replied_of_them, found.reply_rate) == (1, 0, 0.0)


def test_how_fast_people_reply_is_the_median_from_the_invitation_to_the_first_reply(office: Office) -> None:
    invited(office, "ann", "ben", "cleo", "dora")
    office.answer("ann", "2027-02-04 10:00", "accepted")
    office.answer("ann", "2027-02-20 10:00", "declined")
    office.answer("ben", "2027-02-04 13:00", "accepted")
    office.answer("cleo", "2027-02-08 09:00", "accepted")
    found = made(office, BEFORE)
    assert found.hours_to_reply == only(found).hours_to_reply == pytest.approx(4, abs=0.01)


# Who came
def test_who_came_is_set_against_those_hoped_for_and_those_who_accepted(office: Office) -> None:
    people = [member(name, organisation=name) for name in ("ann", "ben", "cleo", "dora")]
    invited(office, *people, member("eve", organisation="ann"), head=HOPING)
    for who, answer in (("ann", "accepted"), ("ben", "accepted"), ("cleo", "declined"), ("eve", "accepted")):
        office.answer(who, "2027-02-08 09:00", answer)  # type: ignore[arg-type]
    office.people(member("walter", roles=frozenset(), organisation="walter"))
    for who, was_there in (("ann", True), ("eve", True), ("ben", False), ("walter", True)):
        office.answer(who, AFTER, attended=was_there)
    (meeting,) = made(office, "2027-03-20 09:00").meetings
    assert (meeting.hoped_for, meeting.invited, meeting.accepted, meeting.declined) == (4, 5, 3, 1)
    assert (meeting.no_answer, meeting.came, meeting.walk_ins, meeting.no_shows) == (1, 3, 1, 1)
    assert (meeting.absent, meeting.businesses_accepted, meeting.businesses_came) == (3, 2, 2)
    assert meeting.show_rate == pytest.approx(2 / 3)
    assert meeting.target_rate == 0.5


def test_nobody_is_taken_for_absent_while_nobody_has_said_who_came(office: Office) -> None:
    invited(office, "ann", head=HOPING)
    office.answer("ann", "2027-02-08 09:00", "accepted")
    (meeting,) = made(office, "2027-03-20 09:00").meetings
    assert (meeting.recorded, meeting.absent, meeting.no_shows) == (False, 0, 0)
    assert meeting.show_rate is meeting.target_rate is None


def test_support_partners_come_and_are_no_business(office: Office) -> None:
    two = HOPING.replace(
        "businesses_hoped_for: 4",
        "businesses_hoped_for: 4, outer_table: {audience: {roles: [support_partner]}}",
    )
    partners = INVITATION.replace("id: invitation", "id: partners, for: outer_table")
    pat = member("pat", roles=frozenset({"support_partner"}), organisation="Example College")
    invited(office, "ann", pat, head=two, steps=(*STEPS, partners))
    for who in ("ann", "pat"):
        office.answer(who, AFTER, attended=True)
    (meeting,) = made(office, "2027-03-20 09:00").meetings
    assert (meeting.invited, meeting.came, meeting.businesses_came) == (2, 2, 1)


def test_an_event_that_was_called_off_is_named_and_counts_nobody(office: Office) -> None:
    invited(office, "ann")
    office.campaign(*STEPS, head=MEETING.replace("location: Hall", "status: cancelled, reason: Snow"))
    (meeting,) = made(office, BEFORE).meetings
    assert (meeting.state, meeting.invited) == ("called off", 0)


def test_an_event_of_other_days_is_not_told(office: Office) -> None:
    invited(office, "ann")
    assert made(office, BEFORE, ("2027-01-01", "2027-03-17")).meetings == ()


# Silence
def test_the_silent_had_two_messages_and_were_not_heard_key_people_first(office: Office) -> None:
    kit = member("kit", key=True, recruiter="ann")
    invited(office, "ann", "ben", kit)
    office.people("late")
    office.run("2027-02-22 09:00")
    office.run(REMINDED)
    office.answer("ann", "2027-03-05 09:00", text="Here I am")
    silence = made(office, BEFORE).silence
    assert [(each.contact.id, each.messages, each.since) for each in silence.listed] == [
        ("kit", 2, date(2027, 2, 4)), ("ben", 2, date(2027, 2, 4)), ("late", 2, date(2027, 2, 22)),
    ]  # fmt: skip
    assert (silence.silent, silence.written_to, silence.key) == (3, 4, 1)
    assert (silence.listed[0].recruiter_name, silence.listed[0].days) == ("Ann", 34)


def test_whoever_came_is_not_silent_though_they_never_wrote(office: Office) -> None:
    invited(office, "ann")
    office.run(REMINDED)
    office.answer("ann", AFTER, attended=True)
    assert made(office, "2027-03-20 09:00").silence.silent == 0


def test_silence_counts_from_the_first_message_left_unanswered_even_before_the_period(office: Office) -> None:
    last = REMINDER.replace("reminder", "last").replace("2 weeks", "1 week")
    invited(office, "ann", "ben", steps=(*STEPS, last))
    office.answer("ben", "2027-02-10 09:00", text="I may")
    office.run(REMINDED)
    office.run("2027-03-11 09:00")
    listed = made(office, "2027-03-15 09:00", ("2027-03-01", "2027-03-31")).silence.listed
    assert [(each.contact.id, each.since) for each in listed] == [
        ("ann", date(2027, 2, 4)), ("ben", date(2027, 3, 4)),
    ]  # fmt: skip


def test_whoever_left_is_not_called_silent(office: Office) -> None:
    invited(office, "ann")
    office.run(REMINDED)
    office.ledger.suppress("ann@example.org", Standing.UNSUBSCRIBED, at("2027-03-05 09:00"))
    assert made(office, BEFORE).silence.written_to == 0


def test_twenty_of_the_silent_are_listed_and_everybody_on_request(office: Office) -> None:
    invited(office, *(f"p{number:03}" for number in range(30)))
    office.run(REMINDED)
    found = made(office, BEFORE).silence
    assert (len(found.listed), found.silent) == (20, 30)
    assert len(made(office, BEFORE, everybody=True).silence.listed) == 30


# Answers of ours
def test_an_answer_is_timed_in_business_hours_over_the_weekend(office: Office) -> None:
    invited(office, "ann")
    came(office, 1, "ann", "2027-02-05 17:00", text="May I bring somebody?", answered="2027-02-08 10:00")
    responses = made(office, BEFORE).responses
    assert (responses.median, responses.in_one, responses.open) == (pytest.approx(3), 1, 0)


def test_answers_are_sorted_by_the_business_day_on_which_they_were_given(office: Office) -> None:
    invited(office, "ann")
    for number, answered in enumerate(("2027-02-09 17:59", "2027-02-10 08:00", "2027-02-11 08:00")):
        came(office, number, "ann", "2027-02-08 12:00", text="When?", answered=answered)
    came(office, 8, "ann", "2027-02-08 13:00", text="Anybody there?")
    came(office, 9, "ann", "2027-03-10 09:00", text="Hello?")
    found = made(office, BEFORE).responses
    assert (found.in_one, found.in_two, found.later, found.answered) == (1, 1, 1, 3)
    assert (found.open, found.overdue, found.oldest_open) == (2, 1, date(2027, 2, 8))
    assert found.ninth == pytest.approx(26)


def test_only_what_asks_for_an_answer_waits_for_one(office: Office) -> None:
    invited(office, "ann")
    came(office, 1, "ann", "2027-02-08 12:00", "rsvp", "I will be there", rsvp="accepted")
    came(office, 2, "ann", "2027-02-08 12:00", "auto_reply", "I am away. Urgent?")
    came(office, 3, "ann", "2027-02-08 12:00", "rsvp", "Could we start at ten?", partstat="tentative")
    came(office, 4, "ann", "2027-02-08 12:00", "answer", "1 yes", match=Match(purpose="digest"))
    assert made(office, BEFORE).responses.open == 0
    came(office, 5, "ann", "2027-02-08 12:00", "rsvp", "Where do I park?", rsvp="accepted")
    assert made(office, BEFORE).responses.open == 1


# Waivers and follow-ups
def test_a_waiver_counts_unless_it_ended_before_the_period(office: Office) -> None:
    old = "waive: [{rule: N001, reason: Snow, by: ann, until: 2026-12-31}]"
    new = "waive: [{rule: N001, reason: The hall was free late, by: ann, until: 2027-01-01}]"
    step = INVITATION.removesuffix("}")
    office.campaign(f"{step}, {old}}}", f"{step.replace('invitation', 'second', 1)}, {new}}}")
    found = made(office, BEFORE).waivers
    assert [(each.rule, each.step, each.reason, each.by) for each in found] == [
        ("F001", "", "no recap in these tests", "convener"),
        ("N001", "second", "The hall was free late", "ann"),
    ]


def test_what_cannot_be_waived_was_not(office: Office) -> None:
    kept = MEETING.replace("F001", "K001")
    office.campaign(*STEPS, head=kept)
    assert made(office, BEFORE).waivers == ()


def test_follow_ups_are_counted_by_owner_and_how_they_ended(office: Office) -> None:
    office.campaign(*STEPS)
    base = FollowUp("a", date(2027, 2, 8), "call", "spring", "phone", "Call", "ann")
    office.ledger.follow_up([replace(base, key=key) for key in "abcd"])
    office.ledger.follow_up(
        [replace(base, key="e", due=date(2027, 3, 12)), replace(base, key="f", owner="ben")]
    )
    office.ledger.follow_up([replace(base, key="g", due=date(2028, 2, 1))])
    office.ledger.followup_done(1, at("2027-02-08 18:30"))
    office.ledger.followup_done(2, at("2027-02-09 08:00"))
    office.ledger.close_followups(["c", "f"], at("2027-02-09 08:00"))
    ann, ben = made(office, BEFORE).errands
    assert (ann.owner, ann.raised, ann.done, ann.late) == ("ann", 5, 2, 1)
    assert (ann.withdrawn, ann.overdue, ann.open) == (1, 1, 1)
    assert (ben.owner, ben.raised, ben.withdrawn) == ("ben", 1, 1)


# What it is about
def test_a_campaign_whose_file_is_gone_is_told_under_its_id(office: Office) -> None:
    invited(office, "ann")
    (office.root / "campaigns/spring.yaml").unlink()
    found = made(office, BEFORE, partnership="")
    assert (only(found).id, only(found).title, only(found).kind) == ("spring", "spring", "")
    assert made(office, BEFORE, partnership="", campaign="spring").delivered.sent == 1


def test_one_campaign_is_told_alone(office: Office) -> None:
    invited(office, "ann")
    update = "{id: update, send: email, template: letter.md, when: on 2027-02-05 at 09:00}"
    office.campaign(update, head=UPDATES, name="updates")
    office.run("2027-02-05 09:00")
    found = made(office, BEFORE, partnership="", campaign="updates")
    assert (found.scope.title, only(found).id, found.delivered.sent) == ("Updates", "updates", 1)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"partnership": "larami"}, "there is no partnership `larami`; did you mean `laramie`?"),
        ({"partnership": "zzz"}, "there is no partnership `zzz`; there are laramie"),
        ({"partnership": "", "campaign": "sprung"}, "there is no campaign `sprung`; did you mean `spring`?"),
        ({"partnership": "natrona", "campaign": "spring"}, "spring belongs to laramie"),
    ],
)
def test_a_name_that_is_not_known_is_told_with_the_nearest(
    office: Office, asked: dict[str, str], says: str
) -> None:
    office.campaign(*STEPS)
    if asked["partnership"] == "natrona":
        office.write("config/partnerships.yaml", f"{PARTNERSHIPS}natrona: {{name: Natrona}}\n")
    with pytest.raises(UsageError) as error:
        made(office, BEFORE, **asked)
    assert says in str(error.value)


def test_partnerships_stand_side_by_side_where_everything_is_asked_for(office: Office) -> None:
    invited(office, "ann", "ben")
    office.answer("ann", "2027-02-05 09:00", "accepted")
    office.write("config/partnerships.yaml", f"{PARTNERSHIPS}natrona: {{name: Natrona Health}}\n")
    laramie, natrona = made(office, BEFORE, partnership="").partnerships
    assert (laramie.name, laramie.sent, laramie.heard.replied_of_them) == ("Laramie Construction", 2, 1)
    assert (natrona.name, natrona.sent, natrona.updates_owed) == ("Natrona Health", 0, 0)
    assert made(office, BEFORE).partnerships == ()


def test_an_office_in_which_nothing_has_happened_has_an_empty_report(office: Office) -> None:
    found = made(office, BEFORE)
    assert found.is_empty
    assert not found.is_ahead
    assert found.reply_rate is found.delivered.bounce_rate is None


def test_days_to_come_are_known_for_what_they_are(office: Office) -> None:
    invited(office, "ann")
    assert made(office, BEFORE, ("2028-01-01", "2028-12-31")).is_ahead


def test_what_lies_after_the_period_is_not_in_it(office: Office) -> None:
    invited(office, "ann")
    office.run(REMINDED)
    office.answer("ann", REMINDED, text="Yes")
    found = made(office, BEFORE, ("2027-02-01", "2027-02-28"))
    assert (found.delivered.sent, found.heard.replied, found.silence.written_to) == (1, 0, 0)
