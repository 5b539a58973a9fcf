"""The links a message carries."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.history import Key
from outreach.core.house import NETWORKS, House
from outreach.core.links import COMPOSE, compose_link, deed, tokened, unsubscribe
from outreach.core.tokens import token
from tests.core.building import house

KEY = Key("spring", "invitation", "once", "member-1")
SECRET = b"a secret of the house"
REPLIES = {"address": "hello@example.org"}
PLUS = house(replies=REPLIES)
SUBJECT = house(replies={"address": "hello@example.org", "tokens": "subject"})
PAGES = house(replies=REPLIES, public_url="https://outreach.example.org")
RSVP = token("rsvp", KEY, SECRET)


def test_the_address_to_answer_to_carries_the_token_behind_a_plus() -> None:
    assert tokened(PLUS, "rsvp", KEY, SECRET) == f"hello+{RSVP}@example.org"


@pytest.mark.parametrize("plain", [SUBJECT, house()])
def test_it_is_plain_where_subjects_carry_the_token(plain: House) -> None:
    assert tokened(plain, "rsvp", KEY, SECRET) == "hello@example.org"


def test_without_a_public_address_a_deed_is_a_mailto_with_the_token() -> None:
    link = deed(PLUS, "rsvp", KEY, SECRET, subject="I will be there: A & B", body="First line\r\nsecond?")
    assert link.startswith(f"mailto:hello+{RSVP}@example.org?subject=I%20will%20be%20there")
    fields = parse_qs(urlsplit(link).query)
    assert fields == {"subject": ["I will be there: A & B"], "body": ["First line\r\nsecond?"]}
    assert "+" not in urlsplit(link).query, "RFC 6068, 5: a plus would stay a plus"


def test_where_addresses_carry_no_token_the_subject_does() -> None:
    link = deed(SUBJECT, "rsvp", KEY, SECRET, subject="I will be there")
    assert parse_qs(urlsplit(link).query)["subject"] == [f"I will be there [{RSVP}]"]
    assert urlsplit(link).path == "hello@example.org"


def test_with_a_public_address_a_deed_is_a_page() -> None:
    link = deed(PAGES, "rsvp", KEY, SECRET, subject="I will be there")
    assert link == f"https://outreach.example.org/rsvp/{RSVP}"


def test_list_mail_can_be_left_by_mail_and_on_a_page_where_there_is_one() -> None:
    [by_mail] = unsubscribe(PLUS, KEY, SECRET)
    page, by_mail_too = unsubscribe(PAGES, KEY, SECRET)
    leave = token("unsubscribe", KEY, SECRET)
    assert by_mail == by_mail_too == f"mailto:hello+{leave}@example.org?subject=Unsubscribe"
    assert page == f"https://outreach.example.org/unsubscribe/{leave}"


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_has_a_page_to_post_on(network: str) -> None:
    assert network in COMPOSE
    assert compose_link(network, "text", "https://example.org").startswith("https://")


@settings(deadline=None)
@given(st.sampled_from(["x", "bluesky", "linkedin", "mastodon"]), st.text(min_size=1))
def test_a_compose_link_carries_any_text_as_it_is(network: str, text: str) -> None:
    link = urlsplit(compose_link(network, text))
    assert parse_qs(link.query or link.fragment, keep_blank_values=True)["text"] == [text]
    assert not set(link.geturl()) & set(" \n<>\"'`{}")


def test_facebook_takes_the_link_and_no_text() -> None:
    link = compose_link("facebook", "A text", "https://example.org/page?a=1&b=2")
    assert parse_qs(urlsplit(link).query) == {"u": ["https://example.org/page?a=1&b=2"]}
