"""The program: its name, its shared options, and its commands."""

from pathlib import Path
from typing import Annotated

import typer

from outreach.cli import (
    agreed,
    approve,
    check,
    contacts,
    deliveries,
    done,
    followups,
    init,
    new,
    plan,
    preview,
    resolve,
    rules,
    run,
    simulate,
)

app = typer.Typer(
    name="outreach",
    help="Campaigns written in YAML become e-mails, posts and invitations: on time, once, within the rules.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (
    init, new, check, rules, plan, preview, approve, agreed,
    run, simulate, deliveries, resolve, followups, done,
):  # fmt: skip
    name = command.__name__.rpartition(".")[2]
    app.command(name)(getattr(command, name))
app.add_typer(contacts.app, name="contacts")


@app.callback()
def outreach(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Option("-C", metavar="DIR", help="The workspace; the current folder when not given.")
    ] = Path(),
) -> None:
    """Campaigns written in YAML become e-mails, posts and invitations: on time, once, within the rules."""
    context.obj = directory
