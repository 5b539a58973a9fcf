"""The outbox writes what a mail server would have to carry."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTPUTF8
from pathlib import Path

from outreach.channels.outbox import Outbox
from outreach.core.message import Mailbox
from tests.core.test_message import PLAIN


def test_a_message_to_an_address_beyond_ascii_is_written_as_it_would_be_sent(tmp_path: Path) -> None:
    message = replace(PLAIN, to=Mailbox("Member One", "jörg@example.org"))
    path = tmp_path / Outbox(tmp_path).send(message).provider_id
    read = message_from_bytes(path.read_bytes(), policy=SMTPUTF8)
    assert read["To"].addresses[0].addr_spec == "jörg@example.org"
