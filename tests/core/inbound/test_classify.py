from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.classify import classify
from outreach.core.inbound.mail import parse
from outreach.core.inbound.nouns import Kind
from tests.core.inbound.calendars import COUNTER, GOOGLE
from tests.core.inbound.corpus import Sample, corpus
from tests.core.inbound.corpus.sample import INVITATION, OURS, REFERENCE, mail, multipart

GROUP = frozenset({OURS})


@cache
def judged() -> tuple[tuple[Sample, Kind], ...]:
    return tuple((each, classify(parse(each.raw)).kind) for each in corpus())


def taken(true: Iterable[Kind], taken_for: Kind, how: str = "") -> float:
    """The share of the mails of some kinds that are taken for another; of all words, or of some."""
    found = [kind for sample, kind in judged() if sample.kind in true and how in ("", sample.how)]
    return sum(kind == taken_for for kind in found) / len(found)


def test_the_corpus_is_large_and_has_every_kind_of_mail_in_many_languages() -> None:
    samples = [sample for sample, _ in judged()]
    assert len(samples) > 1_500
    assert len({sample.name for sample in samples}) == len(samples)
    assert len({sample.language for sample in samples}) > 20
    assert set(Counter(sample.kind for sample in samples)) == {
        "answer", "rsvp", "auto_reply", "bounce", "unsubscribe", "complaint", "other",
    }  # fmt: skip
    worded = [sample for sample in samples if sample.kind in {"answer", "unsubscribe", "auto_reply"}]
    assert sum(sample.how != "known" for sample in worded) > len(worded) / 3


def test_the_corpus_is_always_the_same() -> None:
    assert [each.raw for each in corpus()] == [sample.raw for sample, _ in judged()]


@pytest.mark.parametrize("how", ["known", "held out"])
def test_no_wish_to_leave_is_missed(how: str) -> None:
    missed = [
        sample.name for sample, kind in judged() if sample.kind == "unsubscribe" != kind and sample.how == how
    ]
    assert missed == []


@pytest.mark.parametrize("how", ["known", "held out"])
def test_hardly_a_persons_answer_is_taken_for_anything_else(how: str) -> None:
    assert taken({"answer"}, "auto_reply", how) <= 0.01
    assert taken({"answer"}, "unsubscribe", how) <= 0.01
    assert taken({"answer"}, "other", how) <= 0.005


@pytest.mark.parametrize(("how", "most"), [("known", 0.025), ("held out", 0.01), ("unseen", 0.25)])
def test_few_automatic_replies_are_taken_for_answers(how: str, most: float) -> None:
    assert taken({"auto_reply"}, "answer", how) <= most


def test_no_automatic_reply_with_a_header_is_taken_for_an_answer() -> None:
    assert [s.name for s, kind in judged() if s.kind == "auto_reply" != kind and s.has_header] == []


def test_of_unseen_answers_few_are_taken_for_automatic_and_none_for_wishes_to_leave() -> None:
    assert taken({"answer"}, "auto_reply", "unseen") <= 0.05
    assert taken({"answer"}, "unsubscribe", "unseen") == 0


def test_no_bounce_complaint_or_calendar_is_taken_for_an_answer() -> None:
    assert taken({"bounce", "complaint", "rsvp"}, "answer") == 0
    assert taken({"rsvp"}, "auto_reply") == 0


def test_nothing_that_is_for_nobody_is_taken_for_an_answer() -> None:
    assert taken({"other"}, "answer") <= 0.02


def test_every_meaning_has_a_reason() -> None:
    assert all(classify(parse(each.raw)).why for each in list(corpus())[::7])


def test_a_calendar_comes_before_the_header_that_says_automatic() -> None:
    found = classify(parse(_calendar("REPLY", GOOGLE, "Accepted", (("Auto-Submitted", "auto-replied"),))))
    assert (found.kind, found.why) == ("rsvp", "a calendar says that they come")
    assert found.calendar is not None


def test_another_time_is_told_as_a_proposal() -> None:
    found = classify(parse(_calendar("COUNTER", COUNTER, "New time proposed")))
    assert (found.kind, found.why) == ("rsvp", "a calendar proposes another time")


def test_a_calendars_answer_that_cannot_be_read_is_for_a_person_to_look_at() -> None:
    found = classify(parse(_calendar("REPLY", "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n", "Accepted")))
    assert (found.kind, found.why) == ("answer", "a calendar answered, and what it says cannot be read")


def test_an_answer_has_only_its_new_words() -> None:
    raw = mail(
        f"Re: {INVITATION}",
        "Yes, two of us.\n\nOn Mon, Mar 1, 2027, Us <hello@example.org> wrote:\n> Will you come?",
    )
    assert classify(parse(raw)).text == "Yes, two of us."


