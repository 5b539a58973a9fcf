from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.automatic import automatic
from outreach.core.inbound.nouns import Mail, Part
from outreach.core.message import Mailbox
from tests.core.inbound.corpus.responders import SHAPES
from tests.core.inbound.corpus.sample import INVITATION, REFERENCE, pairs, phrases

PERSON = Mailbox("Champion One", "champion-1@example.com")
AWAY = [(language, *each) for language, texts in pairs("away").items() for each in texts]
ANSWERS = [(language, text) for language, texts in phrases("answers").items() for text in texts]
OOO = "I am out of the office until March 22 and will answer when I return."


def mail(
    text: str,
    subject: str = f"Re: {INVITATION}",
    headers: tuple[tuple[str, str], ...] = (),
    *,
    answers: bool = True,
    sender: Mailbox = PERSON,
) -> Mail:
    named = tuple((name.lower(), value) for name, value in headers)
    references = (REFERENCE,) if answers else ()
    return Mail("<a1@example.com>", sender, subject, text, references=references, headers=named)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_programs_are_known_by_their_headers_whatever_they_say(shape: str) -> None:
    assert automatic(mail("Xin chao", headers=SHAPES[shape]))


@pytest.mark.parametrize(("language", "subject", "text"), AWAY)
def test_a_subject_is_enough_or_a_text_is(language: str, subject: str, text: str) -> None:
    assert automatic(mail(text, subject))
    assert automatic(mail(text))


@pytest.mark.parametrize(("language", "text"), ANSWERS)
def test_a_person_who_will_be_away_is_a_person(language: str, text: str) -> None:
    assert automatic(mail(text)) == ""


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ((("Auto-Submitted", "auto-replied"),), "its header Auto-Submitted says auto-replied"),
        (
            (("Auto-Submitted", "auto-generated; owner-email=x"),),
            "its header Auto-Submitted says auto-generated",
        ),
        ((("X-Autoreply", "yes"),), "its header X-Autoreply marks an automatic reply"),
        ((("Precedence", "auto_reply"),), "its header Precedence marks an automatic reply"),
        ((("Precedence", "bulk"),), "it answers, and its header Precedence says bulk"),
        ((("Return-Path", "<>"),), "it answers, and its header Return-Path is empty"),
    ],
)
def test_the_sign_is_told_as_a_person_reads_it(headers: tuple[tuple[str, str], ...], why: str) -> None:
    assert automatic(mail("Hello", headers=headers)) == why


def test_a_subject_that_tells_is_quoted() -> None:
    assert automatic(mail("...", "Abwesenheitsnotiz: Ihre Mail")) == "its subject says `abwesenheitsnotiz`"


@pytest.mark.parametrize(
    "headers",
    [
        (("X-Auto-Response-Suppress", "DR, OOF, AutoReply"),),
        (("X-Auto-Response-Suppress", "All"),),
        (("Auto-Submitted", "no"),),
        (("X-Autoreply", "no"),),
        (("Precedence", "normal"),),
        (("Precedence", "list"), ("List-Id", "<hello.example.org>")),
        (("X-MS-Exchange-Inbox-Rules-Loop", "hello@partnerships.example.org"),),
    ],
)
def test_headers_that_stand_on_ordinary_mail_too_prove_nothing(headers: tuple[tuple[str, str], ...]) -> None:
    assert automatic(mail("Yes, count me in.", headers=headers)) == ""


@pytest.mark.parametrize(
    "headers", [(("Auto-Submitted", "auto-generated"),), (("Return-Path", "<>"),), (("Precedence", "bulk"),)]
)
def test_what_a_program_sends_unasked_is_no_reply(headers: tuple[tuple[str, str], ...]) -> None:
    assert automatic(mail("Your invoice is attached.", "Invoice 318", headers, answers=False)) == ""


@pytest.mark.parametrize("prefix", ["Re", "AW", "RE", "Sv", "Odp", "Ynt", "回复", "FW", "Fwd", "WG", "TR"])
def test_a_person_who_answers_or_hands_on_an_automatic_reply_is_a_person(prefix: str) -> None:
    assert automatic(mail("I am back. Yes, I will come.", f"{prefix}: Automatic reply: {INVITATION}")) == ""


