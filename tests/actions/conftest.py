from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A workspace in which nobody has to approve anything."""
    made = Office(tmp_path)
    yield made
    made.ledger.close()
