"""What a post and its picture look like on the wire to X: pure.

Sources: X's API description (openapi.json 2.167: CreatePostsRequest, MediaUploadRequest,
CreateMediaMetadataRequest) and its page "Media: Best practices".
"""

import base64
from typing import Any

from outreach.channels.posting import picture_kind
from outreach.core.message import Attachment, Post
from outreach.ports import Unsupported

LARGEST = {"image/jpeg": 5_000_000, "image/png": 5_000_000, "image/webp": 5_000_000, "image/gif": 15_000_000}
"""Bytes of a picture by its kind ("Media: Best practices": 5 MB, a GIF 15 MB)."""
LONGEST_ALT = 1000


def payload(post: Post, pictures: tuple[str, ...] = ()) -> dict[str, Any]:
    """The body of `POST /2/tweets`; `pictures` are the numbers of those that X has taken.

    Raises:
        Unsupported: it has a picture that X does not take.
    """
    if post.image:
        upload(post.image)
        description("", post.alt)
    return {"text": post.text, **({"media": {"media_ids": list(pictures)}} if pictures else {})}


def upload(picture: Attachment) -> dict[str, str]:
    """The body of `POST /2/media/upload`.

    Raises:
        Unsupported: X does not take such a picture.
    """
    kind = picture_kind(picture)
    if len(picture.content) > LARGEST[kind]:
        raise Unsupported(
            f"{picture.name} is larger than the {LARGEST[kind] // 1_000_000} MB that X takes; make it smaller"
        )
    category = "tweet_gif" if kind == "image/gif" else "tweet_image"
    return {"media": base64.b64encode(picture.content).decode("ascii"), "media_category": category}


def description(number: str, alt: str) -> dict[str, Any]:
    """The body of `POST /2/media/metadata`, which describes a picture to those who cannot see it.

    Raises:
        Unsupported: the description is longer than X takes.
    """
    if len(alt) > LONGEST_ALT:
        raise Unsupported(f"the description of the picture has {len(alt)} characters; X takes {LONGEST_ALT}")
    return {"id": number, "metadata": {"alt_text": {"text": alt}}}
