"""What only `serve --listen` needs is imported by nothing else: every other command would pay for it."""

import subprocess
import sys

CODE = """
import sys
import outreach.cli.app, outreach.cli.serve, outreach.web, outreach.inbox.sendgrid
slow = {"anyio", "cryptography", "python_multipart", "starlette", "uvicorn"}
print(sorted(slow & set(sys.modules)))
"""


def test_to_know_the_web_imports_none_of_its_libraries() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
