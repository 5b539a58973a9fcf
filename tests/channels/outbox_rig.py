"""The outbox under test: a folder, which may not be there to write in."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach.channels.outbox import Outbox
from tests.channels.messages import email, post
from tests.channels.rig import Rig
from tests.channels.weather import Sky, Weather


@contextmanager
def sky(weather: Weather) -> Iterator[Sky]:
    """A folder; without room, a file stands where it should be."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "outbox"
        taken = _Written(folder)
        if weather is Weather.NO_ROOM:
            folder.write_text("in the way", encoding="utf-8")
        yield Sky(str(folder), taken, lambda: folder.unlink(missing_ok=True), lambda: len(taken), [])


class _Written(list[str]):
    """The messages in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __len__(self) -> int:
        return len([each for each in self.folder.rglob("*") if each.is_file()])


RIG = Rig(
    name="outbox",
    make=lambda url: Outbox(Path(url)),
    message=post("x"),
    another=email("bm-2"),
    strange=(email("bm-3", message_id="<no message id>"),),
    sky=sky,
    knows=frozenset({Weather.FAIR, Weather.NO_ROOM}),
    provider=False,
)
