"""Realistic mails of every kind, each with what it truly is; always the same, in words of our own."""

from collections.abc import Iterator

from tests.core.inbound.corpus.people import people
from tests.core.inbound.corpus.replies_of_calendars import replies_of_calendars
from tests.core.inbound.corpus.responders import people_after_programs, people_at_desks, responders
from tests.core.inbound.corpus.returned import not_failed, returned
from tests.core.inbound.corpus.sample import Sample
from tests.core.inbound.corpus.unwanted import unwanted

__all__ = ["Sample", "corpus"]


def corpus() -> Iterator[Sample]:
    """Every mail of it."""
    yield from people()
    yield from people_at_desks()
    yield from people_after_programs()
    yield from responders()
    yield from replies_of_calendars()
    yield from returned()
    yield from not_failed()
    yield from unwanted()
