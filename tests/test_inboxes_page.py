"""`docs/inboxes.md` names variables, settings, commands, addresses and numbers that there are."""

import re
from pathlib import Path

import typer.main
import yaml

from outreach import wiring
from outreach.cli.app import app
from outreach.core.house import House
from outreach.inbox import x
from outreach.settings import NAMES
from outreach.web.hooks import EVENTS, MAIL
from outreach.web.listening import MOST_CALLS

PAGE = (Path(__file__).parents[1] / "docs" / "inboxes.md").read_text(encoding="utf-8")
NEEDED = {
    "organisation": {"name": "A", "postal_address": "B", "timezone": "UTC"},
    "sender": {"name": "A", "email": "a@example.org"},
}


def test_every_variable_that_it_sets_is_one_that_is_read() -> None:
    named = set(re.findall(r"^ +([A-Z_]{5,})=", PAGE, re.MULTILINE))
    assert named == {"IMAP_URL", "SENDGRID_WEBHOOK_KEY", "SENDGRID_INBOUND_SECRET"}
    assert named <= set(NAMES)


def test_every_setting_that_it_shows_is_understood() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 2
    for written in blocks:
        House.model_validate({**NEEDED, **yaml.safe_load(written)})
    address, tokens = re.findall(r"`(replies: \{[^`]+)`", PAGE)[::-1]
    merged = {**yaml.safe_load(address)["replies"], **yaml.safe_load(tokens)["replies"]}
    House.model_validate({**NEEDED, "replies": merged})


def test_every_command_and_option_that_it_names_is_there() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = re.findall(r"outreach (?:-C \S+ )?(run|serve|collect|inbox|followups)((?: --[a-z-]+)*)", PAGE)
    assert {name for name, _ in named} == {"run", "serve", "collect", "inbox", "followups"}
    for name, options in named:
        known = {each for parameter in commands[name].params for each in parameter.opts}
        assert set(options.split()) <= known, name


def test_every_number_and_address_that_it_names_is_so() -> None:
    assert f"https://outreach.example.org{EVENTS.path}`" in PAGE
    assert f"https://outreach.example.org{MAIL.path}/`" in PAGE
    assert f"{EVENTS.most // 10**6} MB of events" in PAGE
    assert f"a mail of more than {MAIL.most // 10**6} MB" in PAGE
    assert f"takes {MOST_CALLS} at a time" in PAGE
    assert f"At most {x.A_PAGE}" in PAGE
    assert f"last {wiring.FIRST_LOOK.days} days" in PAGE
    minutes = {network: f"every {every.seconds // 60} minutes" for network, every in wiring.EVERY.items()}
    for network, every in minutes.items():
        assert every in re.search(rf"(?is)## {network}\n(.*?)\n## ", PAGE)[1]  # type: ignore[index]


def test_every_link_leads_to_a_heading() -> None:
    headings = {each.lower().replace(" ", "-") for each in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) == headings