def test_what_carries_a_token_of_ours_is_never_spam_or_a_mass_mailing() -> None:
    marks = (
        ("X-Spam-Flag", "YES"),
        ("List-Unsubscribe", "<https://crm.example.com/u>"),
        ("List-Id", "<x.example.com>"),
    )
    assert classify(parse(mail(f"Re: {INVITATION}", "Yes.", marks))).kind == "answer"
    to = f"hello+r{'a' * 28}@partnerships.example.org"
    assert classify(parse(mail("Hello", "Yes.", marks, to=to, answers=False))).kind == "answer"


def test_spam_is_told_by_the_server_that_marked_it() -> None:
    found = classify(parse(mail("Loans", "Cheap loans.", (("X-Spam-Flag", "YES"),), answers=False)))
    assert (found.kind, found.why) == ("other", "the mail server marked it as spam (X-Spam-Flag)")


def test_a_wish_to_leave_is_believed_even_where_a_server_takes_it_for_spam() -> None:
    assert classify(parse(mail("hi", "STOP", (("X-Spam-Flag", "YES"),), answers=False))).kind == "unsubscribe"


def test_what_comes_through_the_list_that_is_our_shared_mailbox_is_a_persons() -> None:
    group = (("List-Id", "<hello.example.org>"), ("List-Post", f"<mailto:{OURS}>"), ("Precedence", "list"))
    raw = mail("A question", "When is the launch?", group, answers=False)
    assert classify(parse(raw), GROUP).kind == "answer"
    assert classify(parse(raw)).kind == "other"


def test_what_comes_from_our_own_address_is_ours() -> None:
    raw = mail("A question", "Shall we?", sender=f"Us <{OURS}>", answers=False)
    assert classify(parse(raw), GROUP).why == "it comes from our own address"
    assert classify(parse(raw)).kind == "answer"


def test_an_answer_may_stand_in_the_subject_or_in_a_file() -> None:
    assert classify(parse(mail("Yes, I will come", "", answers=False))).text == "Yes, I will come"
    parts = (("Content-Type: text/plain", ""), ("Content-Type: application/pdf; name=letter.pdf", "%PDF"))
    fields = (("From", "a@example.com"), ("Subject", f"Re: {INVITATION}"), ("In-Reply-To", REFERENCE))
    assert classify(parse(multipart("mixed", fields, parts))).why == "a person sent a file, and no words"


def test_a_quotation_without_new_words_is_left_to_a_person() -> None:
    raw = mail(f"Re: {INVITATION}", "> Will you come?\n> Please answer.")
    assert (classify(parse(raw)).kind, classify(parse(raw)).text) == ("answer", "")


def test_a_program_that_leaves_for_its_owner_is_heard() -> None:
    raw = mail(
        "unsubscribe",
        "This message was automatically generated by Mail.",
        (("Auto-Submitted", "auto-generated"),),
        answers=False,
    )
    assert classify(parse(raw)).kind == "unsubscribe"


def test_a_delay_is_no_answer_though_it_names_our_message() -> None:
    raw = mail(
        "Warning: message delayed",
        "It has not yet been delivered.",
        (("Auto-Submitted", "auto-replied"),),
        sender="Mailer-Daemon@mx.example.net",
    )
    assert classify(parse(raw)).kind == "other"


def test_an_invitation_from_somebody_else_is_for_nobody_and_one_beside_an_answer_is() -> None:
    event = "BEGIN:VCALENDAR\nMETHOD:PUBLISH\nBEGIN:VEVENT\nUID:x\nEND:VEVENT\nEND:VCALENDAR\n"
    assert classify(parse(_calendar("PUBLISH", event, "Site visit"))).kind == "other"
    answered = replace(parse(_calendar("PUBLISH", event, "How about this time?")), references=(REFERENCE,))
    assert classify(answered).kind == "answer"


@given(st.binary(max_size=2_000))
def test_no_bytes_at_all_are_too_much(raw: bytes) -> None:
    assert classify(parse(raw)).why


@given(st.sampled_from([each.raw for each in corpus()][::11]), st.integers(0, 3_000), st.integers(0, 400))
def test_a_mail_that_arrives_in_pieces_is_read_as_far_as_it_goes(raw: bytes, start: int, length: int) -> None:
    assert classify(parse(raw[:start] + raw[start + length :])).why


def _calendar(method: str, text: str, subject: str, headers: tuple[tuple[str, str], ...] = ()) -> bytes:
    fields = (
        *headers,
        ("From", "Ann <ann@example.org>"),
        ("To", OURS),
        ("Subject", subject),
        ("Date", "Fri, 5 Feb 2027 16:40:12 +0000"),
    )
    parts = (
        ("Content-Type: text/plain", subject),
        (f"Content-Type: text/calendar; method={method}; charset=utf-8", text),
    )
    return multipart("alternative", fields, parts)
