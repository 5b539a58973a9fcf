"""Answering calls at an address of this machine, in a thread beside whatever else goes on."""

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from outreach.core.errors import UsageError
from outreach.web.hooks import Hooks, web

MOST_CALLS = 32
"""How many calls are answered at once; the next one is asked to come again."""
LAST_CALLS = 10
"""Seconds that calls under way have to end, once the program is asked to stop."""
WAITING = 64
_WHERE = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.%]+)\]|(?P<host>[^\s:/\[\]]+)):(?P<port>\d{1,5})")


def where(listen: str) -> tuple[str, int]:
    """Host and port of an address such as `127.0.0.1:8025` or `[::1]:8025`.

    Raises:
        UsageError: it is none.
    """
    found = _WHERE.fullmatch(listen)
    if found is None or int(found["port"]) > 65_535:  # noqa: PLR2004 - the greatest port (RFC 9293, 3.1)
        raise UsageError(f"`{listen}` is no address to listen at; write HOST:PORT, such as 127.0.0.1:8025")
    return found["six"] or found["host"], int(found["port"])


@contextmanager
def listening(listen: str, hooks: Hooks) -> Iterator[str]:
    """Answer calls until the block is left, then end those under way; gives the address in full.

    Anybody who reaches the address may call; headers that come slowly are for a proxy in front to cut off.

    Raises:
        UsageError: nothing can listen there.
    """
    host, port = where(listen)
    with _bound(host, port) as listener:
        import uvicorn  # noqa: PLC0415 - slow, and only `serve` needs it

        for name in ("uvicorn", "uvicorn.error"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        server = uvicorn.Server(
            uvicorn.Config(
                web(hooks), http="h11", ws="none", lifespan="off", log_config=None, log_level="critical",
                access_log=False, proxy_headers=False, server_header=False, limit_concurrency=MOST_CALLS,
                timeout_graceful_shutdown=LAST_CALLS,
            )
        )  # fmt: skip
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True)
        thread.start()
        try:
            shown = f"[{host}]" if ":" in host else host
            yield f"http://{shown}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(LAST_CALLS * 2)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"nothing can listen at {host}:{port} ({why}); name another with --listen") from None
