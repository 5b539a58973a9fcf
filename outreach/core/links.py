"""The links a message carries: pages where there is a public address, else signed mailto links."""

from urllib.parse import quote, urlencode

from outreach.core.history import Key
from outreach.core.house import House
from outreach.core.tokens import Purpose, token

COMPOSE = {
    "x": "https://x.com/intent/post?{text}",
    "bluesky": "https://bsky.app/intent/compose?{text}",
    "linkedin": "https://www.linkedin.com/feed/?shareActive=true&{text}",
    "mastodon": "https://share.joinmastodon.org/#{text}",
    "facebook": "https://www.facebook.com/sharer/sharer.php?{link}",
}
"""Where each network lets a person post a text (Facebook takes a link and no text)."""
NETWORK_NAMES = {
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
    "x": "X",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
}


def tokened(house: House, purpose: Purpose, key: Key, secret: bytes) -> str:
    """The reply address with its token: `hello+TOKEN@example.org`, or plain where subjects carry it."""
    local, _, domain = house.answers_to.rpartition("@")
    if house.replies is None or house.replies.tokens == "subject":
        return house.answers_to
    return f"{local}+{token(purpose, key, secret)}@{domain}"


def deed(house: House, purpose: Purpose, key: Key, secret: bytes, *, subject: str, body: str = "") -> str:
    """The link by which a reader answers, votes, agrees or leaves (RFC 6068 where it is a mailto)."""
    if house.public_url:
        return f"{house.public_url}/{purpose}/{token(purpose, key, secret)}"
    return _by_mail(house, purpose, key, secret, subject, body)


def _by_mail(house: House, purpose: Purpose, key: Key, secret: bytes, subject: str, body: str = "") -> str:
    address = tokened(house, purpose, key, secret)
    if address == house.answers_to:
        subject = f"{subject} [{token(purpose, key, secret)}]"
    fields = {"subject": subject, "body": body} if body else {"subject": subject}
    return f"mailto:{quote(address, safe='@+')}?{urlencode(fields, quote_via=quote)}"


def unsubscribe(house: House, key: Key, secret: bytes) -> tuple[str, ...]:
    """The URIs of List-Unsubscribe: mailto always, the page too where there is one (RFC 2369, RFC 8058)."""
    by_mail = _by_mail(house, "unsubscribe", key, secret, "Unsubscribe")
    page = (deed(house, "unsubscribe", key, secret, subject="Unsubscribe"),) if house.public_url else ()
    return (*page, by_mail)


def compose_link(network: str, text: str, link: str = "") -> str:
    """The page of a network with the text filled in, where it takes one."""
    fields = {"text": urlencode({"text": text}, quote_via=quote), "link": urlencode({"u": link})}
    return COMPOSE[network].format(**fields)
