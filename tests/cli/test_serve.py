"""`outreach serve`: an installation left to itself, in processes of its own and on the real clock."""

import re
import shutil
import signal
import sys
from errno import ENOSPC
from io import StringIO
from pathlib import Path
from time import monotonic, sleep

import pytest

from outreach.cli.serve import Serving

from .unattended import OFTEN, SETTINGS, Installation, slow_server, soon

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d \S.*")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Installation.made(tmp_path_factory.mktemp("unattended"), people=6).root


@pytest.fixture
def installation(template: Path, tmp_path: Path) -> Installation:
    return Installation(Path(shutil.copytree(template, tmp_path / "workspace")))


def test_what_is_due_goes_out_by_itself_and_each_line_has_its_time(installation: Installation) -> None:
    with installation.running("serve") as serve:
        soon(lambda: "6 sent" in serve.out)
        assert serve.end(signal.SIGINT) == 0
        lines = serve.out.splitlines()
        assert all(LINE.fullmatch(line) for line in lines)
        assert [line[17:] for line in lines] == [
            "Started: looks every minute for what is due. Ctrl-C stops it.",
            "6 sent. Next: outreach deliveries",
            "Stopped; whatever still waits goes out with the next run.",
        ]
        assert serve.err == ""
    assert len(list((installation.root / "var/outbox/notice/mail/once").iterdir())) == 6


def test_a_file_edited_meanwhile_counts_from_the_next_pass_on(installation: Installation) -> None:
    (installation.root / "campaigns/notice.yaml").rename(installation.root / "notice.yaml")
    with installation.running("serve", *OFTEN) as serve:
        soon(lambda: "Started" in serve.out)
        sleep(1)
        installation.write("config/outreach.yaml", SETTINGS + "only_to: [r01@example.org]\n")
        assert "sent" not in serve.out
        (installation.root / "notice.yaml").rename(installation.root / "campaigns/notice.yaml")
        soon(lambda: "1 sent, 5 skipped" in serve.out)


def test_settings_that_cannot_be_read_are_told_once_and_again_when_they_change(
    installation: Installation,
) -> None:
    installation.write("config/outreach.yaml", "organisation: [\n")
    with installation.running("serve", *OFTEN) as serve:
        soon(lambda: serve.err.count("\n") == 1)
        sleep(2)
        assert serve.err.count("\n") == 1
        installation.write("config/outreach.yaml", "sender: 1\n")
        soon(lambda: "`organisation` is missing" in serve.err)
        installation.write("config/outreach.yaml", SETTINGS)
        soon(lambda: "6 sent" in serve.out)
        told = serve.err
        sleep(1)
        assert serve.err == told
        assert serve.end() == 0


def test_a_broken_campaign_is_told_once_and_the_others_go_out(installation: Installation) -> None:
    installation.write("campaigns/odd.yaml", "campaign: [\n")
    with installation.running("serve", *OFTEN) as serve:
        soon(lambda: "6 sent" in serve.out)
        sleep(1.5)
        assert [line[17:35] for line in serve.err.splitlines()] == ["campaigns/odd.yaml"]
        assert serve.end() == 0


def test_a_ledger_that_cannot_be_read_is_told_once_and_taken_up_when_it_can(
    installation: Installation,
) -> None:
    ledger = installation.root / "var/outreach.db"
    kept = ledger.read_bytes()
    ledger.write_bytes(b"not a database at all" * 100)
    for beside in installation.root.glob("var/outreach.db-*"):
        beside.unlink()
    with installation.running("serve", *OFTEN) as serve:
        soon(lambda: serve.err)
        sleep(1)
        assert serve.err.count("\n") == 1
        ledger.write_bytes(kept)
        soon(lambda: "6 sent" in serve.out)
        assert serve.end() == 0


class _Rest:
    stopping = False

    def rest(self, seconds: float) -> None:
        raise AssertionError(seconds)


