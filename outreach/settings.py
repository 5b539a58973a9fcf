"""What a team shares (`config/outreach.yaml`) and what it keeps to itself (`.env`, the environment).

The only reader of the environment. A variable of the process wins over `.env`, and `.env` over the default.
"""

import os
import secrets as randomness
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from outreach import yamlfile
from outreach.core.errors import Place, Places, Problem, UsageError
from outreach.core.explain import checked
from outreach.core.house import House
from outreach.rules.catalogue import rule_of, threshold_problems

Given = dict[str, tuple[str, Place]]
HOUSE = "config/outreach.yaml"
DOTENV = ".env"
MAX_DOTENV = 100_000
SCHEMES: Mapping[str, tuple[str, ...]] = {
    "OUTREACH_DATABASE_URL": ("sqlite", "postgresql", "postgres"),
    "SMTP_URL": ("smtp", "smtps"),
    "IMAP_URL": ("imap", "imaps"),
    "MASTODON_URL": ("https", "http"),
    "SENDGRID_API_URL": ("https", "http"),
    "X_API_URL": ("https", "http"),
    "BLUESKY_API_URL": ("https", "http"),
}
"""How the address in a variable may start."""


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """What must never be shown; empty where it is not set.

    Each field is the variable of the same name in capitals.
    """

    outreach_database_url: str = "sqlite:///var/outreach.db"
    outreach_secret_key: str = ""
    smtp_url: str = ""
    imap_url: str = ""
    sendgrid_api_key: str = ""
    sendgrid_webhook_key: str = ""
    sendgrid_inbound_secret: str = ""
    sendgrid_api_url: str = "https://api.sendgrid.com"
    x_api_key: str = ""
    x_api_secret: str = ""
    x_access_token: str = ""
    x_access_secret: str = ""
    x_api_url: str = "https://api.x.com"
    mastodon_url: str = ""
    mastodon_token: str = ""
    bluesky_handle: str = ""
    bluesky_app_password: str = ""
    bluesky_api_url: str = "https://bsky.social"

    def __repr__(self) -> str:
        given = (name for name, field in NAMES.items() if getattr(self, field))
        return f"Secrets({', '.join(given)})"


NAMES: Mapping[str, str] = {each.name.upper(): each.name for each in fields(Secrets)}
"""Every variable that is read, and its field."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The house, None where its file cannot be understood; the secrets; and every problem found."""

    root: Path
    house: House | None
    secrets: Secrets
    problems: tuple[Problem, ...] = ()

    @property
    def database_url(self) -> str:
        """Where the ledger is; a SQLite file as an absolute path. May hold a password."""
        return self.secrets.outreach_database_url


def load(root: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the workspace at `root`; `environment` stands in for that of the process."""
    root = root.resolve()
    house = _house(root)
    given, problems = _dotenv(root / DOTENV)
    process = os.environ if environment is None else environment
    for name in NAMES:
        if name in process:
            given[name] = (process[name], Place("the environment"))
    problems += _wrong_addresses(given)
    read = None if isinstance(house, list) else house
    told = sorted((*(house if isinstance(house, list) else ()), *problems), key=lambda each: each.place)
    return Settings(root, read, _secrets(given, root), tuple(told))


def ensure_secret_key(root: Path, environment: Mapping[str, str] | None = None) -> str:
    """The secret key. Where none is set, a random one is appended to `.env`, readable by its owner only.

    Raises:
        UsageError: none is set, and `.env` cannot be written.
    """
    if key := load(root, environment).secrets.outreach_secret_key:
        return key
    line = f"OUTREACH_SECRET_KEY={randomness.token_urlsafe(32)}\n"
    try:
        with os.fdopen(os.open(root / DOTENV, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as opened:
            os.fchmod(opened.fileno(), 0o600)
            written = opened.read()
            opened.write((b"\n" if written and not written.endswith(b"\n") else b"") + line.encode())
    except OSError as error:
        message = f"no OUTREACH_SECRET_KEY is set, and {DOTENV} cannot be written ({error.strerror}); set one"
        raise UsageError(message) from None
    return load(root, environment).secrets.outreach_secret_key


def _house(root: Path) -> House | list[Problem]:
    path = root / HOUSE
    if not path.exists():
        message = "there are no settings here; `outreach init DIR` makes a workspace, `-C DIR` names one"
        return [Problem(Place(HOUSE), message)]
    documents = yamlfile.read(path, HOUSE)
    problems = [problem for each in documents for problem in each.problems]
    if len(documents) > 1 and not problems:
        problems.append(Problem(documents[1].places.value(), "a second document; all settings stand in one"))
    if not documents or (documents[0].data is None and not problems):
        return [Problem(Place(HOUSE), "holds no settings; `organisation` and `sender` are needed")]
    if documents[0].data is None:
        return problems
    found = checked(House, documents[0].data, documents[0].places)
    if isinstance(found, list):
        return problems + found
    problems += _looser(found, documents[0].places)
    return problems or found


def _looser(house: House, places: Places) -> Iterator[Problem]:
    """What `rules:` sets that no rule has, or that would make a rule looser."""
    for path, message in threshold_problems(house.rules):
        rule = rule_of(path[1])
        is_value = rule is not None and path[-1] in {each.name for each in rule.thresholds}
        yield Problem(places.value(*path) if is_value else places.key(*path), message)


def _dotenv(path: Path) -> tuple[Given, list[Problem]]:
    """The variables of a `.env` file with their lines; nothing of a line ever stands in a problem."""
    try:
        with path.open("rb") as opened:
            content = opened.read(MAX_DOTENV + 1)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [Problem(Place(DOTENV), f"cannot be read: {error.strerror}")]
    if len(content) > MAX_DOTENV:
        return {}, [Problem(Place(DOTENV), "is far too large; it holds one `NAME=value` a line")]
    try:
        return _variables(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return {}, [Problem(Place(DOTENV, line), "is not UTF-8; save the file as UTF-8")]


def _variables(text: str) -> tuple[Given, list[Problem]]:
    given: Given = {}
    problems: list[Problem] = []
    for each in parse_stream(StringIO(text)):
        blank = len(each.original.string) - len(each.original.string.lstrip())
        place = Place(DOTENV, each.original.line + each.original.string.count("\n", 0, blank))
        if each.error or (each.key is not None and each.value is None):
            problems.append(Problem(place, "is not understood; write `NAME=value`, quotes in pairs"))
        elif each.key is not None:
            given[each.key] = (each.value or "", place)
    return given, problems


def _wrong_addresses(given: Given) -> Iterator[Problem]:
    for name, schemes in SCHEMES.items():
        value, place = given.get(name, ("", Place(DOTENV)))
        scheme = value.partition("://")[0].partition("+")[0]
        if value and ("://" not in value or scheme not in schemes):
            starts = " or ".join(f"{each}://" for each in schemes)
            yield Problem(place, f"{name} must start with {starts}")


def _secrets(given: Given, root: Path) -> Secrets:
    values = {field: given[name][0] for name, field in NAMES.items() if name in given and given[name][0]}
    url = Secrets(**values).outreach_database_url
    return Secrets(**values | {"outreach_database_url": _absolute(url, root)})


def _absolute(url: str, root: Path) -> str:
    """A database address; a SQLite file that is given relative lies in the workspace."""
    kind, separator, rest = url.partition(":///")
    is_file = separator and rest and not rest.startswith(("/", ":memory:", "file:"))
    return f"{kind}:///{root / rest}" if is_file and kind.partition("+")[0] == "sqlite" else url
