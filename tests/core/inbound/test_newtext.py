"""What somebody newly wrote, in mails as programs write them; and what a hostile mail costs."""

# ruff: noqa: RUF001 - letters of other alphabets, as they are written
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.mail import parse
from outreach.core.inbound.newtext import is_unclear, new_text, shown_text
from tests.core.inbound.dialects import LANGUAGES
from tests.core.inbound.reading_corpus import BLOCK, QUOTE, WROTE, Case, odd, regular
from tests.core.inbound.shapes import CLIENTS, Answer, gmail, outlook_365

CASES = list(regular())
BY = "Convener One <convener@example.org>"
ATTRIBUTIONS = [
    f"2027-03-01 9:00 GMT+01:00 {BY}:",
    f"Le 1 mars 2027 09:00, {BY} a écrit :",
    f"Am Montag, 1. März 2027, 09:00:00 MEZ hat {BY} Folgendes geschrieben:",
    f"Il lunedì 1 marzo 2027, 09:00:00 CET, {BY} ha scritto:",
    f"Em segunda-feira, 1 de março de 2027 09:00:00 BRT, {BY} escreveu:",
    f"El lunes, 1 de marzo de 2027, 09:00:00 CET, {BY} escribió:",
    "Am 2027-03-01 09:00, schrieb Convener One:",
    "On Mon, Mar 01, 2027 at 09:00:00AM +0100, Convener One wrote:",
    f"* {BY} [2027-03-01 09:00]:",
    f"On Mar 1, 2027 at 9:00 AM +0100, {BY}, wrote:",
    f"On March 1, 2027, {BY} wrote:",
    "On Mar 1, 2027, at 9:00\u202fAM, Convener <c@example.org<mailto:c@example.org>> wrote:",
    f"On Mon, 01 Mar 2027 09:00:00 +0900\n{BY} wrote:",
    '在 2027-03-01 09:00:00，"Convener One" <convener@example.org> 写道：',
    '01.03.2027, 09:00, "Convener One" <convener@example.org>:',
    "\u202bבתאריך יום ב׳, 1 במרץ 2027 ב-9:00 מאת \u202aConvener One\u202c <convener@example.org>:\u202c",
    f"1 Mart 2027 Pzt 09:00 tarihinde {BY} şunu yazdı:",
    f"{BY} ezt írta (időpont: 2027. márc. 1., H, 9:00):",
    f"În lun., 1 mar. 2027 la 09:00, {BY} a scris:",
    f"Στις Δευ 1 Μαρ 2027 στις 9:00 π.μ., ο χρήστης {BY} έγραψε:",
    f"пн, 1 бер. 2027 р. о 09:00 {BY} пише:",
    f"Vào Th 2, 1 thg 3, 2027 vào lúc 09:00 {BY} đã viết:",
]
BLOCKS = [
    f"From: {BY}\nDate: Monday, March 1, 2027 at 9:00 AM\nTo: Champion One\nSubject: Launch",
    f"-------- Original message --------\nFrom: {BY}\nDate: 3/1/27\nTo: Champion One\nSubject: Launch",
    f"Gesendet: Montag, 01. März 2027 um 09:00 Uhr\nVon: {BY}\nAn: Champion One\nBetreff: Start",
    "From:\tConvener One/Org@ORG\nTo:\tChampion One\nDate:\t03/01/2027 09:00 AM\nSubject:\tLaunch",
    f"De : {BY}\nEnvoyé : lundi 1 mars 2027 09:00\nÀ : Champion One\nObjet : Lancement",
    f"----- Mail original -----\nDe: {BY}\nÀ: Champion One\nEnvoyé: Lundi 1 Mars 2027\nObjet: Lancement",
    f"寄件者: {BY}\n寄件日期: 2027年3月1日 上午 09:00\n收件者: Champion One\n主旨: 啟動",
    f"Kimden: {BY}\nGönderildi: 1 Mart 2027 09:00\nKime: Champion One\nKonu: Başlangıç",
    f"Από: {BY}\nΣτάλθηκε: Δευτέρα, 1 Μαρτίου 2027\nΠρος: Champion One\nΘέμα: Έναρξη",
    "From: Convener One [mailto:c@example.org] \nSent: 3/1/27\nTo: 'Champion One'\nSubject: RE: Launch",
]


def read(text: str) -> str:
    return new_text(parse(plain_mail(text)))


def plain_mail(text: str) -> bytes:
    head = "From: Champion One <champion-1@example.com>\nContent-Type: text/plain; charset=utf-8\n\n"
    return f"{head}{text}".encode("utf-8", "replace")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_program_in_every_language_gives_the_new_words(
    language: str,
) -> None:
    cases = [each for each in CASES if f" {language} " in each.name]
    assert len(cases) == 68
    assert {each.name: new_text(parse(each.raw)) for each in cases} == {
        each.name: each.words for each in cases
    }


@pytest.mark.parametrize("case", list(odd()), ids=lambda case: case.name)
def test_a_habit_that_goes_wrong_elsewhere_is_read(case: Case) -> None:
    assert new_text(parse(case.raw)) == case.words


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_what_programs_set_above_a_quotation_ends_the_words_marked_or_not(line: str) -> None:
    assert read(f"Yes, I will.\n\n{line}\n\n> Will you come?\n> Yes?\n") == "Yes, I will."
    assert read(f"Yes, I will.\n\n{line}\n\nWill you come?\nPlease answer.\n") == "Yes, I will."


