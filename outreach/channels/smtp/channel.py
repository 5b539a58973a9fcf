"""E-mail through any mail server (SMTP), several messages abreast over connections that stay open."""

from collections.abc import Sequence
from time import monotonic

from outreach.channels.smtp.connection import Line, LostError, Timeouts, farewell
from outreach.channels.smtp.envelope import Envelope, payload
from outreach.channels.smtp.meaning import verdict
from outreach.channels.smtp.relay import Relay
from outreach.channels.smtp.transaction import Turn, exchange
from outreach.core.message import Message
from outreach.core.mime import wire_address
from outreach.ports import NotSent, Receipt, Uncertain, Unsupported

Found = Receipt | Exception
Waiting = list[tuple[int, Envelope]]
PATIENCE = 2
"""After so many times in a row that only the end of the connection answered, the channel stops."""
USUAL = Timeouts()


class Smtp:
    """The channel for any mail server.

    Connections are opened when they are first needed, at most `lanes`, and kept until `hang_up`. Where the
    server has closed one meanwhile, it is called anew, unseen. One that lets in fewer gets fewer, until then.
    """

    name = "smtp"

    def __init__(self, url: str, sender: str, *, lanes: int = 4, timeouts: Timeouts = USUAL) -> None:
        """Connects to nothing yet; a `url` that cannot be understood is told by the first message.

        Args:
            url: SMTP_URL, see `Relay.of`.
            sender: the address that failures are told to (MAIL FROM).
            lanes: how many connections at most.
            timeouts: how long is waited for the server.
        """
        self._url = url
        self._sender = sender
        self._most = lanes
        self._timeouts = timeouts
        self._lines: list[Line] = []
        self._let_in = lanes
        self._silent = 0

    @property
    def lanes(self) -> int:
        """How many messages go at once: as many connections as we may have, and as the server lets in."""
        return self._let_in

    def account(self) -> str:
        """The server, and whom it takes us for. Signs in and names the sender; sends nothing.

        Raises:
            NotSent: it cannot be reached, does not know us, or does not take mail from the sender.
        """
        line = Line.open(self._relay(), self._timeouts)
        try:
            line.say(f"MAIL FROM:<{wire_address(self._sender)}>\r\n".encode())
            wrong = verdict("mail", line.reply(monotonic() + self._timeouts.command))
        except LostError as error:
            raise NotSent(str(error), scope="channel") from None
        except ValueError as error:
            raise NotSent(f"`sender` in config/outreach.yaml: {error}", scope="channel") from None
        finally:
            farewell([line])
        if wrong is not None:
            raise wrong
        return line.account

    def send(self, message: Message) -> Receipt:
        """Send one message; the receipt holds what the server's queue calls it."""
        (found,) = self.send_abreast([message])
        if isinstance(found, Exception):
            raise found
        return found

    def send_abreast(self, messages: Sequence[Message]) -> list[Found]:
        """Send several; what became of each, in order."""
        found: list[Found | None] = [None] * len(messages)
        waiting: Waiting = []
        for index, message in enumerate(messages):
            try:
                waiting.append((index, payload(message, self._sender)))
            except Unsupported as error:
                found[index] = error
        try:
            self._deliver(waiting, found)
        except BaseException:
            # Half a conversation must not go on with the next message.
            for line in self._lines:
                line.close()
            self._lines = []
            raise
        return [each if each is not None else Uncertain("nothing was found out") for each in found]

    def hang_up(self) -> None:
        """Say goodbye on every connection; the next message opens them anew."""
        farewell(self._lines)
        self._lines = []
        self._let_in = self._most

    def _deliver(self, waiting: Waiting, found: list[Found | None]) -> None:
        while waiting:
            try:
                lines = self._opened(min(len(waiting), self.lanes))
            except NotSent as error:
                for index, _ in waiting:
                    found[index] = error
                return
            turns = [Turn(line, envelope) for line, (_, envelope) in zip(lines, waiting, strict=False)]
            exchange(turns)
            self._lines = [line for line in self._lines if not line.closed]
            self._widen(turns)
            again: Waiting = []
            for each, turn in zip(waiting, turns, strict=False):
                if turn.stale:
                    again.append(each)
                else:
                    found[each[0]] = turn.found
            waiting = again + waiting[len(turns) :]
            if (stop := _stopped(turns)) is not None:
                for index, _ in waiting:
                    found[index] = stop
                return

    def _opened(self, wanted: int) -> list[Line]:
        """That many connections, or fewer where the server lets in no more; at least one."""
        while len(self._lines) < wanted:
            try:
                self._lines.append(Line.open(self._relay(), self._timeouts))
            except NotSent:
                if not self._lines:
                    raise
                self._let_in = len(self._lines)
                break
        return self._lines[:wanted]

    def _widen(self, turns: Sequence[Turn]) -> None:
        """What ends only in lost connections, time after time, stops the channel."""
        said = [turn for turn in turns if not turn.stale]
        self._silent = self._silent + 1 if said and all(turn.lost for turn in said) else 0
        for turn in said:
            if self._silent >= PATIENCE and isinstance(turn.found, NotSent | Uncertain):
                turn.found.scope = "channel"

    def _relay(self) -> Relay:
        try:
            return Relay.of(self._url)
        except ValueError as error:
            raise NotSent(str(error), scope="channel") from None


def _stopped(turns: Sequence[Turn]) -> NotSent | None:
    """Why what still waits need not be tried: one of these messages met something that all would meet."""
    for turn in turns:
        if isinstance(turn.found, NotSent | Uncertain) and turn.found.scope == "channel":
            return NotSent(str(turn.found), scope="channel")
    return None
