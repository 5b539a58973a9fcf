"""The program: its name, its shared options, and its commands."""

import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

from outreach.cli.door import emit, problems_json
from outreach.cli.showing import say
from outreach.core.errors import Place, Problem

_ELSEWHERE = {"send-test": "sendtest:sendtest", "call-off": "calloff:call_off"}
COMMANDS: Mapping[str, str] = {
    name: _ELSEWHERE.get(name, f"{name}:{name}")
    for name in (
        "init", "new", "check", "rules", "plan", "preview", "approve", "agreed", "run", "collect", "serve",
        "simulate", "deliveries", "resolve", "inbox", "followups", "done", "assign", "note", "rsvps",
        "attendance", "report", "doctor", "send-test", "call-off", "contacts", "poll",
    )
}  # fmt: skip
"""Every command, in the order in which people read them, and the module and function that hold it."""
SHAPED: Mapping[str, str] = {
    "check": "check", "plan": "plan", "approve": "approve", "run": "run", "simulate": "run",
    "doctor": "doctor", "call-off": "calloff", "report": "report",
}  # fmt: skip
"""The commands whose document tells more than errors, and where it stands with nothing in it."""
MISUSE: type[Exception] = typer.BadParameter.__mro__[1]
"""Words that make no command: the error Typer raises for all of them, and does not export."""


class OnDemand(dict[str, Any]):
    """The commands by name, each imported when it is asked for: one has no need of all the others."""

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 - Typer exports no name for what a command is
        """Import a command.

        Raises:
            KeyError: there is none of that name.
        """
        return self.setdefault(name, _imported(name, COMMANDS[name]))

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - likewise
        """The command of that name."""
        return self[name] if name in COMMANDS else default

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def keys(self) -> Any:  # noqa: ANN401 - a dictionary's view
        """The names of all commands."""
        return COMMANDS.keys()


def _imported(name: str, where: str) -> Any:  # noqa: ANN401 - likewise
    place, _, function = where.partition(":")
    module = import_module(f"outreach.cli.{place}")
    alone = getattr(module, "app", None)
    if alone is None:
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name)(getattr(module, function))
    command = get_command(alone)
    command.name = name
    return command


class Program(TyperGroup):
    """The program. Where JSON was asked for, words that make no command are answered in JSON, too."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what Typer makes a group of
        super().__init__(**given)
        self.commands = cast("MutableMapping[str, Any]", OnDemand())

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The names of all commands, in order."""
        del ctx
        return list(COMMANDS)

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Keep what was typed, and read it."""
        with _told_in_json("--json" in args, ctx):
            ctx.meta["json"] = "--json" in args
            return super().parse_args(ctx, args)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401 - what a command gives
        """Run the command that was named."""
        with _told_in_json(ctx.meta["json"], ctx):
            return super().invoke(ctx)


@contextmanager
def _told_in_json(wanted: bool, context: typer.Context) -> Iterator[None]:
    try:
        yield
    except MISUSE as error:
        if wanted:
            problem = Problem(Place(""), cast("typer.BadParameter", error).format_message())
            emit({**_shape(context.invoked_subcommand), "errors": problems_json([problem])})
        raise


def _shape(command: str | None) -> Mapping[str, Any]:
    """The document of a command with nothing in it."""
    if command is None or command not in SHAPED:
        return {}
    shape: Mapping[str, Any] = import_module(f"outreach.cli.{SHAPED[command]}").NOTHING
    return shape


app = typer.Typer(
    cls=Program,
    name="outreach",
    help="Campaigns written in YAML become e-mails, posts and invitations: on time, once, within the rules.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        say(f"outreach {version('outreach')}")
        raise typer.Exit


@app.callback()
def outreach(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    directory: Annotated[
        Path, typer.Option("-C", metavar="DIR", help="The workspace; the current folder when not given.")
    ] = Path(),
) -> None:
    """Campaigns written in YAML become e-mails, posts and invitations: on time, once, within the rules."""
    context.obj = directory
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
