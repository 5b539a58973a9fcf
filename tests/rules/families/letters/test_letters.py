"""E001 to E004: a subject that fits, a greeting by name, calls at both ends, few words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Touch
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.letters.letters import (
    CallsInLetters,
    GreetsByName,
    ShortLetter,
    SubjectLine,
    subject_fault,
)
from outreach.rules.letter import LetterRule
from tests.rules.building import case, house, letter
from tests.rules.examples import example

MEETING = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
  - {id: partners, send: invite, for: outer_table, template: meeting/partners.md, when: 6 weeks before event}
  - {id: reminder, send: email, template: meeting/reminder.md, when: 2 weeks before event, to: not_declined}
  - {id: early, send: email, template: meeting/early.md, when: 8 weeks before event, to: all}
  - {id: coming, send: email, template: meeting/coming.md, when: 2 days before event, to: accepted}
  - {id: recap, send: email, template: meeting/recap.md, when: 1 business day after event, to: all}
  - {id: news, send: email, template: meeting/news.md, when: 2 days after event, to: all, counts_as: update}
  - {id: sign-off, send: sign_off, template: meeting/invitation.md, when: 7 weeks before event, to: signers}
  - {id: single, send: email, template: meeting/single.md, when: 1 week before event, to: [champion-1]}
"""
UPDATES = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
"""
WORDED = """\
kind: updates
steps:
  - id: update
    send: email
    template: updates/update.md
    when: every 2 months from 2027-01-12 at 09:00
    content: updates/{{ occurrence.date }}.md
"""
KIT = """\
kind: social
audience: {roles: [ambassador]}
steps:
  - {id: kit, send: kit, template: posts/kit.md, posts: [posts/jobs.txt], when: on 2027-02-01 at 09:00}
