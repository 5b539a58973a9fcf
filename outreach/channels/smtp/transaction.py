"""Several messages at once, each on a connection of its own, by one thread.

What there is to say is said on every connection before the first answer is waited for, so that the server
works on all of them meanwhile.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic

from outreach.channels.smtp.connection import Line, LostError
from outreach.channels.smtp.envelope import DOT, Envelope, Words, conversation
from outreach.channels.smtp.meaning import Stage, receipt, verdict
from outreach.channels.smtp.replies import Reply
from outreach.ports import NotSent, Receipt, Uncertain
from outreach.ports.channel import Scope

HANGS_UP = 421
REFUSALS = 400
"""Replies from here on say no (RFC 5321, 4.2.1)."""


@dataclass(slots=True)
class Turn:
    """One message on its way over one connection, and what became of it.

    `stale` tells that the server had left before anything of the message was read: it goes again on a new
    connection. `lost` tells that no answer decided it, but the end of the connection.
    """

    line: Line
    envelope: Envelope
    found: Receipt | Exception | None = None
    stale: bool = False
    lost: bool = False
    closed: bool = False
    asks: list[Words] = field(default_factory=list)
    _asked: tuple[Stage, ...] = ()
    _answered: bool = False
    _open: bool = False

    def begin(self) -> None:
        """Make ready what is said; what the server cannot carry is decided without a word."""
        if self.line.spoke_unasked:
            # It would no longer be known which answer belongs to what: over a new connection, it is.
            self.stale = True
            self._close()
            return
        try:
            self.asks = list(conversation(self.envelope, self.line.offers, reset=self.line.reset))
        except Exception as error:  # noqa: BLE001 - Unsupported or Refused, this message's own matter
            self.found = error

    def ask(self) -> None:
        """Say the next words."""
        words = self.asks.pop(0)
        self._asked = words.stages
        # From here on until the final dot's answer the server may hold a half-told message.
        self.line.reset = True
        try:
            self.line.say(words.said)
        except LostError as error:
            self._lose_before_the_body(error)

    def hear(self, until: float) -> None:
        """Read the answers to what was said: to all of it, whatever the first is (RFC 2920, 3.1)."""
        for stage in self._asked:
            if self.closed:
                return
            try:
                self._note(stage, self.line.reply(until))
            except LostError as error:
                self._lose_before_the_body(error)
        self.line.used = True
        if self.found is not None:
            self.asks.clear()

    def hand_over(self) -> None:
        """Say the body; where nobody will get it, only the dot that the server waits for."""
        if self.closed or not self._open:
            return
        if self.line.spoke_unasked:
            self._break_off()
            return
        try:
            self.line.say(DOT if self.found is not None else self.envelope.body)
        except LostError as error:
            self._lose_within_the_body(error)

    def conclude(self, until: float) -> None:
        """Read the answer to the body."""
        if self.closed or not self._open:
            return
        try:
            reply = self.line.reply(until)
        except LostError as error:
            self._close(lost=True)
            scope: Scope = "channel" if error.stalled else "message"
            told = f"{error} after it had the whole message; nobody knows whether it goes out"
            self._decide(Uncertain(told, scope=scope))
            return
        self.line.reset = False
        wrong = verdict("answer", reply)
        self._decide(wrong or receipt(reply))
        if reply.code == HANGS_UP or _makes_no_sense(wrong, reply):
            self._close()

    def _note(self, stage: Stage, reply: Reply) -> None:
        if reply.code == HANGS_UP and self.line.used and not self._answered:
            self.stale = True
            self._close()
            return
        self._answered = True
        self._open = stage == "data" and reply.code // 100 == 3  # noqa: PLR2004 - RFC 5321, 4.2.1: go on
        wrong = verdict(stage, reply)
        if reply.code == HANGS_UP or _makes_no_sense(wrong, reply):
            self._close(lost=True)
        if wrong is not None and (stage != "rset" or self.closed):
            self._decide(wrong)

    def _lose_before_the_body(self, error: LostError) -> None:
        self.stale = self.line.used and not self._answered and not error.stalled
        self._close(lost=not self.stale)
        if not self.stale:
            self._decide(NotSent(str(error), scope="channel" if error.stalled else "message"))

    def _break_off(self) -> None:
        """Something was said before the body: no yes can be meant for what the server does not have yet."""
        try:
            wrong = verdict("answer", self.line.reply(monotonic()))
        except LostError as error:
            wrong = NotSent(str(error))
        self._close(lost=wrong is None)
        self._decide(wrong or NotSent("the mail server said yes to a message before it had it"))

    def _lose_within_the_body(self, error: LostError) -> None:
        """The write failed, so that the last octets of the dot never left this machine.

        The kernel takes octets in order, and a TLS record counts for nothing until it is whole: the server
        has a body without an end, and must forget it when the connection goes (RFC 5321, 4.1.1.10). It may
        have said why before it hung up, such as that the message is too large; then that is the answer.
        """
        why: Exception | None = None
        with contextlib.suppress(LostError):
            why = verdict("answer", self.line.reply(monotonic())) or Uncertain("it was taken before its end")
        self._close(lost=why is None)
        self._decide(why or NotSent(f"{error} in the middle of the message, which it must now forget"))

    def _decide(self, found: Receipt | Exception) -> None:
        """The first that is found out counts: answers to what comes after it follow from it."""
        if self.found is None:
            self.found = found

    def _close(self, *, lost: bool = False) -> None:
        self.lost = lost
        self.closed = True
        self.asks.clear()
        self.line.close()


def _makes_no_sense(wrong: Exception | None, reply: Reply) -> bool:
    """Whether it says yes to what was not asked: then answers and questions have gone apart."""
    return wrong is not None and reply.code < REFUSALS


def exchange(turns: Sequence[Turn]) -> None:
    """Carry out all turns; afterwards each is decided, or stale."""
    for turn in turns:
        turn.begin()
    while asking := [turn for turn in turns if turn.asks]:
        for turn in asking:
            turn.ask()
        until = monotonic() + asking[0].line.timeouts.command
        for turn in asking:
            turn.hear(until)
    for turn in turns:
        turn.hand_over()
    until = monotonic() + max((turn.line.timeouts.answer for turn in turns), default=0)
    for turn in turns:
        turn.conclude(until)
