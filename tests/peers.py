"""Programs of other authors that the tests talk to: found, installed where we may, asked for elsewhere."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

SBIN = ("/usr/local/sbin", "/usr/sbin", "/sbin")
INSTALL = ("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", "install", "--no-install-recommends")


def need(package: str, program: str) -> str:
    """The path of `program`, from the Debian package of that name; an absolute path may be any file of it.

    Where it is missing it is installed, if we are root and there is an apt-get; else the test is skipped.
    In CI (the environment variable `CI`) it fails: there a missing peer is a hole in the tests.
    """
    if found := _found(program):
        return found
    if os.geteuid() == 0 and _found("apt-get"):
        with Path(tempfile.gettempdir(), "outreach-tests-install.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # one of pytest's workers installs, the others find it
            said = "" if _found(program) else _install(package)
        if found := _found(program):
            return found
    else:
        said = f"it can be had with `apt-get install {package}`"
    told = f"this test needs `{program}`; {said}"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


def _found(program: str) -> str | None:
    if program.startswith("/"):
        return program if Path(program).exists() else None
    return shutil.which(program, path=os.pathsep.join((os.environ.get("PATH", os.defpath), *SBIN)))


def _install(package: str) -> str:
    """Install a package; what to say if that did not bring the program."""
    _apt("apt-get", "-q", "update")
    done = _apt(*INSTALL, package)
    return f"installing {package} did not bring it: {(done.stderr or done.stdout).strip()[-300:]}"


def _apt(*command: str) -> subprocess.CompletedProcess[str]:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        command,
        env=quiet,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
