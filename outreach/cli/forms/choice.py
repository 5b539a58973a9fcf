"""Which form a check takes, and how it is printed in it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import typer

from outreach.cli.door import emit
from outreach.cli.forms.github import commands
from outreach.cli.forms.report import Report
from outreach.cli.forms.sarif import document
from outreach.core.errors import NotUnderstoodError, OutreachError, Place, Problem, UsageError


class Form(StrEnum):
    """How a check is printed: for people, for GitHub's log, for code scanning and editors."""

    TEXT = "text"
    GITHUB = "github"
    SARIF = "sarif"


def one_form(form: Form | None, *, as_json: bool) -> None:
    """See that no more than one form was asked for.

    Raises:
        UsageError: `--json` and `--format` were given together.
    """
    if as_json and form is not None:
        raise UsageError(f"--json and --format {form} are two forms of one answer; give one of them")


def told(form: Form | None, report: Report) -> bool:
    """Print it, where the form is one that programs read; whether it was."""
    if form is Form.GITHUB:
        sys.stdout.write("".join(f"{line}\n" for line in commands(report)))
    elif form is Form.SARIF:
        emit(document(report))
    return form in {Form.GITHUB, Form.SARIF}


@contextmanager
def telling(form: Form | None) -> Iterator[None]:
    """Turn an error into the form that was asked for, where programs read it."""
    try:
        yield
    except OutreachError as error:
        if isinstance(error, NotUnderstoodError):
            problems = error.problems
        else:
            problems = (Problem(Place(""), str(error)),)
        if told(form, Report(problems, exit_status=error.exit_status)):
            raise typer.Exit(error.exit_status) from None
        raise
