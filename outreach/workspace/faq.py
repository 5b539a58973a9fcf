"""The common questions of `config/faq.yaml`, and their answers."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from outreach import yamlfile
from outreach.core.errors import NotUnderstoodError, Problem
from outreach.core.explain import checked
from outreach.core.resembling import Common

FAQ = "config/faq.yaml"


class Question(BaseModel):
    """One common question as people write it: `{question, also: [other ways of asking], answer}`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Annotated[str, Field(min_length=1)]
    answer: Annotated[str, Field(min_length=1)]
    also: tuple[str, ...] = ()


def read_faq(root: Path) -> tuple[Common, ...]:
    """The questions and answers of a workspace; none where it has no such file.

    Raises:
        NotUnderstoodError: the file cannot be understood; every problem is named.
    """
    path = root / FAQ
    if not path.exists():
        return ()
    documents = yamlfile.read(path, FAQ)
    problems = [problem for each in documents for problem in each.problems]
    found: list[Common] = []
    for document in documents:
        entries = document.data if isinstance(document.data, list) else None
        if entries is None and document.data is not None:
            problems.append(
                Problem(document.places.value(), "write a list of `- question: ` with `answer: `")
            )
        for number, entry in enumerate(entries or ()):
            read = checked(Question, entry, document.places, number)
            if isinstance(read, list):
                problems += read
            else:
                found.append(Common(read.question, read.answer, read.also))
    if problems:
        raise NotUnderstoodError(*problems)
    return tuple(found)
