"""What SendGrid signed, and what others would like us to take for it."""

import base64
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as some

from outreach.core.errors import UsageError
from outreach.inbox.sendgrid import EVENTS_LATE, MAIL_LATE, Signed, secret_of, signature_headers
from outreach.inbox.sendgrid.signing import SIGNATURE, TIMESTAMP
from tests.inbox.sendgrid.calls import NOW, Signer, batch, event

OURS, THEIRS = Signer(), Signer()
BODY = batch(event("bounce"))


def believed(
    headers: dict[str, str], body: bytes = BODY, key: str = OURS.public, now: datetime = NOW
) -> bool:
    return Signed.by(key).verdict(headers, body, now, EVENTS_LATE) == "signed"


def test_what_sendgrid_signed_is_believed_to_the_last_line_end() -> None:
    assert believed(OURS.headers(BODY))
    assert not believed(OURS.headers(BODY), BODY.rstrip())
    assert not believed(OURS.headers(BODY), BODY + b"\n")


def test_a_body_that_was_altered_or_signed_with_another_key_is_not_believed() -> None:
    assert not believed(OURS.headers(BODY), BODY.replace(b"bm-1", b"bm-2"))
    assert not believed(THEIRS.headers(BODY))
    assert not believed({**OURS.headers(BODY), TIMESTAMP: str(int(NOW.timestamp()) - 1)})


def test_any_of_several_keys_will_do_as_while_one_takes_the_place_of_another() -> None:
    assert believed(OURS.headers(BODY), key=f"{THEIRS.public} {OURS.public}")
    assert not believed(OURS.headers(BODY), key=THEIRS.public)


def test_bytes_that_are_no_text_can_be_signed_as_well() -> None:
    assert believed(OURS.headers(b"\xff\xfe\x00"), b"\xff\xfe\x00")


@pytest.mark.parametrize("missing", [SIGNATURE, TIMESTAMP])
def test_without_a_signature_or_its_time_nothing_is_believed(missing: str) -> None:
    headers = OURS.headers(BODY)
    del headers[missing]
    assert not believed(headers)
    assert not Signed.by(OURS.public).may_be_signed(headers)


def test_without_a_key_nothing_is_believed() -> None:
    assert Signed().verdict(OURS.headers(BODY), BODY, NOW, EVENTS_LATE) == "not signed"
    assert not Signed.by(" ").may_be_signed(OURS.headers(BODY))


@pytest.mark.parametrize(
    ("age", "late", "good"),
    [
        (timedelta(hours=24), EVENTS_LATE, True),
        (timedelta(hours=26), EVENTS_LATE, False),
        (timedelta(hours=72), MAIL_LATE, True),
        (timedelta(hours=74), MAIL_LATE, False),
        (timedelta(minutes=-4), EVENTS_LATE, True),
        (timedelta(minutes=-6), EVENTS_LATE, False),
    ],
)
def test_a_signature_is_good_for_as_long_as_sendgrid_tries(
    age: timedelta, late: timedelta, good: bool
) -> None:
    found = Signed.by(OURS.public).verdict(OURS.headers(BODY, NOW - age), BODY, NOW, late)
    assert found == ("signed" if good else "not of now")
    assert Signed.by(OURS.public).verdict(THEIRS.headers(BODY, NOW - age), BODY, NOW, late) == "not signed"


@given(
    some.text(max_size=250) | some.binary(max_size=80).map(lambda each: base64.b64encode(each).decode()),
    some.text(max_size=15) | some.integers().map(str),
)
def test_whatever_stands_in_the_headers_it_breaks_nothing(signature: str, stamp: str) -> None:
    assert not believed({SIGNATURE: signature, TIMESTAMP: stamp})


def _other_keys() -> list[str]:
    kinds = [generate_private_key(SECP384R1()), rsa.generate_private_key(65_537, 2_048)]
    der = [each.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) for each in kinds]
    return [base64.b64encode(each).decode() for each in der]


@pytest.mark.parametrize("written", ["s3cret", "MFkw", OURS.public[:-4], "é", *_other_keys()])
def test_a_key_that_is_none_is_told_without_showing_it(written: str) -> None:
    with pytest.raises(UsageError, match="SENDGRID_WEBHOOK_KEY is not the verification key alone") as told:
        Signed.by(written)
    assert written not in str(told.value)


def test_a_header_that_comes_twice_counts_as_none() -> None:
    headers = [(b"X-Twilio-Email-Event-Webhook-Signature", b"a"), (TIMESTAMP.encode(), b"1")]
    assert signature_headers(headers) == {SIGNATURE: "a", TIMESTAMP: "1"}
    assert signature_headers([*headers, (SIGNATURE.encode(), b"b")]) == {TIMESTAMP: "1"}


@pytest.mark.parametrize(
    "written", ["short", "with a space in the middle of it", "a/path/that/is/long/enough/ok"]
)
def test_a_secret_that_is_easily_guessed_or_no_part_of_an_address_is_told(written: str) -> None:
    with pytest.raises(UsageError, match="SENDGRID_INBOUND_SECRET must have 24") as told:
        secret_of(written)
    assert written not in str(told.value)
    assert secret_of("") == ""
    assert secret_of("abcdefghijklmnopqrstuvwx") == "abcdefghijklmnopqrstuvwx"
