"""`docs/channels.md` names variables, settings and commands that there are."""

import re
from pathlib import Path
from typing import get_args

import typer.main
import yaml

from outreach.cli.app import app
from outreach.core.house import House, Provider
from outreach.settings import NAMES

PAGE = (Path(__file__).parents[1] / "docs" / "channels.md").read_text(encoding="utf-8")
NEEDED = {"organisation": {"name": "A", "postal_address": "B", "timezone": "UTC"}}
SENDER = {"sender": {"name": "A", "email": "a@example.org"}}


def test_every_variable_that_it_sets_is_one_that_is_read() -> None:
    named = set(re.findall(r"^ +([A-Z_]{5,})=", PAGE, re.MULTILINE))
    assert named <= set(NAMES)
    assert named >= {name for name in NAMES if name.startswith(("SMTP", "X_A", "MASTODON", "BLUESKY"))} - {
        "X_API_URL"
    }


def test_every_setting_that_it_shows_is_understood() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    inline = re.findall(r"`((?:channels|only_to): [^`]+)`", PAGE)
    assert (len(blocks), len(inline)) == (3, 6)
    for written in (*blocks, *inline):
        House.model_validate({**NEEDED, **SENDER, **yaml.safe_load(written)})


def test_every_provider_has_a_section_and_a_row_of_limits() -> None:
    headings = {each.lower() for each in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)}
    limits = {
        each.lower() for each in re.findall(r"^\| (\w+) \|", PAGE.partition("## Limits")[2], re.MULTILINE)
    }
    for provider in get_args(Provider):
        assert provider in headings
        assert provider in limits


def test_every_command_and_option_that_it_names_is_there() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = re.findall(r"outreach ([a-z-]+)((?: [A-Z.\[][\w.]*)*)((?: --[a-z-]+)*)", PAGE)
    assert {name for name, _, _ in named} <= set(commands)
    for name, _, options in named:
        known = {each for parameter in commands[name].params for each in parameter.opts}
        assert set(options.split()) <= known, name


def test_every_link_leads_to_a_heading() -> None:
    headings = {each.lower().replace(" ", "-") for each in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) == headings