@pytest.mark.parametrize(
    "subject",
    ["Automatic reply: Re: Launch", "[Auto-Reply] Launch", "OOO Re: Launch", "*** Out of Office ***"],
)
def test_the_mark_of_a_program_stands_before_that_of_the_answer(subject: str) -> None:
    assert automatic(mail("See you.", subject))


@pytest.mark.parametrize(
    "subject",
    [
        "Out of office space for the training",
        "Vacation homes on County Road 12",
        "Absence of permits",
        "Urlaubsplanung",
    ],
)
def test_a_subject_about_such_things_is_none(subject: str) -> None:
    assert automatic(mail("Could we talk about this at the launch?", subject, answers=False)) == ""


def test_one_sign_in_words_is_too_little() -> None:
    assert automatic(mail("I am out of the office.")) == ""
    assert automatic(mail(OOO))


def test_whoever_speaks_of_the_day_that_we_named_has_read_it() -> None:
    assert automatic(mail("I am out of the office that week and will be back on the 22nd.")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "What time does it start?\n\nJan\nI am out of the office Fridays and will reply when I return.",
        "I am swamped and unavailable until after calving season. Try me in May.",
        "I am out of the country until April but put me on the list for the next one. Thank you.",
        "I am out of the office and will return March 22. Builder Two will attend in my absence.",
    ],
)
def test_whoever_answers_beside_saying_that_they_are_away_is_a_person(text: str) -> None:
    assert automatic(mail(text)) == ""


def test_whoever_asks_back_below_a_quotation_is_a_person() -> None:
    assert automatic(mail(f"{OOO} Where do we park?\n\n> Will you come?")) == ""


def test_a_desk_that_took_the_message_in_is_automatic_and_a_person_there_is_not() -> None:
    zendesk = (("X-Zendesk-Ticket-Id", "12"), ("Auto-Submitted", "auto-generated"))
    assert automatic(mail("Your request (12) has been received.", headers=zendesk))
    assert automatic(mail("Yes, two of us will come.", headers=zendesk)) == ""


def test_a_guard_who_asks_for_proof_is_named_because_a_person_must_act() -> None:
    text = (
        "Please click the link below to prove that you are a human. Your message has not been delivered yet."
    )
    assert automatic(mail(text)) == "it asks the sender to prove to be a person"


def test_nobody_answers_from_an_address_that_takes_no_answers() -> None:
    assert automatic(mail("Hello", sender=Mailbox("", "noreply@builder.example.com")))
    assert automatic(mail("Hello", sender=Mailbox("", "noreen@builder.example.com"))) == ""


@pytest.mark.parametrize("kind", ["disposition-notification", "delivery-status"])
def test_receipts_and_delivery_notices_are_no_replies(kind: str) -> None:
    report = mail(
        "Read.",
        headers=(
            ("Content-Type", f"multipart/report; report-type={kind}"),
            ("Auto-Submitted", "auto-replied"),
        ),
    )
    assert automatic(replace(report, parts=(Part(f"message/{kind}", b""),))) == ""


def test_a_mail_server_that_warns_of_a_delay_sends_no_reply() -> None:
    server = Mailbox("Mail Delivery System", "mailer-daemon@mx.example.net")
    warning = mail(
        "It has not yet been delivered.",
        "Warning: message delayed 24 hours",
        (("Auto-Submitted", "auto-replied"),),
        sender=server,
    )
    assert automatic(warning) == ""


def test_what_is_quoted_from_us_says_nothing() -> None:
    assert (
        automatic(mail("Yes!\n\nOn Mon, Mar 1, 2027 at 9:00 AM Us <hello@example.org> wrote:\n> " + OOO))
        == ""
    )


@given(
    st.text(max_size=300),
    st.text(max_size=100),
    st.lists(
        st.tuples(
            st.sampled_from(["auto-submitted", "precedence", "x-autoreply", "return-path", "delivered-to"]),
            st.text(max_size=30),
        )
    ),
)
def test_nothing_that_comes_is_too_much(text: str, subject: str, headers: list[tuple[str, str]]) -> None:
    assert isinstance(automatic(mail(text, subject, tuple(headers))), str)
