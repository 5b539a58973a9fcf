"""Addresses of links: what is whole, what is not and why, and where a text writes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.history import Key
from outreach.core.links import NETWORK_NAMES, compose_link, deed, unsubscribe
from outreach.rules.reading.addresses import link_fault, unlinked, written_addresses
from tests.rules.building import house

KEY = Key("construction-launch", "invitation", "once", "champion-1")
SECRET = b"secret"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTPS://Example.org/a_(b)?c=d&e=f#g",
        "https://example.org:8443/x",
        "https://b\u00fccher.example/\u00e9",
        "https://xn--bcher-kva.example",
        "https://my_site.example.org",
        "https://[2001:db8::1]/x",
        "https://192.0.2.1",
        "https://example.org/100%25",
        "mailto:hello@example.org",
        "mailto:hello+a.B-c_d@partnerships.example.org?subject=I%20will%20be%20there%3A%20Launch&body=Yes%0D%0A",
        "mailto:a@example.org,b@example.org",
        "mailto:?to=a@example.org",
        "tel:+1-307-555-0100",
        "tel:307-555-0100;ext=12",
        "tel:(307)555.0100",
    ],
)
def test_an_address_that_works_as_it_stands_is_whole(address: str) -> None:
    assert link_fault(address) is None


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", "is empty"),
        (" ", "is empty"),
        ("http://example.org", "begins with http:, which is neither https:, mailto: nor tel:"),
        ("htps://example.org", "begins with htps:, which is neither https:, mailto: nor tel:"),
        ("javascript:alert(1)", "begins with javascript:, which is neither https:, mailto: nor tel:"),
        ("example.org/video", "is not whole: it begins with neither https:, mailto: nor tel:"),
        ("/video", "is not whole: it begins with neither https:, mailto: nor tel:"),
        ("//example.org", "is not whole: it begins with neither https:, mailto: nor tel:"),
        ("https//example.org", "is not whole: it begins with neither https:, mailto: nor tel:"),
        ("https://", "names no host: after https: come two slashes and a name"),
        ("https:///video", "names no host: after https: come two slashes and a name"),
        ("https:/example.org", "names no host: after https: come two slashes and a name"),
        ("https://localhost", "names `localhost`, which can be no host on the internet"),
        ("https://example..org", "names `example..org`, which can be no host on the internet"),
        ("https://-a.org", "names `-a.org`, which can be no host on the internet"),
        ("https://256.1.1.1", "names `256.1.1.1`, which can be no host on the internet"),
        ("https://[::g]", "names `[::g]`, which can be no host on the internet"),
        (f"https://{'a' * 64}.org", f"names `{'a' * 64}.org`, which can be no host on the internet"),
        ("https://example.org:99999", "has `:99999`, which is no port"),
        ("https://example.org/a b", "has a blank in it"),
        ("https://example.org\u200b", "has a blank in it"),
        ("https://example.org/%zz", "has `%zz`, which stands for no character"),
        ("https://example.org/100%", "has `%`, which stands for no character"),
        ("https://{{links.contact}}", "has `{`, which no address may hold"),
        ("mailto:", "names nobody to write to"),
        ("mailto:?subject=Hello", "names nobody to write to"),
        ("mailto:hello", "has `hello`, which is no e-mail address"),
        ("mailto:hello@example", "has `hello@example`, which is no e-mail address"),
        (
            "mailto:a@example.org?subject=A&B",
            "has `B` behind its question mark, which is no field such as subject=Hello",
        ),
        ("tel:call-us", "has `call-us`, which is no telephone number in digits"),
        ("tel:12", "has `12`, which is no telephone number in digits"),
        ("tel:307 555 0100", "has a blank in it"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(address: str, fault: str) -> None:
    assert link_fault(address) == fault


@pytest.mark.parametrize("public_url", [None, "https://outreach.example.org"])
def test_every_link_that_we_sign_is_whole(public_url: str | None) -> None:
    ours = house(public_url=public_url, replies={"address": "hello@example.org", "tokens": "plus"})
    signed = deed(ours, "rsvp", KEY, SECRET, subject="I will be there: 100% of us & you", body="Yes\r\n[A]")
    assert [link_fault(each) for each in (signed, *unsubscribe(ours, KEY, SECRET))] == [None] * (
        3 if public_url else 2
    )


@given(st.text(max_size=60))
def test_every_link_of_a_kit_is_whole_whatever_its_text(text: str) -> None:
    links = [compose_link(each, text, "https://example.org/a") for each in NETWORK_NAMES]
    assert [link_fault(each) for each in links] == [None] * len(NETWORK_NAMES)


@given(st.text(max_size=80))
def test_no_address_is_too_odd_to_be_judged(text: str) -> None:
    for scheme in ("", "https://", "mailto:", "tel:"):
        fault = link_fault(scheme + text)
        assert fault is None or fault


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Watch http://example.org/v! (https://example.org/a_(b)).",
            ["http://example.org/v", "https://example.org/a_(b)"],
        ),
        ("Join us: https:// example.org", ["https://"]),
        ("Go to https//example.org, htps://example.org.", ["https//example.org", "htps://example.org"]),
        ("https://example.org/?from=http://example.com", ["https://example.org/?from=http://example.com"]),
        ("Write to mailto:a@example.org or tel:307-555-0100.", ["mailto:a@example.org", "tel:307-555-0100"]),
        ("Tel: 307-555-0100, e-mail: a@example.org, either/or, 24/7, C:/files", []),
        ("example.org and www.example.org are names", []),
        ("[here](https://example.org/a b)", []),
    ],
)
def test_addresses_that_a_text_spells_out_are_found(text: str, written: list[str]) -> None:
    assert list(written_addresses(text)) == written


def test_what_was_meant_as_a_link_and_became_none_is_found() -> None:
    text = "Please [save your seat](https://example.org/a b), [call](tel:307 555), [here](x(1)) or [now]()."
    assert list(unlinked(text)) == ["https://example.org/a b", "tel:307 555", "x(1)", ""]
    assert list(unlinked("Hello [first name] (https://example.org), see [below].")) == []
