"""What the social networks have in common: which files are pictures."""

import mimetypes

import pytest

from outreach.channels.posting import picture_kind
from outreach.core.message import Attachment
from outreach.ports import Unsupported


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "image/png"),
        ("A.JPG", "image/jpeg"),
        ("a.jpeg", "image/jpeg"),
        ("a.gif", "image/gif"),
        ("a.webp", "image/webp"),
    ],
)
def test_a_picture_is_one_on_every_machine(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mimetypes, "_db", mimetypes.MimeTypes(()))
    assert picture_kind(Attachment(name, b"")) == kind


@pytest.mark.parametrize("name", ["a.pdf", "a.svg", "a.heic", "a.png.gz", ""])
def test_what_is_none_of_the_kinds_that_are_named_is_refused_with_them(name: str) -> None:
    with pytest.raises(Unsupported, match=r"\.png, \.jpg, \.gif or \.webp"):
        picture_kind(Attachment(name, b""))
