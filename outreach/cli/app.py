"""The program: its name, its shared options, and its commands."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from outreach.cli import (
    agreed,
    approve,
    assign,
    attendance,
    calloff,
    check,
    collect,
    contacts,
    deliveries,
    doctor,
    done,
    followups,
    inbox,
    init,
    new,
    note,
    plan,
    poll,
    preview,
    resolve,
    rsvps,
    rules,
    run,
    sendtest,
    serve,
    simulate,
)
from outreach.cli.door import emit, problems_json
from outreach.cli.showing import say
from outreach.core.errors import Place, Problem

SHAPES: Mapping[str | None, Mapping[str, Any]] = {
    "check": check.NOTHING, "plan": plan.NOTHING, "approve": approve.NOTHING, "run": run.NOTHING,
    "simulate": run.NOTHING, "doctor": doctor.NOTHING, "call-off": calloff.NOTHING,
}  # fmt: skip
"""The documents of the commands that tell more than errors, with nothing in them."""
MISUSE: type[Exception] = typer.BadParameter.__mro__[1]
"""Words that make no command: the error Typer raises for all of them, and does not export."""


class Program(TyperGroup):
    """The program. Where JSON was asked for, words that make no command are answered in JSON, too."""

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
            emit({**SHAPES.get(context.invoked_subcommand, {}), "errors": problems_json([problem])})
        raise


app = typer.Typer(
    cls=Program,
    name="outreach",
    help="Campaigns written in YAML become e-mails, posts and invitations: on time, once, within the rules.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (
    init, new, check, rules, plan, preview, approve, agreed,
    run, collect, serve, simulate, deliveries, resolve, inbox, followups, done, assign, note, rsvps,
    attendance, doctor,
):  # fmt: skip
    name = command.__name__.rpartition(".")[2]
    app.command(name)(getattr(command, name))
app.command("send-test")(sendtest.sendtest)
app.command("call-off")(calloff.call_off)
app.add_typer(contacts.app, name="contacts")
app.add_typer(poll.app, name="poll")


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