"""
ASKING = "Please save your seat: https://partnerships.example.org/seat"
TELLING = "The teams report, and you decide what comes next."
EVERY_RULE = pytest.mark.parametrize("rule", [SubjectLine, GreetsByName, CallsInLetters, ShortLetter])
AFTER = datetime(2027, 4, 1, tzinfo=UTC)


def judge(rule: type[LetterRule], judged: Case, text: str, **more: object) -> tuple[Finding, ...]:
    step = str(more.pop("step", ""))
    return examine(replace(judged, letters=(letter(judged, text, step=step, **more),)), (rule,))  # type: ignore[arg-type]


def subject(said: str, text: str = MEETING, **more: object) -> tuple[Finding, ...]:
    base = case(text, **more)  # type: ignore[arg-type]
    return examine(
        replace(base, letters=(letter(base, "Hello [first name],", subject=said),)), (SubjectLine,)
    )


def greeted(text: str, **more: object) -> tuple[Finding, ...]:
    return judge(GreetsByName, case(MEETING), text, **more)


def called(text: str, campaign: str = MEETING, **more: object) -> tuple[Finding, ...]:
    return judge(CallsInLetters, case(campaign), text, **more)


def words(number: int) -> str:
    """A letter of so many words, its greeting among them."""
    return "Hello [first name],\n\n" + "word " * (number - 3)


@EVERY_RULE
def test_the_examples_of_a_rule_say_what_it_is_about(rule: type[LetterRule]) -> None:
    assert [each.rule for each in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


# E001


def test_a_subject_that_is_too_long_is_shown_with_its_length() -> None:
    long = "You are invited, [first name], to the spring meeting of all who build in this county"
    (found,) = subject(long)
    assert found.message == f"its subject has 84 characters; 78 are the most: `{long}`"
    assert found.fix == "take out at least 6"
    assert str(found.place) == "templates/meeting/invitation.md:2:1"
    assert (found.level, found.effect, found.step) == (Level.ERROR, Effect.HOLD, "invitation")
    assert found.source == "training manual, step 5, tip 1; the numbers are ours"
    assert subject(long[:-6]) != subject(long)
    assert not any(each.stops for each in subject(long[:-6]))


@pytest.mark.parametrize(
    ("length", "levels"),
    [(60, []), (61, [Level.WARNING]), (78, [Level.WARNING]), (79, [Level.ERROR]), (200, [Level.ERROR])],
)
def test_more_than_60_is_a_warning_and_more_than_78_an_error(length: int, levels: list[Level]) -> None:
    assert [found.level for found in subject("x" * length)] == levels


def test_a_warning_says_how_much_to_take_out_and_doing_it_is_enough() -> None:
    (found,) = subject("x" * 67)
    assert found.message.startswith(
        "its subject has 67 characters; more than 60 are cut off on a telephone: `x"
    )
    assert found.fix == "take out at least 7"
    assert subject("x" * (67 - 7)) == ()


@pytest.mark.parametrize("said", ["", "   ", "\n"])
def test_a_subject_that_is_missing_is_asked_for_where_it_would_stand(said: str) -> None:
    (found,) = subject(said)
    assert found.message == "it has no subject"
    assert found.fix == (
        "write a line `subject: ...` between two lines of `---` at the top, saying what it is about"
    )
    assert found.level is Level.ERROR


@pytest.mark.parametrize("said", ["One\ntwo", "One\r\ntwo", "One\u2028two"])
def test_a_subject_stands_on_one_line(said: str) -> None:
    (found,) = subject(said)
    assert found.message == "its subject runs over more than one line: `One two`"
    assert found.fix == "write it on one line"
    assert subject("One two") == ()


@pytest.mark.parametrize(
    "sign", ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\U0001f1fa\U0001f1f8"]
)
def test_characters_are_counted_as_a_reader_sees_them(sign: str) -> None:
    assert subject(sign * 60) == ()
    assert [found.level for found in subject(sign * 79)] == [Level.ERROR]


def test_a_stricter_workspace_is_obeyed() -> None:
    strict = house(rules={"E001": {"characters": 50, "good_characters": 40}})
    assert [found.level for found in subject("x" * 51, house=strict)] == [Level.ERROR]
    assert [found.level for found in subject("x" * 41, house=strict)] == [Level.WARNING]
    assert subject("x" * 40, house=strict) == ()


@pytest.mark.parametrize("moment", Moment)
def test_subjects_are_judged_at_every_moment(moment: Moment) -> None:
    assert len(subject("x" * 79, moment=moment)) == 1


@pytest.mark.parametrize(("length", "found"), [(61, 0), (78, 0), (79, 1)])
def test_the_subject_of_a_sign_off_is_ours_and_only_has_to_fit(length: int, found: int) -> None:
    base = case(MEETING)
    asked = letter(base, "Dear [first name],", step="sign-off", subject="x" * length)
    findings = examine(replace(base, letters=(asked,)), (SubjectLine,))
    assert len(findings) == found
    for each in findings:
        assert str(each.place) == "campaigns/example.yaml:2:16"
        assert each.fix == "take out at least 1 of the event's title"
        assert each.level is Level.ERROR


@pytest.mark.parametrize("change", ["update", "cancel"])
def test_no_change_is_held_for_the_subject_that_its_title_makes(change: str) -> None:
    base = case(MEETING, moment=Moment.SEND)
    told = replace(touch_of(base, "invitation"), change=change, occurrence="once+1")
    text = letter(base, "Hello [first name],", subject="x" * 79, occurrence="once+1")
    (found,) = examine(replace(base, touches=(told,), letters=(text,)), (SubjectLine,))
    assert found.level is Level.WARNING
    assert found.place.file == "campaigns/example.yaml"
    assert (
        examine(replace(base, touches=(told,), letters=(replace(text, subject="x" * 78),)), (SubjectLine,))
        == ()
    )


def touch_of(judged: Case, step: str) -> Touch:
    return next(touch for touch in judged.touches if touch.step.id == step)


def test_one_real_subject_is_judged_by_the_same_numbers() -> None:
    assert subject_fault(house(), "x" * 79) == "its subject has 79 characters; 78 are the most"
    assert subject_fault(house(), "") == "it has no subject"
    assert subject_fault(house(), "One\ntwo") == "its subject runs over more than one line"
    assert subject_fault(house(), "x" * 78) is None
    assert subject_fault(house(rules={"E001": {"characters": 50}}), "x" * 51) is not None


@given(st.text(max_size=120))
def test_a_real_subject_is_held_where_the_rule_would_hold_it(said: str) -> None:
    assert (subject_fault(house(), said) is not None) == any(each.stops for each in subject(said))


# E002


def test_a_greeting_without_a_name_is_quoted_and_mended_in_its_place() -> None:
    (found,) = greeted("Dear friends,\n\nPlease join us.")
    assert found.message == "`Dear friends,` greets nobody by name"
    assert found.fix == "write `Hello {{ contact.greeting }},` instead"
    assert str(found.place) == "templates/meeting/invitation.md:4:1"
    assert (found.level, found.effect) == (Level.WARNING, None)
    assert greeted("Hello [first name],\n\nPlease join us.") == ()


def test_where_there_is_no_greeting_one_is_asked_for_at_the_beginning() -> None:
    (found,) = greeted("Please join us.\n\nWe meet on March 18.\n\nHello [first name],")
    assert found.message == "it greets nobody by name"
    assert found.fix == "begin with `Hello {{ contact.greeting }},`"
    assert found.place.line == 4
    assert greeted("Hello [first name],\n\nPlease join us.\n\nWe meet on March 18.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Hello [first name],\n\nPlease join us.",
        "Dear Mr. [last name],",
        "The spring meeting\n\nHello [first name] [last name]!",
        "[first name], will you join us?",
    ],
)
def test_any_of_the_readers_names_within_two_paragraphs_is_a_greeting(text: str) -> None:
    assert greeted(text) == ()


@pytest.mark.parametrize("text", ["Annual meeting", "Joanna writes:", ""])
def test_a_name_inside_another_word_is_no_name(text: str) -> None:
    assert len(greeted(text, names=("Ann",))) == 1


def test_where_no_name_is_known_nothing_is_asked() -> None:
    assert greeted("Please join us.", names=()) == ()
    assert len(greeted("Please join us.", names=("", "[first name]"))) == 1


@pytest.mark.parametrize("step", ["sign-off", "partners", "coming", "single", "recap"])
def test_every_kind_of_e_mail_greets(step: str) -> None:
    assert len(greeted("Please join us.", step=step)) == 1
    assert greeted("Hello [first name],", step=step) == ()


def test_a_kit_greets_too() -> None:
    assert len(judge(GreetsByName, case(KIT), "Please share this.")) == 1
    assert judge(GreetsByName, case(KIT), "Hello [first name],\n\nPlease share this.") == ()


def test_a_workspace_may_want_the_name_in_the_first_paragraph() -> None:
    strict = case(MEETING, house=house(rules={"E002": {"paragraphs": 1}}))
    text = "The spring meeting\n\nHello [first name],"
    assert len(judge(GreetsByName, strict, text)) == 1
    assert judge(GreetsByName, strict, "Hello [first name],") == ()


# E003


def test_a_last_paragraph_without_a_call_is_pointed_at() -> None:
    (found,) = called(
        f"Hello [first name],\n\n{ASKING}\n\n{TELLING}\n\nBest wishes,\n\nConvener One\n307-555-0195"
    )
    assert found.message == "the last paragraph has no call to action"
    assert found.fix == (
        "let it ask the reader to do something, such as `Please save your seat`, or add a link, an e-mail "
        "address or a telephone number"
    )
    assert str(found.place) == "templates/meeting/invitation.md:8:1"
    assert (found.level, found.effect, found.step) == (Level.WARNING, None, "invitation")
    assert found.source == "ambassador briefing package, talking points for social media"


@pytest.mark.parametrize(
    "mended",
    [
        "Please save your seat.",
        "The list is at https://partnerships.example.org/list.",
        "Questions go to convener@example.org.",
        "The office is at 307-555-0195.",
    ],
)
@pytest.mark.parametrize("where", ["first", "last"])
def test_a_sentence_a_link_an_address_or_a_number_mends_it(mended: str, where: str) -> None:
    ends = {"first": TELLING, "last": TELLING}
    assert len(called(f"Hello [first name],\n\n{ends['first']}\n\n{ASKING}\n\n{ends['last']}")) == 2
    ends[where] += f" {mended}"
    (found,) = called(f"Hello [first name],\n\n{ends['first']}\n\n{ASKING}\n\n{ends['last']}")
    assert where not in found.message


def test_one_paragraph_is_first_and_last() -> None:
    (found,) = called(f"Hello [first name],\n\n{TELLING}\n\nBest wishes,")
    assert found.message == "the only paragraph has no call to action"
    assert called(f"Hello [first name],\n\n{ASKING}\n\nBest wishes,") == ()


def test_a_letter_that_only_greets_is_told_so() -> None:
    (found,) = called("Hello [first name],\n\nBest wishes,\n\nConvener One")
    assert found.message == "it has no paragraph but greeting and goodbye"
    assert found.fix == "add one that asks the reader to do something, such as `Please save your seat`"
    assert found.place.line == 4
    mended = "Hello [first name],\n\nPlease save your seat.\n\nBest wishes,\n\nConvener One"
    assert called(mended) == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Hello [first name],\n\n{ASKING}\n\n{TELLING}\n\nBest wishes,\n\nAnn\n\nP.S. Bring a friend.",
        f"The spring meeting\n\nHello [first name],\n\n{ASKING}",
        f"{ASKING}\n\n{TELLING}\n\nPlease call us.\n\nSincerely, Convener One",
        f"Hello [first name],\n\n{ASKING}\n\nWe follow the Next Gen Sector Partnership toolkit.\n\nThanks,",
        f"Construction update, March 2027\n\nDear Ms. [last name],\n\n{ASKING}",
        f"Hello again, [first name]!\n\n{ASKING}\n\nYour neighbor and fellow builder,\n\nAnn Smith",
        f"Hi there, [first name]!\n\n{ASKING}\n\nOnward and upward,\n\nAnn Smith",
    ],
)
def test_greeting_heading_goodbye_and_credit_are_no_paragraphs(text: str) -> None:
    assert called(text) == ()


def test_a_postscript_is_the_last_paragraph() -> None:
    text = f"Hello [first name],\n\n{ASKING}\n\nBest wishes,\n\nChampion One\n\nP.S. It was a good year."
    (found,) = called(text)
    assert found.place.line == 12


@pytest.mark.parametrize(
    ("step", "judged"),
    [
        ("invitation", True),
        ("partners", True),
        ("reminder", True),
        ("news", True),
        ("early", False),
        ("coming", False),
        ("recap", False),
        ("sign-off", False),
        ("single", False),
    ],
)
def test_invitations_reminders_and_updates_ask_and_other_mail_need_not(step: str, *, judged: bool) -> None:
    assert len(called(TELLING, step=step)) == int(judged)


@pytest.mark.parametrize("campaign", [UPDATES, KIT])
def test_updates_and_kits_ask(campaign: str) -> None:
    assert len(called(TELLING, campaign)) == 1
    assert called(ASKING, campaign) == ()


def test_a_reminder_of_a_meeting_that_a_poll_dates_is_one_already() -> None:
    waiting = MEETING.replace("2027-03-18 09:00", "{poll: when}")
    assert len(called(TELLING, waiting, step="reminder")) == 1
    assert called(TELLING, waiting, step="recap") == ()


def test_without_an_invitation_or_an_event_nothing_is_a_reminder() -> None:
    alone = """\
    kind: meeting
    event: {title: Spring meeting, starts: 2027-03-18 09:00}
    steps: [{id: word, send: email, template: word.md, when: 1 week before event}]
    """
    assert called(TELLING, alone) == ()
    assert (
        called(
            TELLING,
            "kind: social\nsteps: [{id: a, send: email, template: a.md, when: on 2027-02-01 at 09:00}]",
        )
        == ()
    )


@pytest.mark.parametrize(("moment", "found"), [(Moment.CHECK, 1), (Moment.PLAN, 1), (Moment.SEND, 0)])
def test_calls_are_looked_for_in_the_files_and_in_the_plan(moment: Moment, found: int) -> None:
    assert len(judge(CallsInLetters, case(MEETING, moment=moment), TELLING)) == found


def test_verbs_of_the_house_make_calls() -> None:
    own = case(MEETING, house=house(calls_to_action=["holler"]))
    assert len(called("Holler at us.")) == 1
    assert judge(CallsInLetters, own, "Holler at us.") == ()


# E004


@pytest.mark.parametrize(
    ("step", "most"), [("invitation", 250), ("partners", 250), ("reminder", 250), ("news", 400)]
)
def test_a_letter_stays_under_its_number_of_words(step: str, most: int) -> None:
    assert judge(ShortLetter, case(MEETING), words(most - 1), step=step) == ()
    (found,) = judge(ShortLetter, case(MEETING), words(most), step=step)
    assert found.message == f"it has {most} words; fewer than {most} are read"
    assert found.fix == "take out 1, and let a link tell the rest"
    assert (found.place.line, found.level, found.effect) == (4, Level.ADVICE, None)


def test_taking_out_as_many_as_it_says_is_enough() -> None:
    (found,) = judge(ShortLetter, case(UPDATES), words(432))
    assert found.fix == "take out 33, and let a link tell the rest"
    assert judge(ShortLetter, case(UPDATES), words(432 - 33)) == ()


def test_the_addresses_of_links_are_no_words() -> None:
    linked = words(249) + " (https://partnerships.example.org/a-very-long-address/of/many/parts)"
    assert judge(ShortLetter, case(MEETING), linked) == ()


@pytest.mark.parametrize("step", ["recap", "coming", "early", "sign-off", "single"])
def test_other_mail_may_be_long(step: str) -> None:
    assert judge(ShortLetter, case(MEETING), words(900), step=step) == ()


def test_a_kit_may_be_long() -> None:
    assert judge(ShortLetter, case(KIT), words(900)) == ()


def test_a_workspace_may_want_shorter_letters() -> None:
    strict = house(rules={"E004": {"words": 100, "words_of_an_update": 200}})
    assert len(judge(ShortLetter, case(MEETING, house=strict), words(100))) == 1
    assert judge(ShortLetter, case(MEETING, house=strict), words(99)) == ()
    assert len(judge(ShortLetter, case(UPDATES, house=strict), words(200))) == 1
    assert judge(ShortLetter, case(UPDATES, house=strict), words(199)) == ()


# What they share


def test_occasions_with_the_same_fault_share_a_finding_and_others_keep_their_own() -> None:
    base = case(WORDED)
    texts = [letter(base, TELLING, occurrence=day) for day in ("2027-01-12", "2027-03-12")]
    assert [each.occurrence for each in examine(replace(base, letters=tuple(texts)), (CallsInLetters,))] == [
        ""
    ]
    texts[0] = letter(base, ASKING, occurrence="2027-01-12")
    (found,) = examine(replace(base, letters=tuple(texts)), (CallsInLetters,))
    assert found.occurrence == "2027-03-12"


def test_a_text_that_is_the_same_each_time_is_found_fault_with_for_all_times() -> None:
    (found,) = judge(SubjectLine, case(UPDATES), ASKING, subject="x" * 79, occurrence="2027-01-12")
    assert found.occurrence == ""
    (found,) = judge(SubjectLine, case(MEETING), ASKING, subject="x" * 79)
    assert found.occurrence == "once"


@EVERY_RULE
def test_what_can_no_longer_go_out_is_left_alone(rule: type[LetterRule]) -> None:
    text, said = words(900).replace("[first name]", "all"), "x" * 79
    before, after = case(MEETING), case(MEETING, now=AFTER)
    assert len(judge(rule, before, text, subject=said)) >= 1
    assert judge(rule, after, text, subject=said) == ()


def test_of_updates_only_those_to_come_are_judged() -> None:
    base = case(WORDED, now=AFTER)
    texts = tuple(letter(base, TELLING, occurrence=day) for day in ("2027-01-12", "2027-05-12"))
    (found,) = examine(replace(base, letters=texts), (CallsInLetters,))
    assert found.occurrence == "2027-05-12"
    assert len(judge(CallsInLetters, case(UPDATES, now=AFTER), TELLING, occurrence="2027-01-12")) == 1


@EVERY_RULE
def test_a_meeting_that_is_called_off_has_no_letters_left(rule: type[LetterRule]) -> None:
    off = case(MEETING.replace("09:00}\nsteps", "09:00, status: cancelled, reason: Snow}\nsteps"))
    assert judge(rule, off, words(900).replace("[first name]", "all"), subject="x" * 79) == ()


@pytest.mark.parametrize("rule", [GreetsByName, CallsInLetters, ShortLetter])
def test_the_words_that_call_a_meeting_off_are_ours(rule: type[LetterRule]) -> None:
    base = case(MEETING)
    told = replace(touch_of(base, "invitation"), change="cancel", occurrence="once+1")
    laid = replace(base.schedule, touches=(*base.schedule.touches, told))
    text = letter(base, words(900).replace("[first name]", "all"), occurrence="once+1")
    judged = replace(base, schedule=laid, touches=laid.touches, letters=(text,))
    assert examine(judged, (rule,)) == ()


def test_a_paused_campaign_is_judged_since_it_will_go_on() -> None:
    assert len(called(TELLING, MEETING + "paused: true\n")) == 1
