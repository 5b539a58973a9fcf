from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.history import Delivery, Key, Status
from outreach.core.inbound.match import Evidence, Told, match, relation_of, same_mailbox, tokens
from outreach.core.inbound.nouns import CalendarReply, Mail
from outreach.core.message import Mailbox, message_id
from outreach.core.people import Contact
from outreach.core.tokens import Purpose, reference, token

SECRET = b"a secret of thirty-two bytes....."
NOW = datetime(2027, 2, 10, 15, tzinfo=UTC)
KEY = Key("launch", "invitation", "once", "builder-1")
BUILDER = Contact("builder-1", "builder@north.example.org", "Builder", "One", organisation="North Builders")
FOREMAN = Contact("foreman-1", "foreman@north.example.org", "Foreman", "One", organisation="North  builders")
ROOFER = Contact("roofer-1", "roofer@south.example.org", "Roofer", "One", organisation="South Roofs")
OWN = "hello@partnerships.example.org"


def sent(key: Key = KEY, *, ago: timedelta = timedelta(days=2)) -> Delivery:
    return Delivery(key, "email", Status.SENT, 1, NOW - ago, NOW - ago)


def answering(who: Contact | None, *, name: str = "", writer: str = "", **more: object) -> Evidence:
    """An answer that carries the token of the invitation to builder-1."""
    known = (who,) if who is not None else ()
    given_more: dict[str, object] = {
        "told": Told("reply", reference(KEY)), "delivery": sent(), "addressee": BUILDER, "known": known,
    }  # fmt: skip
    writer = writer or (who.email if who is not None else "")
    return Evidence(NOW, writer, name or (who.name if who else ""), **given_more | more)  # type: ignore[arg-type]