@pytest.mark.parametrize("fields", BLOCKS)
def test_fields_above_a_whole_message_end_the_words(fields: str) -> None:
    assert read(f"Yes, I will.\n\n{fields}\n\nWill you come?\n") == "Yes, I will."


@pytest.mark.parametrize("client", CLIENTS)
def test_an_answer_without_words_has_no_new_text(client: str) -> None:
    assert new_text(parse(CLIENTS[client](Answer(words="")))) == ""


def test_words_below_a_quote_without_marks_are_shown_marked_and_never_taken_for_the_writers() -> None:
    mail = parse(outlook_365(Answer(words="", quoted="To leave, answer unsubscribe.\n\nI will come.")))
    assert new_text(mail) == ""
    assert is_unclear(mail)
    assert shown_text(mail) == "> To leave, answer unsubscribe.\n>\n> I will come."


def test_a_pointer_to_answers_below_shows_what_is_quoted_without_marks_too() -> None:
    mail = parse(plain_mail(f"See my answers below in red.\n\n{BLOCK}"))
    assert new_text(mail) == "See my answers below in red."
    assert is_unclear(mail)
    assert shown_text(mail) == ("See my answers below in red.\n\n> Will you be there?\n>\n> Convener One")


def test_an_empty_answer_above_a_marked_quote_is_clear_and_shows_the_quote() -> None:
    mail = parse(gmail(Answer(words="", quoted="Will you come?")))
    assert not is_unclear(mail)
    assert shown_text(mail) == "> Will you come?"


def test_what_is_shown_of_an_ordinary_answer_is_its_new_words() -> None:
    mail = parse(gmail(Answer(words="Yes.")))
    assert shown_text(mail) == new_text(mail) == "Yes."


def test_a_signature_is_kept_where_there_is_nothing_else() -> None:
    assert read(f"-- \nExample Builders, two people\n\n{WROTE}{QUOTE}") == "Example Builders, two people"


def test_emoji_alone_are_an_answer() -> None:
    page = '<div dir="ltr"><img data-emoji="👍" class="an1" alt="👍" src="cid:1"></div>'
    assert new_text(parse(f"Content-Type: text/html; charset=utf-8\n\n{page}".encode())) == "👍"


def test_indentation_is_no_quotation() -> None:
    style = "margin:0 0 0 40px;border:none;padding:0px"
    page = f'<div>We bring:</div><blockquote style="{style}">two tables</blockquote>'
    assert new_text(parse(f"Content-Type: text/html\n\n{page}".encode())) == "We bring:\ntwo tables"


LINE = st.sampled_from(
    [
        "Yes.",
        "",
        "> quoted",
        ">> older",
        "-- ",
        "--",
        "Regards,",
        "Champion One",
        "From: a@example.com",
        "Sent: 1",
        "To: b",
        "Subject: c",
        "Sent from my iPhone",
        WROTE.strip(),
        "_" * 40,
        "-----Original Message-----",
        "P.S. x",
        "On Mon, Mar 1, 2027",
        "at 9:00 AM",
        "<a@example.com> wrote:",
        "CAUTION: outside",
        "写道：",
    ]
)


@given(st.lists(LINE | st.text(max_size=30), max_size=40))
def test_new_words_are_words_of_the_mail_in_order(lines: list[str]) -> None:
    mail = parse(plain_mail("\n".join(lines)))
    left = iter(mail.text.replace("\xa0", " ").split("\n"))
    for line in filter(str.strip, new_text(mail).split("\n")):
        assert any(line.strip() in _plain(other) for other in left)


def _plain(line: str) -> str:
    return re.sub("[\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069]", "", line)


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip().isalnum() and text.isprintable()))
def test_a_line_of_words_above_a_quotation_is_never_lost(words: str) -> None:
    assert read(f"{words}\n\n{WROTE}{QUOTE}") == parse(plain_mail(words)).text.strip()


@given(st.binary(max_size=2_000) | st.text(max_size=500).map(str.encode))
def test_any_bytes_have_some_new_text(raw: bytes) -> None:
    mail = parse(raw)
    assert isinstance(new_text(mail), str)
    assert isinstance(shown_text(mail), str)
    assert is_unclear(mail) in {True, False}


@pytest.mark.parametrize(
    "hostile",
    [
        "> \n",
        ">" * 1_000,
        "On 1/1/27 9:00 x\n",
        "wrote: ",
        "1 1",
        "From: a@example.com\n",
        "Regards\nA B\n",
        "-- \n",
        "a:\n\n\n",
        "confidential delete virus in error notify us destroy privileged\n\n",
        "-----\n",
        " ",
        "_",
        ":",
        "-----Original Message-----\n\n",
        "Champion One\n",
        "<a@b> ",
        "P.S.\n",
        "\u202a",
        "[](",
        "Sent from my ",
        "x\n:\n",
    ],
)
def test_a_megabyte_of_anything_is_read_at_once(hostile: str) -> None:
    mail = parse(plain_mail(hostile * (1_000_000 // len(hostile))))
    assert len(shown_text(mail)) <= 3 * len(mail.text)
