"""What no message needs is not imported: a pass that posts nothing pays nothing for the networks."""

import subprocess
import sys

CODE = """
import sys
import outreach.channels.bluesky, outreach.channels.mastodon
slow = {"atproto_client", "httpx", "mastodon", "requests"}
print(sorted(slow & set(sys.modules)))
"""


def test_to_know_the_networks_channels_imports_none_of_their_libraries() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