def mail(**parts: object) -> Mail:
    basis = Mail("<x@example.org>", Mailbox("Builder One", BUILDER.email), "Re: something else", "Yes")
    return replace(basis, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("purpose", ["reply", "unsubscribe", "rsvp", "decline", "vote", "agree", "digest"])
def test_a_token_behind_the_plus_says_what_is_answered_and_what_is_meant(purpose: Purpose) -> None:
    to = f"hello+{token(purpose, KEY, SECRET)}@partnerships.example.org"
    assert tokens(mail(to=(OWN, to)), SECRET) == [Told(purpose, reference(KEY))]


def test_a_token_is_found_in_a_subject_that_was_answered_in_another_language() -> None:
    subject = f"AW: Eine Frage [{token('vote', KEY, SECRET).upper()}]"
    assert tokens(mail(subject=subject), SECRET) == [Told("vote", reference(KEY))]


def test_a_message_id_of_ours_among_the_references_is_a_token() -> None:
    ours = message_id(KEY, SECRET, "partnerships.example.org")
    assert tokens(mail(references=("<other@example.com>", ours)), SECRET) == [Told("message", reference(KEY))]


def test_what_the_address_says_comes_before_what_is_only_answered() -> None:
    to = f"hello+{token('unsubscribe', KEY, SECRET)}@partnerships.example.org"
    ours = message_id(KEY, SECRET, "partnerships.example.org")
    found = tokens(mail(to=(to,), references=(ours,)), SECRET)
    assert [each.purpose for each in found] == ["unsubscribe", "message"]


def test_a_forged_token_is_none() -> None:
    forged = token("reply", KEY, b"another secret")
    assert tokens(mail(to=(f"hello+{forged}@partnerships.example.org",), subject=forged), SECRET) == []


@given(st.text(max_size=300))
def test_no_text_of_a_stranger_holds_a_token(text: str) -> None:
    assert tokens(mail(subject=text, to=(f"hello+{text}@example.org",), references=(text,)), SECRET) == []


def test_a_thousand_words_that_look_like_tokens_are_looked_at_and_end() -> None:
    words = " ".join(token("reply", replace(KEY, recipient=str(number)), SECRET) for number in range(1000))
    assert len(tokens(mail(subject=words), SECRET)) == 50


def test_an_answer_with_our_signature_from_its_own_address_is_certain() -> None:
    found = match(answering(BUILDER))
    assert (found.contact, found.campaign, found.step, found.occurrence) == (
        "builder-1", "launch", "invitation", "once",
    )  # fmt: skip
    assert (found.relation, found.confidence, found.purpose) == ("self", "certain", "reply")


def test_the_assistant_who_may_answer_is_the_assistant() -> None:
    helped = replace(BUILDER, assistant="Desk@North.example.org")
    found = match(answering(None, writer="desk@north.example.org", addressee=helped))
    assert (found.contact, found.relation) == ("builder-1", "assistant")


def test_somebody_of_the_same_business_is_a_colleague_whom_we_name() -> None:
    found = match(answering(FOREMAN))
    assert (found.contact, found.relation, found.by) == ("builder-1", "colleague", "foreman-1")


def test_an_unknown_address_of_the_same_domain_is_a_colleague() -> None:
    assert match(answering(None, writer="new@north.example.org", name="Somebody New")).relation == "colleague"


def test_a_free_provider_makes_nobody_a_colleague() -> None:
    private = replace(BUILDER, email="builder.one@gmail.com")
    found = match(answering(None, writer="somebody.new@gmail.com", name="Somebody New", addressee=private))
    assert found.relation == "forwarded"


def test_the_same_name_at_another_address_is_said_to_be_another_address() -> None:
    found = match(answering(None, writer="b1@home.example.com", name="One, Builder (private)"))
    assert (found.contact, found.relation) == ("builder-1", "other_address")


def test_half_a_name_is_not_the_same_name() -> None:
    assert match(answering(None, writer="b1@home.example.com", name="Builder Two")).relation == "forwarded"


def test_somebody_of_another_business_has_it_forwarded() -> None:
    found = match(answering(ROOFER))
    assert (found.contact, found.relation, found.by) == ("builder-1", "forwarded", "roofer-1")


@pytest.mark.parametrize("who", [ROOFER, FOREMAN])
def test_who_answers_from_a_copy_of_another_invitation_answers_for_themselves(who: Contact) -> None:
    """Two were invited; the calendar of one answers the other's copy and says whose answer it is."""
    calendar = CalendarReply("REPLY", "uid@example.org", who.email, "accepted")
    theirs = sent(replace(KEY, recipient=who.id))
    found = match(answering(who, calendar=calendar, sent=(theirs,)))
    assert (found.contact, found.relation) == (who.id, "self")


def test_an_answer_to_a_message_of_ours_to_somebody_forgotten_names_nobody() -> None:
    found = match(answering(BUILDER, addressee=None))
    assert (found.contact, found.relation) == ("", "nobody")


def test_a_digest_is_of_no_campaign() -> None:
    key = Key("!digest", "convener", "2027-02-08", "convener")
    convener = Contact("convener", "convener@example.org")
    told = Told("digest", reference(key))
    found = match(
        Evidence(NOW, convener.email, told=told, delivery=sent(key), addressee=convener, known=(convener,))
    )
    assert (found.contact, found.campaign, found.step, found.purpose) == ("convener", "", "", "digest")


def event(**more: object) -> Evidence:
    basis = Evidence(NOW, BUILDER.email, event="uid@example.org", campaign="launch", known=(BUILDER,))
    return replace(basis, **more)  # type: ignore[arg-type]


def test_the_name_of_our_event_and_of_its_attendee_are_likely() -> None:
    found = match(event(sent=(sent(),)))
    assert (found.contact, found.campaign, found.step, found.confidence, found.relation) == (
        "builder-1", "launch", "invitation", "likely", "self",
    )  # fmt: skip


def test_a_stranger_who_answers_our_event_is_shown_with_it_and_is_nobody() -> None:
    found = match(event(writer="stranger@example.com", known=()))
    assert (found.contact, found.campaign, found.relation) == ("", "launch", "stranger")


def test_of_two_people_at_one_address_the_one_invited_answers() -> None:
    twin = replace(FOREMAN, id="a-twin", email=BUILDER.email)
    assert match(event(known=(twin, BUILDER), sent=(sent(),))).contact == "builder-1"


def test_a_mail_that_names_nothing_is_about_what_went_to_its_sender_last() -> None:
    found = match(Evidence(NOW, BUILDER.email, known=(BUILDER,), sent=(sent(),)))
    assert (found.contact, found.campaign, found.step, found.confidence) == (
        "builder-1", "launch", "invitation", "likely",
    )  # fmt: skip


def test_with_two_campaigns_lately_the_last_is_only_possible() -> None:
    other = sent(replace(KEY, campaign="updates"), ago=timedelta(days=9))
    found = match(Evidence(NOW, BUILDER.email, known=(BUILDER,), sent=(sent(), other)))
    assert (found.campaign, found.confidence) == ("launch", "possible")


def test_what_went_long_ago_is_only_possible() -> None:
    found = match(Evidence(NOW, BUILDER.email, known=(BUILDER,), sent=(sent(ago=timedelta(days=90)),)))
    assert found.confidence == "possible"


def test_a_digest_is_not_what_a_mail_that_names_nothing_is_about() -> None:
    digest = sent(replace(KEY, campaign="!digest"), ago=timedelta(hours=1))
    assert match(Evidence(NOW, BUILDER.email, known=(BUILDER,), sent=(digest, sent()))).campaign == "launch"


def test_whom_nobody_knows_is_nobody() -> None:
    found = match(Evidence(NOW, "stranger@example.com"))
    assert (found.contact, found.campaign, found.relation, found.confidence) == ("", "", "nobody", "none")


def test_one_who_may_answer_for_several_says_for_whom_by_what_went_out_last() -> None:
    two = (replace(BUILDER, assistant="desk@example.org"), replace(ROOFER, assistant="desk@example.org"))
    theirs = sent(replace(KEY, recipient="roofer-1"), ago=timedelta(hours=2))
    found = match(Evidence(NOW, "desk@example.org", assisted=two, sent=(theirs, sent())))
    assert (found.contact, found.relation) == ("roofer-1", "assistant")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jo.Smith+outreach@GMAIL.com", "josmith@googlemail.com"),
        ("builder+list@north.example.org", "Builder@north.example.org"),
    ],
)
def test_one_mailbox_has_several_addresses(one: str, other: str) -> None:
    assert same_mailbox(one, other)


def test_dots_tell_people_apart_everywhere_but_at_gmail() -> None:
    assert not same_mailbox("jo.smith@example.org", "josmith@example.org")
    assert not same_mailbox("", "")


@given(st.emails(), st.text(max_size=40))
def test_nobody_is_taken_for_a_person_without_their_address_or_their_whole_name(
    address: str, name: str
) -> None:
    relation, by = relation_of(Evidence(NOW, address.lower(), name), BUILDER)
    if not same_mailbox(address, BUILDER.email) and not {"builder", "one"} <= set(name.casefold().split()):
        assert relation in ("forwarded", "colleague", "other_address")
        assert (relation == "other_address") <= ("builder" in name.casefold() and "one" in name.casefold())
    assert by == ""
