"""Asking something that may never answer."""

from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread

from outreach.ports import Unanswered

Answer = tuple[str, Exception | None]


def asked(question: Callable[[], str], patience: float) -> str:
    """What a question is answered within `patience` seconds; raises what it raises.

    It is left to itself when the time is up, and ends with the program.

    Raises:
        Unanswered: there was no answer in time.
    """
    answers = Queue[Answer]()

    def ask() -> None:
        try:
            answers.put((question(), None))
        except Exception as error:  # noqa: BLE001 - handed on to who asked
            answers.put(("", error))

    Thread(target=ask, daemon=True, name="doctor").start()
    try:
        answer, error = answers.get(timeout=patience)
    except Empty:
        raise Unanswered(f"no answer within {patience:g} seconds") from None
    if error is not None:
        raise error
    return answer
