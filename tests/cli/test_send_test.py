"""`outreach send-test`: one marked message, that changes nothing and that nobody takes for the real one."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
from icalendar import Calendar

from outreach.core.history import Key
from outreach.core.people import Standing
from outreach.core.tokens import read_token, reference

from .conftest import Desk
from .unattended import slow_server

ADDRESS = "hello@partnerships.example.org"
INVITATION = ("send-test", "construction-launch", "invitation", "--to", ADDRESS)
FOLDER = "test/construction-launch/invitation@once"
TOKEN = re.compile(r"\+([a-z0-9]{29})@")


def read(desk: Desk, name: str = "builder-07", folder: str = FOLDER) -> EmailMessage:
    """The test as it lies in the outbox."""
    content = (desk.outbox / folder / f"{name}.eml").read_bytes()
    return cast("EmailMessage", message_from_bytes(content, policy=default))


def parts(message: EmailMessage) -> tuple[str, str]:
    """Its text and its HTML."""
    found = [message.get_body((kind,)) for kind in ("plain", "html")]
    text, html = (each.get_content() for each in found if each is not None)
    return text, html


def entry(desk: Desk, name: str = "builder-07", folder: str = FOLDER) -> Any:
    """The calendar entry beside it."""
    content = (desk.outbox / folder / f"{name}.ics").read_bytes()
    return Calendar.from_ical(content).walk("VEVENT")[0]


def test_it_is_marked_in_subject_headers_text_and_html(peopled: Desk) -> None:
    ended = peopled.good(*INVITATION, "--as", "builder-07")
    message = read(peopled)
    assert message["Subject"].startswith("[Test] You're invited: construction launch")
    assert (message["X-Outreach-Test"], message["Auto-Submitted"]) == ("yes", "auto-generated")
    assert message["To"] == ADDRESS
    for content in parts(message):
        banner = content.find("This is a test of the step")
        assert -1 < banner < content.find("Hello Builder")
    assert f"Written to {peopled.outbox / FOLDER}/builder-07.eml." in ended.out
    assert ended.out.endswith("Next: outreach approve construction-launch invitation\n")


def test_but_for_its_marks_it_says_what_the_preview_shows(peopled: Desk) -> None:
    peopled.good(*INVITATION, "--as", "builder-07")
    (shown,) = peopled.json("preview", "construction-launch", "invitation", "--to", "builder-07")["messages"]
    text, html = parts(read(peopled))
    _, _, text = text.replace("\r\n", "\n").partition("\n\n")
    banner = re.compile(r"<p style=[^>]*>This is a test of.*?</p>", re.DOTALL)
    assert _without_tokens(text).split() == _without_tokens(shown["text"]).split()
    assert _without_tokens(banner.sub("", html)).split() == _without_tokens(shown["html"]).split()


def _without_tokens(text: str) -> str:
    return TOKEN.sub("@", text)


def test_without_a_person_somebody_stands_in_and_nobodys_data_leaves(peopled: Desk) -> None:
    peopled.good(*INVITATION)
    text, _ = parts(read(peopled, "reader"))
    assert "Hello [first name]" in text


def test_its_links_are_those_of_a_delivery_that_never_was(peopled: Desk) -> None:
    peopled.good(*INVITATION, "--as", "builder-07")
    message = read(peopled)
    secret = re.search("OUTREACH_SECRET_KEY=(.*)", (peopled.root / ".env").read_text())
    assert secret is not None
    everywhere = "".join((*parts(message), str(message["Reply-To"]), str(message["List-Unsubscribe"])))
    tokens = set(TOKEN.findall(everywhere))
    meant = {read_token(each, secret[1].encode()) for each in tokens}
    assert {each[0] for each in meant if each} == {"reply", "unsubscribe", "rsvp", "decline"}
    real = reference(Key("construction-launch", "invitation", "once", "builder-07"))
    with peopled.ledger() as ledger:
        for each in meant:
            assert each is not None
            assert each[1] != real
            assert ledger.by_ref(each[1]) is None


def test_the_ledger_knows_nothing_of_it_and_the_real_one_still_goes_out(small: Desk) -> None:
    small.write("people.csv", "id,email,first_name,roles,consent\nr1,r1@example.org,R,business_member,yes\n")
    small.good("contacts", "import", "people.csv")
    small.good("run")
    for _ in range(2):
        small.good("send-test", "notice", "mail", "--to", ADDRESS, "--as", "r1")
    assert small.json("deliveries") == []
    assert small.at("2027-02-01T16:01").json("run")["sent"] == 1


def test_each_test_has_an_id_of_its_own_and_shares_none_with_the_real_one(peopled: Desk) -> None:
    ids = set()
    for moment in ("2026-12-01T16:00", "2026-12-01T16:01"):
        peopled.at(moment).good(*INVITATION, "--as", "builder-07")
        ids.add(read(peopled)["Message-ID"])
    (shown,) = peopled.json("preview", "construction-launch", "invitation", "--to", "builder-07")["messages"]
    assert len(ids | {shown["message_id"]}) == 3


def test_its_calendar_entry_is_the_tests_own_and_the_next_test_takes_its_place(peopled: Desk) -> None:
    found = []
    for moment, who in (("2026-12-01T16:00", "builder-07"), ("2026-12-01T16:01", "builder-08")):
        peopled.at(moment).good(*INVITATION, "--as", who)
        found.append(entry(peopled, who))
    first, second = found
    assert first["UID"].startswith("test-")
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < 2**31
    assert first["SUMMARY"].startswith("[Test] ")
    assert first["ATTENDEE"] == f"mailto:{ADDRESS}"
    peopled.good("send-test", "construction-launch", "invitation", "--to", "other@example.org")
    assert entry(peopled, "reader")["UID"] != first["UID"]
    assert "Delete its calendar entry when you have seen it." in parts(read(peopled))[0]


def test_a_recurring_step_is_tested_for_the_day_that_is_named(peopled: Desk) -> None:
    words = ("send-test", "construction-updates", "update", "--to", ADDRESS, "--as", "builder-07")
    peopled.good(*words, "--occurrence", "2027-03-12")
    message = read(peopled, folder="test/construction-updates/update@2027-03-12")
    assert 'the step "update (2027-03-12)" of' in parts(message)[0]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            "announce",
            "announce is a post, and a test of it would be public; look at it with `outreach preview",
        ),
        (
            "phone",
            "phone is a call, which a person does and nobody is sent; look at it with `outreach preview",
        ),
        ("invitaton", "construction-launch has no step `invitaton`; did you mean `invitation`?"),
    ],
)
def test_what_cannot_be_tested_is_refused_with_the_remedy(peopled: Desk, step: str, said: str) -> None:
    ended = peopled("send-test", "construction-launch", step, "--to", ADDRESS)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert not peopled.outbox.exists()


@pytest.mark.parametrize("address", ["nobody", "a b@example.org", "a@example.org\nBcc: b@example.org", ""])
def test_what_is_no_address_is_refused(peopled: Desk, address: str) -> None:
    ended = peopled("send-test", "construction-launch", "invitation", "--to", address)
    assert (ended.status, ended.err) == (2, "--to takes an e-mail address such as hello@example.org\n")


def test_an_unknown_person_is_refused_with_the_nearest(peopled: Desk) -> None:
    ended = peopled(*INVITATION, "--as", "builder-7")
    assert ended.status == 2
    assert "nobody imported has the id `builder-7`" in ended.err


def test_stop_means_stop_for_a_test_too_even_when_the_person_is_forgotten(peopled: Desk) -> None:
    with peopled.ledger() as ledger:
        ledger.suppress("Gone@example.org", Standing.UNSUBSCRIBED, peopled.clock)
    ended = peopled("send-test", "construction-launch", "invitation", "--to", "gone@example.org")
    assert ended.status == 2
    assert "nothing goes to that address any more (K001: has unsubscribed)" in ended.err


def test_an_address_that_is_not_on_the_short_list_gets_no_test_either(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "approval:", "only_to: ['@staff.test']\napproval:")
    ended = peopled(*INVITATION)
    assert ended.status == 2
    assert (
        "not on the short list (`only_to:` in config/outreach.yaml); add it there, and try again" in ended.err
    )
    peopled.good("send-test", "construction-launch", "invitation", "--to", "me@staff.test")


def test_through_a_mail_server_it_says_where_it_went_and_how_to_be_rid_of_its_entry(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "{email: outbox", "{email: smtp")
    with slow_server(0) as server:
        _set(peopled, f"SMTP_URL={server.url}")
        ended = peopled.good(*INVITATION)
        assert server.taken == [ADDRESS]
    assert f"Sent to {ADDRESS} by smtp: \"[Test] You're invited" in ended.out
    assert "It puts an entry into that calendar, apart from the real one. Delete it there" in ended.out
    assert peopled.json("deliveries") == []


def test_a_failure_is_told_in_a_plain_word(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "{email: outbox", "{email: smtp")
    with slow_server(0) as server:
        nobody_there = server.url
    _set(peopled, f"SMTP_URL={nobody_there}")
    ended = peopled(*INVITATION)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("Not sent: ")
    assert ended.err.count("\n") == 1
    assert peopled.json("followups") == []


def test_it_counts_as_one_message_for_the_limit_of_its_provider(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "{email: outbox", "{email: smtp")
    peopled.change("config/outreach.yaml", "approval:", "limits: {smtp: {per_day: 1}}\napproval:")
    with slow_server(0) as server:
        _set(peopled, f"SMTP_URL={server.url}")
        peopled.good(*INVITATION)
        ended = peopled(*INVITATION)
        assert server.taken == [ADDRESS]
    assert ended.status == 1
    assert "its limit of 1 a day is reached" in ended.err


def test_the_sandbox_is_sendgrids(peopled: Desk) -> None:
    ended = peopled(*INVITATION, "--sandbox")
    assert ended.status == 2
    assert "--sandbox is SendGrid's; leave it out, or set `channels: {email: sendgrid}`" in ended.err


def test_in_the_sandbox_sendgrid_checks_it_and_delivers_nothing(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "{email: outbox", "{email: sendgrid")
    with _sendgrid() as (url, asked):
        _set(peopled, f"SENDGRID_API_URL={url}\nSENDGRID_API_KEY=SG.key")
        ended = peopled.good(*INVITATION, "--sandbox")
    (body,) = asked
    assert '"sandbox_mode": {"enable": true}' in body
    assert '"X-Outreach-Test": "yes"' in body
    assert ended.out.startswith("SendGrid has checked it and takes it; nothing was delivered.\n")


@contextmanager
def _sendgrid() -> Iterator[tuple[str, list[str]]]:
    """What SendGrid documents of sandbox mode: 200, and nothing is delivered ("Sandbox Mode")."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join(5)


def _set(desk: Desk, lines: str) -> None:
    path = Path(desk.root / ".env")
    path.write_text(f"{path.read_text()}\n{lines}\n")
