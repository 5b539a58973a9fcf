"""The outbox writes what a mail server would have to carry."""

from dataclasses import replace
from pathlib import Path

from outreach.channels.outbox import Outbox
from outreach.core.message import Mailbox
from tests.core.test_message import PLAIN


def test_a_message_to_an_address_beyond_ascii_is_written_as_it_would_be_sent(tmp_path: Path) -> None:
    message = replace(PLAIN, to=Mailbox("Member One", "jörg@example.org"))
    path = tmp_path / Outbox(tmp_path).send(message).provider_id
    assert "\r\nTo: Member One <jörg@example.org>\r\n".encode() in path.read_bytes()
