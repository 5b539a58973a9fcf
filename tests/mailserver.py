"""A real mail server for a test: Dovecot (IMAP, IDLE, LMTP, Sieve) on free ports of this machine.

    trust(tmp_path, monkeypatch.setenv)                       # tests.channels.certificates
    with mailserver(users=["hello", "member-1"]) as server:
        server.deliver("hello+token@example.org", raw)        # as the provider's own server does, by LMTP
        server.append("hello", "Sent", raw)                   # as a mail program does, by IMAP
        Imap(server.url("hello"), ["INBOX"])

Passwords cross only encrypted connections, and the certificate is one of `tests.channels.certificates`.
"""

import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from imap_tools.utils import encode_folder

from tests.channels.certificates import TRUSTED, server_pem
from tests.channels.smtp.server import unused_port
from tests.peers import need

DOMAIN = "example.org"
PASSWORD = "p@ss/wörd #1 100%"  # noqa: S105 - of no value, and hard to write into an address
SOON = 10.0
"""Seconds after which a test gives up waiting."""
_ATTEMPTS = 5
_LETTERS = {r"\Answered": "R", r"\Flagged": "F", r"\Seen": "S", r"\Deleted": "T", r"\Draft": "D"}
_CONFIG = """\
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
protocols = imap lmtp
listen = 127.0.0.1
hostname = mail.example.org
postmaster_address = postmaster@example.org
ssl = yes
ssl_cert = <{base}/server.pem
ssl_key = <{base}/server.pem
mail_location = maildir:~/Maildir
mail_fsync = never
mailbox_idle_check_interval = 1 secs
recipient_delimiter = +
lmtp_add_received_header = {stamps}
auth_username_format = %Ln
auth_failure_delay = 0
submission_host = {submission}
first_valid_uid = 1
{rights}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {base}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail/%n
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
protocol lmtp {{
  mail_plugins = sieve
}}
protocol imap {{
  mail_max_userip_connections = 50
  imap_capability = {capability}
}}
plugin {{
  sieve = file:~/sieve;active=~/active.sieve
}}
service auth {{
  unix_listener auth-userdb {{
    mode = 0666
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service lmtp {{
  user = {user}
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""
_UNPRIVILEGED = """\
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
service auth-worker {{
  user = {user}
}}
"""
_AWAY = """\
require ["vacation"];
vacation :days 1 :subject "{subject}" :addresses [{addresses}] text:
{words}
.
;
"""


@dataclass
class Mailserver:
    """A running server. Mail for `hello@...` and `hello+anything@...`, whatever the domain, is hello's."""

    base: Path
    options: dict[str, str]
    imap: int = 0
    imaps: int = 0
    lmtp: int = 0
    _put_in: int = field(default=0, repr=False)
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, user: str, scheme: str = "imaps", host: str = "127.0.0.1") -> str:
        """The IMAP_URL of a user: `imaps`, or `imap` for STARTTLS."""
        port = self.imaps if scheme == "imaps" else self.imap
        return f"{scheme}://{quote(user, safe='')}:{quote(PASSWORD, safe='')}@{host}:{port}"

    def deliver(self, to: str, raw: bytes, sender: str = "someone@example.net") -> None:
        """Give the server a mail for somebody, whose Sieve script then runs.

        Raises:
            smtplib.SMTPException: nobody has that address, and the like.
        """
        address = to if "@" in to else f"{to}@{DOMAIN}"
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=SOON) as line:
            line.sendmail(sender, [address], raw)

    def append(self, user: str, folder: str, raw: bytes, at: datetime | None = None, flags: str = "") -> None:
        """Put a mail into a folder, as a mail program does; the folder is made where there is none.

        `at` is when the server says to have taken it, at any time: it lies in the Maildir then as if the
        server's own clock had stood there, while over IMAP Dovecot takes no time to come.
        """
        with self.signed_in(user) as line:
            line.create(_quoted(folder))
            if at is None:
                typ, said = line.append(_quoted(folder), flags, "", raw)
                assert typ == "OK", said
        if at is not None:
            self._put(user, folder, raw, at, "".join(sorted(_LETTERS[flag] for flag in flags.split())))

    def _put(self, user: str, folder: str, raw: bytes, at: datetime, letters: str) -> None:
        """Lay a mail into a Maildir (maildir(5)): its time is that of its file."""
        maildir = self.base / "mail" / user / "Maildir"
        if folder.upper() != "INBOX":
            maildir /= "." + _quoted(folder)[1:-1].replace("/", ".")
        self._put_in += 1
        name = f"{int(at.timestamp())}.M{self._put_in:06}P1.test"
        path = maildir / "tmp" / name
        path.write_bytes(raw)
        os.utime(path, (at.timestamp(), at.timestamp()))
        _owned(path)
        path.rename(maildir / "cur" / f"{name}:2,{letters}")

    def vacation(
        self, user: str, words: str, subject: str = "Out of office", also: Sequence[str] = ()
    ) -> None:
        """Have somebody's mail answered while they are away. As Pigeonhole does it: never to list mail."""
        known = (f"{user}@{DOMAIN}", *also)
        addresses = ", ".join(f'"{each}"' for each in known)
        self.sieve(user, _AWAY.format(subject=subject, addresses=addresses, words=words))

    def sieve(self, user: str, script: str) -> None:
        """Give somebody a Sieve script (RFC 5228)."""
        path = self.base / "mail" / user / "active.sieve"
        path.write_text(script, "utf-8")
        path.chmod(0o644)

    def mails(self, user: str, folder: str = "INBOX") -> list[Message]:
        """Everything in a folder, in order, none of it marked as read by that."""
        with self.signed_in(user) as line:
            line.select(_quoted(folder), readonly=True)
            _, found = line.uid("FETCH", "1:*", "(BODY.PEEK[])")
        return [message_from_bytes(each[1]) for each in found if isinstance(each, tuple)]

    def flags(self, user: str, folder: str = "INBOX") -> list[str]:
        """The flags of every mail of a folder, in order; without Recent, which belongs to a session."""
        with self.signed_in(user) as line:
            line.select(_quoted(folder), readonly=True)
            _, found = line.uid("FETCH", "1:*", "(FLAGS)")
        told = [imaplib.ParseFlags(each) for each in found if isinstance(each, bytes)]
        return [" ".join(sorted(flag.decode() for flag in each if flag != b"\\Recent")) for each in told]

    @contextmanager
    def signed_in(self, user: str) -> Iterator[imaplib.IMAP4]:
        """A connection of the test's own, to look and to change what only the server's users may."""
        blind = ssl.create_default_context()
        blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
        with imaplib.IMAP4_SSL("127.0.0.1", self.imaps, ssl_context=blind, timeout=SOON) as line:
            line.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
            yield line

    def number_anew(self, user: str, validity: int, folder: str = "INBOX") -> None:
        """Give a folder another UIDVALIDITY, as after a restored backup."""
        told = ("mailbox", "update", "-u", user, "--uid-validity", str(validity), folder)
        program = need("dovecot-core", "doveadm")
        subprocess.run(
            [program, "-c", str(self.base / "config"), *told], check=True, capture_output=True, timeout=SOON
        )

    def start(self) -> None:
        """Begin to listen, on the ports of before where it was stopped."""
        for _ in range(_ATTEMPTS):
            given = (self.imap, self.imaps, self.lmtp)
            ports = given if all(given) else (unused_port(), unused_port(), unused_port())
            if self._started(*ports):
                self.imap, self.imaps, self.lmtp = ports
                return
        raise AssertionError(f"Dovecot does not start: {self.log()[-1000:]}")

    def _started(self, imap: int, imaps: int, lmtp: int) -> bool:
        """Whether it came to listen there; somebody else may have taken one of the ports meanwhile."""
        written = _CONFIG.format(base=self.base, imap=imap, imaps=imaps, lmtp=lmtp, **self.options)
        config = self.base / "config"
        config.write_text(written, "utf-8")
        program = need("dovecot-core", "dovecot")
        self._running = subprocess.Popen(
            [program, "-F", "-c", str(config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = monotonic() + SOON
        while self._running.poll() is None and monotonic() < until:
            if all(_listens(port) for port in (imap, imaps, lmtp)):
                return True
            sleep(0.01)
        self.stop()
        return False

    def stop(self) -> None:
        """Hang up on everybody, and listen no more."""
        if self._running is not None:
            # Asked politely, it takes a second; all of its processes are of the session begun for it.
            with suppress(ProcessLookupError):
                os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait(SOON)
            self._running = None

    def hang_up(self, user: str) -> None:
        """End every connection of somebody, in the middle of whatever it does."""
        program = need("dovecot-core", "doveadm")
        subprocess.run(
            [program, "-c", str(self.base / "config"), "kick", user],
            check=False, capture_output=True, timeout=SOON,
        )  # fmt: skip

    def log(self) -> str:
        """What the server says of itself."""
        path = self.base / "log"
        return path.read_text("utf-8", "replace") if path.exists() else ""


@contextmanager
def mailserver(
    users: Sequence[str] = ("hello",),
    *,
    submission: int = 0,
    stamps: bool = True,
    capability: str = "",
    authority: str = TRUSTED,
) -> Iterator[Mailserver]:
    """A server with those users, until the end of the block; each has INBOX and Sent.

    Args:
        users: the local parts of their addresses.
        submission: the port of the SMTP server on this machine that takes what Sieve scripts send.
        stamps: whether it writes Received, with the real time, on what it is given.
        capability: what it says it can do, in place of what it can (`IMAP4rev1` alone: no IDLE).
        authority: who signs its certificate.
    """
    need("dovecot-imapd", "/usr/lib/dovecot/imap")
    need("dovecot-lmtpd", "/usr/lib/dovecot/lmtp")
    need("dovecot-sieve", "/usr/lib/dovecot/modules/lib90_sieve_plugin.so")
    base = Path(tempfile.mkdtemp(prefix="dovecot-"))  # the path of a socket is short (108 bytes)
    try:
        server = Mailserver(base, _options(base, submission, capability, stamps=stamps))
        _prepared(base, users, authority)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _options(base: Path, submission: int, capability: str, *, stamps: bool) -> dict[str, str]:
    """As root the mail is nobody's; else everything runs as whoever runs the tests."""
    root = os.geteuid() == 0
    user = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.geteuid())
    gid = user.pw_gid if root else os.getegid()
    rights = "" if root else _UNPRIVILEGED.format(user=user.pw_name, group=_group(gid))
    return {
        "rights": rights,
        "user": user.pw_name,
        "uid": str(user.pw_uid),
        "gid": str(gid),
        "stamps": "yes" if stamps else "no",
        "capability": capability,
        "submission": f"127.0.0.1:{submission}" if submission else "",
    }


def _group(gid: int) -> str:
    import grp  # noqa: PLC0415 - beside pwd, which every path needs

    return grp.getgrgid(gid).gr_name


def _prepared(base: Path, users: Sequence[str], authority: str) -> None:
    base.chmod(0o755)
    (base / "server.pem").write_bytes(server_pem(authority))
    (base / "users").write_text("".join(f"{each}:{{PLAIN}}{PASSWORD}\n" for each in users), "utf-8")
    (base / "mail").mkdir(mode=0o777)
    for each in users:
        home = base / "mail" / each
        home.mkdir(mode=0o755)
        _owned(home)


def _owned(path: Path) -> None:
    """Give a file to whom the mail belongs."""
    if os.geteuid() == 0:
        owner = pwd.getpwnam("nobody")
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _listens(port: int) -> bool:
    return f":{port:04X} 00000000:0000 0A" in Path("/proc/net/tcp").read_text("ascii")


def _quoted(folder: str) -> str:
    return encode_folder(folder).decode("ascii")


@dataclass
class Letterbox:
    """An SMTP server that keeps what it takes: for each mail its sender, its recipients and its bytes."""

    port: int = 0
    taken: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """What aiosmtpd calls."""
        content = envelope.original_content or b""
        self.taken.append((envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        return "250 2.0.0 taken"

    def wait_for(self, many: int) -> list[tuple[str, tuple[str, ...], bytes]]:
        """What was taken, once it is so many."""
        until = monotonic() + SOON
        while len(self.taken) < many and monotonic() < until:
            sleep(0.01)
        assert len(self.taken) >= many, f"{len(self.taken)} mails came, not {many}"
        return self.taken


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """A letterbox on a free port of this machine."""
    made = Letterbox(unused_port())
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    try:
        yield made
    finally:
        with suppress(OSError):
            controller.stop()