def test_an_error_that_nobody_foresaw_is_told_once_by_its_kind_and_place_and_nothing_it_holds(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    serving = Serving(installation.root, _Rest())
    with monkeypatch.context() as patch:
        patch.setattr("outreach.actions.running.run.agenda", lambda *_: {}["the password of somebody"])
        serving.once()
        serving.once()
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(
        r"[-\d]{10} [:\d]{5} this pass broke off \(KeyError in outreach/actions/running/run\.py:\d+\); "
        r"nothing is lost by it, and the next pass tries again\. "
        r"If it comes back, please report this line\.\n",
        told.err,
    )
    serving.once()
    assert "6 sent" in capsys.readouterr().out


class _Full(StringIO):
    def write(self, _: str) -> int:
        raise OSError(ENOSPC, "No space left on device")


def test_it_sends_even_when_nobody_can_read_what_it_says(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", _Full())
        patch.setattr(sys, "stderr", _Full())
        Serving(installation.root, _Rest()).once()
    assert installation.statuses() == {"sent": 6}


def test_a_hangup_changes_nothing(installation: Installation) -> None:
    with installation.running("serve", *OFTEN) as serve:
        soon(lambda: "Started" in serve.out)
        serve.process.send_signal(signal.SIGHUP)
        soon(lambda: "6 sent" in serve.out)
        assert serve.process.poll() is None


def test_a_folder_without_a_workspace_is_refused_with_the_remedy(installation: Installation) -> None:
    (installation.root / "config/outreach.yaml").unlink()
    ended = installation.do("serve")
    assert ended.returncode == 2
    assert "`outreach init DIR` makes a workspace" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize("often", ["inf", "nan", "1e300", "0"])
def test_a_pace_that_no_clock_can_keep_is_refused(installation: Installation, often: str) -> None:
    ended = installation.do("serve", "--every", often)
    assert ended.returncode == 2
    assert "Invalid value for '--every'" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("words", [("serve",), ("run",)])
def test_asked_to_stop_it_ends_with_the_message_in_hand(
    installation: Installation, words: tuple[str, ...]
) -> None:
    with slow_server(0.4) as server:
        installation.mail_through(server)
        with installation.running(*words) as going:
            soon(lambda: len(server.begun) == 2)
            asked = monotonic()
            assert going.end() == 0
            assert monotonic() - asked < 5
            assert "whatever still waits goes out with the next run." in going.out
            assert going.err == ""
        assert server.taken == server.begun == ["r00@example.org", "r01@example.org"]
        assert installation.statuses() == {"sent": 2, "waiting": 4}
        assert installation.do("run").returncode == 0
    assert sorted(server.taken) == [f"r{n:02}@example.org" for n in range(6)]
    assert installation.statuses() == {"sent": 6}


def test_killed_and_started_again_it_loses_nothing_and_repeats_nothing(installation: Installation) -> None:
    with slow_server(0.3) as server:
        installation.mail_through(server)
        for many in (1, 3):
            with installation.running("serve") as serve:
                soon(lambda many=many: len(server.begun) > many)  # type: ignore[misc]
                assert serve.end(signal.SIGKILL) == -signal.SIGKILL
        with installation.running("serve") as serve:
            soon(lambda: len(server.begun) == 6)
            assert serve.end() == 0
    assert sorted(server.begun) == [f"r{n:02}@example.org" for n in range(6)]
    assert installation.statuses() == {"sent": 4, "unknown": 2}


def test_two_beside_each_other_and_a_cron_send_nothing_twice(installation: Installation) -> None:
    with slow_server(0.5) as server:
        installation.mail_through(server)
        with installation.running("serve", *OFTEN) as one, installation.running("serve", *OFTEN) as other:
            soon(lambda: server.begun)
            cron = installation.do("run")
            assert (cron.returncode, cron.stdout, cron.stderr) == (3, "", "")
            soon(lambda: len(server.taken) == 6)
            sleep(1)
            assert {one.end(), other.end()} == {0}
            assert one.err == other.err == ""
    assert sorted(server.taken) == [f"r{n:02}@example.org" for n in range(6)]
