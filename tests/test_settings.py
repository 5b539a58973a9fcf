"""Settings: what a team shares, what it keeps to itself, and never the one in place of the other."""

import os
import pickle
import stat
from dataclasses import fields
from pathlib import Path

import pytest

from outreach.core.errors import UsageError
from outreach.settings import NAMES, Secrets, Settings, ensure_secret_key, load
from tests.examples import SETTINGS, write, write_file

SMALLEST = """\
organisation: {name: Example, postal_address: "1 Main Street, Cheyenne", timezone: America/Denver}
sender: {name: Example, email: hello@example.org}
"""


def settings(root: Path, text: str = SETTINGS, dotenv: str | bytes = "", **environment: str) -> Settings:
    write_file(root / "config/outreach.yaml", text)
    if dotenv:
        write_file(root / ".env", dotenv)
    return load(root, environment)


def told(found: Settings) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_the_settings_of_the_guide_are_understood(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert told(found) == []
    assert found.house is not None
    assert found.house.send_window.opens.isoformat() == "08:00:00"
    assert found.house.channels.facebook == "by_hand"
    assert found.house.hashtag == "#wyomingnextgen"


def test_organisation_and_sender_are_all_that_is_needed(tmp_path: Path) -> None:
    found = settings(tmp_path, SMALLEST)
    assert found.house is not None
    assert (found.house.channels.email, found.house.organisation.holidays) == ("outbox", None)


MISTAKES = """
kind of channel | email: outbox | email: ^gmail | `email`: `gmail` is none of outbox, smtp, sendgrid
hours | from: "08:00" | from: ^"8 o'clock" | `from`: `8 o'clock` is not a time of day
closed window | send_window: {days: mon-fri, from: "08:00" | send_window: ^{days: mon-fri, from: "19:00" | \
`send_window`: the hours end at 18:00
days | days: mon-fri | days: ^mon-fry | `days`: `fry` is no day of the week; did you mean `friday`?
unknown key | sender: {name | ^sendr: {name | unknown key `sendr`; did you mean `sender`?
inner name | from: "08:00" | ^opens: "08:00" | unknown key `opens`; did you mean `from`?
address | email: hello@ | email: ^hello at | `email`: `hello atpartnerships.example.org` is not
limit | approval: required | limits: {smtp: {^per_minut: 3}} | unknown key `per_minut`; did you mean
zone | timezone: America/Denver | timezone: ^Denver | `timezone`: `Denver` is not a time zone; did you mean \
`America/Denver`?
link | contact: https://p | contact: ^p | `contact`: `partnerships.example.org/contact` is not a link
meeting | 2027-02-11 09:00 | ^2027-02-31 09:00 | `meetings`: `2027-02-31 09:00` does not exist
hashtag | "#wyomingnextgen" | ^wyomingnextgen | `hashtag`: `wyomingnextgen` is not a hashtag such as
bare hashtag | "#wyomingnextgen" |^ #wyomingnextgen | `hashtag` has no value; write one, or take it out
approval | approval: required | approval: ^yes | `approval`: `yes` is none of required, none
"""


@pytest.mark.parametrize("row", MISTAKES.strip().splitlines(), ids=lambda row: row.split(" | ")[0])
def test_a_mistake_is_told_at_its_very_place(tmp_path: Path, row: str) -> None:
    _, instead_of, mistake, message = row.replace(" |^ ", " | ^").split(" | ")
    before, after = SETTINGS.split(instead_of, 1)
    upto = before + mistake[: mistake.index("^")]
    found = settings(tmp_path, upto + mistake[mistake.index("^") + 1 :] + after)
    (problem,) = told(found)
    column = len(upto) - upto.rfind("\n") - ("bare" in row)
    assert problem.startswith(f"config/outreach.yaml:{upto.count(chr(10)) + 1}:{column}: {message}")
    assert found.house is None


@pytest.mark.parametrize("text", ["", "# later\n", "---\n"])
def test_an_empty_file_of_settings_is_told(tmp_path: Path, text: str) -> None:
    assert told(settings(tmp_path, text)) == [
        "config/outreach.yaml:1:1: holds no settings; `organisation` and `sender` are needed"
    ]


def test_missing_settings_name_the_remedy(tmp_path: Path) -> None:
    found = load(tmp_path, {})
    assert found.house is None
    assert ", ".join(told(found)) == (
        "config/outreach.yaml:1:1: there are no settings here; `outreach init DIR` makes a workspace, "
        "`-C DIR` names one"
    )


def test_everything_wrong_with_the_settings_is_told_at_once(tmp_path: Path) -> None:
    text = SETTINGS.replace("  name: Example Sector Partnerships\n", "", 1).replace(
        "approval: required", "aproval: x"
    )
    found = settings(tmp_path, text, dotenv="SMTP_URL=mail.example.org\n???\n")
    assert [each.split(": ")[0] for each in told(found)] == [
        ".env:1:1",
        ".env:2:1",
        "config/outreach.yaml:2:3",
        "config/outreach.yaml:18:1",
        "config/outreach.yaml:18:10",
    ]


def test_the_environment_wins_over_dotenv_and_dotenv_over_the_default(tmp_path: Path) -> None:
    dotenv = (
        "# ours\nexport SENDGRID_API_KEY='from the file'\nX_API_KEY=\"also\"\nX_API_URL=http://127.0.0.1:9\n"
    )
    found = settings(tmp_path, dotenv=dotenv, SENDGRID_API_KEY="from outside").secrets
    assert (found.sendgrid_api_key, found.x_api_key, found.x_api_url) == (
        "from outside",
        "also",
        "http://127.0.0.1:9",
    )
    assert found.sendgrid_api_url == "https://api.sendgrid.com"


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    found = settings(tmp_path, dotenv="X_API_URL=\nSMTP_URL=smtp://localhost:1025\n", SMTP_URL="")
    assert (found.secrets.x_api_url, found.secrets.smtp_url) == ("https://api.x.com", "")


def test_a_dollar_in_a_password_stays_a_dollar(tmp_path: Path) -> None:
    found = settings(tmp_path, dotenv="SMTP_URL=smtp://me:pa${HOME}ss$@localhost:25\n")
    assert found.secrets.smtp_url == "smtp://me:pa${HOME}ss$@localhost:25"


def test_the_environment_of_the_process_is_read_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTODON_TOKEN", "from the process")
    write_file(tmp_path / ".env", "BLUESKY_HANDLE=a.example.org\n")
    before = dict(os.environ)
    found = load(write(tmp_path)).secrets
    assert (found.mastodon_token, found.bluesky_handle) == ("from the process", "a.example.org")
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("", "sqlite:///{root}/var/outreach.db"),
        ("sqlite:///data/x.db", "sqlite:///{root}/data/x.db"),
        ("sqlite:////srv/x.db", "sqlite:////srv/x.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql+psycopg://u:p@db/x", "postgresql+psycopg://u:p@db/x"),
    ],
)
def test_a_relative_database_lies_in_the_workspace(tmp_path: Path, url: str, meant: str) -> None:
    found = settings(tmp_path, OUTREACH_DATABASE_URL=url)
    assert found.database_url == meant.format(root=tmp_path)


