"""A post as a record: as its lexicon has it, with a card or a picture, under a key of its delivery."""

import re
import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest
from atproto_client import models
from atproto_client.models.utils import get_or_create
from hypothesis import given
from hypothesis import strategies as some

from outreach.channels.bluesky.pictures import pixels
from outreach.channels.bluesky.record import card, payload, record_key
from outreach.core.history import Key
from outreach.core.message import Attachment, Post
from tests.channels import messages

AT = datetime(2027, 3, 22, 15, tzinfo=UTC)
KEY = Key("launch", "story", "once", "bluesky")
BLOB = {
    "$type": "blob",
    "ref": {"$link": "bafkreibjifzpqj6o6wcq3hejh7y4z4z2vmiklkvykc57tw3pcbx3kxifpm"},
    "mimeType": "image/png",
    "size": 3,
}
DIGITS = "234567abcdefghijklmnopqrstuvwxyz"


def written(text: str, **more: object) -> Post:
    return Post(KEY, "bluesky", text, **more)  # type: ignore[arg-type]


@given(some.text(max_size=300), some.datetimes(timezones=some.just(UTC)))
def test_every_record_is_one_by_its_lexicon(text: str, at: datetime) -> None:
    for post, blob in ((written(text), None), (written(text, image=Attachment("a.png", b"")), BLOB)):
        record = payload(post, at, accounts={"champion-1.test": "did:plc:1"}, blob=blob)
        model = get_or_create(record, models.AppBskyFeedPost.Record, strict_string_format=True)
        assert isinstance(model, models.AppBskyFeedPost.Record)
        assert model.text == text


def test_the_moment_is_told_in_utc_with_its_letter() -> None:
    denver = timezone(timedelta(hours=-6))
    assert payload(written("Join us."), AT.astimezone(denver))["createdAt"] == "2027-03-22T15:00:00.000Z"


def test_a_post_without_a_link_or_a_picture_has_neither_card_nor_picture() -> None:
    assert "embed" not in payload(written("Join us."), AT)


def test_the_first_link_gets_a_card() -> None:
    record = payload(written("Watch https://example.org/our-story or https://example.org/b"), AT)
    assert record["embed"] == {
        "$type": "app.bsky.embed.external",
        "external": {
            "uri": "https://example.org/our-story",
            "title": "Our story",
            "description": "example.org/our-story",
        },
    }


def test_a_picture_takes_the_place_of_the_card() -> None:
    post = written("Watch https://example.org/a", image=Attachment("a.png", messages.PIXEL), alt="A crew")
    embed = payload(post, AT, blob=BLOB)["embed"]
    assert embed["$type"] == "app.bsky.embed.images"
    assert embed["images"] == [{"alt": "A crew", "image": BLOB, "aspectRatio": {"width": 1, "height": 1}}]


@pytest.mark.parametrize(
    ("link", "title", "description"),
    [
        ("https://www.example.org", "example.org", ""),
        ("https://example.org/", "example.org", ""),
        (
            "https://example.org/video/our_story.html?from=bluesky",
            "Our story",
            "example.org/video/our_story.html",
        ),
        ("https://example.org/2027/03", "example.org", "example.org/2027/03"),
        ("https://example.org/caf%C3%A9", "Caf\u00e9", "example.org/caf\u00e9"),
    ],
)
def test_a_card_is_made_of_the_address_alone(link: str, title: str, description: str) -> None:
    assert card(link) == {"uri": link, "title": title, "description": description}


@given(some.builds(Key, some.text(), some.text(), some.text(), some.text()))
def test_a_record_key_is_a_tid_of_a_moment_long_past(key: Key) -> None:
    said = record_key(key)
    assert re.fullmatch(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", said)
    number = 0
    for digit in said:
        number = number * 32 + DIGITS.index(digit)
    assert datetime.fromtimestamp((number >> 10) / 1_000_000, UTC).year == 2023


def test_record_keys_are_the_same_for_the_same_delivery_only() -> None:
    keys = [Key("launch", f"step-{number}", "once", "bluesky") for number in range(10_000)]
    assert len({record_key(key) for key in keys}) == 10_000
    assert record_key(KEY) == record_key(Key("launch", "story", "once", "bluesky")) == "3jy6ajsvdnd3f"


def jpeg(width: int, height: int) -> bytes:
    head = (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\xff\xff\xdb\x00\x03\x00"
    )
    return head + b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (messages.PIXEL, (1, 1)),
        (b"GIF89a" + struct.pack("<HH", 640, 480), (640, 480)),
        (jpeg(1200, 630), (1200, 630)),
        (jpeg(1200, 630)[:30], None),
        (b"\xff\xd8\xff\xd9", None),
        (b"RIFF....WEBPVP8 ", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"", None),
    ],
)
def test_pictures_tell_their_size(content: bytes, size: tuple[int, int] | None) -> None:
    assert pixels(content) == size


@given(some.binary(), some.sampled_from([b"", b"\xff\xd8", b"GIF87a", b"\x89PNG\r\n\x1a\n"]))
def test_no_bytes_break_the_reading_of_sizes(content: bytes, start: bytes) -> None:
    size = pixels(start + content)
    assert size is None or all(side > 0 for side in size)