def test_secrets_are_shown_by_name_only(tmp_path: Path) -> None:
    values = {name: f"https://hidden-{name}" for name in NAMES}
    found = settings(tmp_path, **values)
    shown = f"{found!r} {found.secrets} {found.secrets!r} {told(found)}"
    assert "hidden" not in shown
    assert "MASTODON_TOKEN" in shown
    assert "hidden-MASTODON_TOKEN" in pickle.loads(pickle.dumps(found.secrets)).mastodon_token  # noqa: S301


@pytest.mark.parametrize(
    ("dotenv", "told_as"),
    [
        (
            b"GOOD=1\nnot a line with s3cret\n",
            ".env:2:1: is not understood; write `NAME=value`, quotes in pairs",
        ),
        (b'SMTP_URL="smtp://s3cret\n', ".env:1:1: is not understood; write `NAME=value`, quotes in pairs"),
        (b"A=1\nB=\xff s3cret\n", ".env:2:1: is not UTF-8; save the file as UTF-8"),
        (b"\nSMTP_URL=s3cret@mail.example.org\n", ".env:2:1: SMTP_URL must start with smtp:// or smtps://"),
        (b"A=s3cret\n" * 20_000, ".env:1:1: is far too large; it holds one `NAME=value` a line"),
    ],
)
def test_a_wrong_line_of_dotenv_is_told_without_showing_it(
    tmp_path: Path, dotenv: bytes, told_as: str
) -> None:
    assert told(settings(tmp_path, dotenv=dotenv)) == [told_as]


def test_a_wrong_address_in_the_environment_is_told_as_such(tmp_path: Path) -> None:
    found = settings(tmp_path, IMAP_URL="s3cret")
    assert told(found) == ["the environment:1:1: IMAP_URL must start with imap:// or imaps://"]


def test_a_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    write_file(write(tmp_path) / ".env", "SMTP_URL=smtp://localhost:25").chmod(0o644)
    key = ensure_secret_key(tmp_path, {})
    assert len(key) >= 40
    assert ensure_secret_key(tmp_path, {}) == load(tmp_path, {}).secrets.outreach_secret_key == key
    assert load(tmp_path, {}).secrets.smtp_url == "smtp://localhost:25"
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600


def test_a_secret_key_of_the_environment_leaves_dotenv_alone(tmp_path: Path) -> None:
    assert ensure_secret_key(write(tmp_path), {"OUTREACH_SECRET_KEY": "ours"}) == "ours"
    assert not (tmp_path / ".env").exists()


def test_a_dotenv_that_cannot_be_written_asks_for_a_key(tmp_path: Path) -> None:
    (write(tmp_path) / ".env").mkdir()
    with pytest.raises(UsageError, match=r"no OUTREACH_SECRET_KEY is set, and .env cannot be written"):
        ensure_secret_key(tmp_path, {})


DESIGNED = """\
OUTREACH_DATABASE_URL OUTREACH_SECRET_KEY SMTP_URL IMAP_URL SENDGRID_API_KEY SENDGRID_WEBHOOK_KEY X_API_KEY
X_API_SECRET X_ACCESS_TOKEN X_ACCESS_SECRET MASTODON_URL MASTODON_TOKEN BLUESKY_HANDLE BLUESKY_APP_PASSWORD
SENDGRID_API_URL X_API_URL
"""


def test_every_secret_that_the_design_names_is_read() -> None:
    assert set(DESIGNED.split()) <= set(NAMES)
    assert len(NAMES) == len(fields(Secrets))


@pytest.mark.parametrize("never", ["never", "Never", " NEVER "])
def test_who_gets_no_digest_is_understood_however_it_is_written(tmp_path: Path, never: str) -> None:
    digests = f'digests: {{days: Mon, people: {{comms-1: "{never}", champion-1: "Mon,thu"}}}}\n'
    found = settings(tmp_path, SMALLEST + digests)
    assert found.house is not None, told(found)
    assert found.house.digests is not None
    assert found.house.digests.people == {"comms-1": frozenset(), "champion-1": frozenset({0, 3})}
