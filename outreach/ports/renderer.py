"""The door to templates: from a template and values to text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from outreach.core.errors import Problem


@dataclass(frozen=True, slots=True)
class Letter:
    """A rendered e-mail body: subject and preheader on one line, text and HTML from the one source."""

    subject: str
    preheader: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class PostText:
    """A rendered post. `lines` gives the line of the template file for the n-th paragraph (from 0).

    `written_for` is whom its front matter says it is written for, or empty.
    """

    text: str
    file: str
    lines: tuple[int, ...]
    image: str = ""
    alt: str = ""
    written_for: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An e-mail's template as its reader reads it, without the layout around it.

    `lines` gives the line of the template file for the n-th paragraph (from 0), that of `{{ content }}` for
    an occasion's own words; `subject_line` that of the subject, or 1 where none is written. `links` are the
    addresses that links lead to, in order.
    """

    file: str
    subject_line: int
    paragraphs: tuple[str, ...]
    lines: tuple[int, ...]
    links: tuple[str, ...]


class Renderer(Protocol):
    """Templates to text. Paths are relative to the workspace's `templates/` (content: to `campaigns/`).

    Every method raises `NotUnderstoodError` with the place in the template for a syntax error, an undefined
    variable, a forbidden access or a template that runs too long or grows too big.
    """

    def letter(self, template: str, context: Mapping[str, Any], *, layout: Literal["usual", "letter"],
               footer: Mapping[str, Any], notice: str = "",
               also: tuple[str, ...] = ()) -> Letter:  # fmt: skip
        """An e-mail: Markdown with front matter to subject, text and HTML.

        `notice` puts words of ours before it: `update` (the meeting has changed), `cancel` (it is called off;
        instead of the letter), `withdraw` (the invitation is taken back; likewise), `sign_off` (asks a
        signer to agree to the letter below, and to the versions of it in `also`, which are shown behind it).
        """

    def house_letter(self, name: str, context: Mapping[str, Any], *, footer: Mapping[str, Any]) -> Letter:
        """A letter of the house's own, such as `digest`: its template comes with the program.

        What is empty is left out. A value of several lines is written as a list of them.
        """

    def reading(self, template: str, context: Mapping[str, Any]) -> Reading:
        """The paragraphs of an e-mail with the lines of the template they stand on."""

    def script(self, template: str, context: Mapping[str, Any]) -> str:
        """Plain text from a Markdown template: call scripts and tasks."""

    def post(self, template: str, context: Mapping[str, Any], network: str) -> PostText:
        """A post, in the network's own version where there is one (`posts/jobs.x.txt`)."""

    def phrase(self, text: str, context: Mapping[str, Any]) -> str:
        """A short text with variables, such as the `content:` path of a recurring step."""

    def content(self, path: str, context: Mapping[str, Any]) -> str | None:
        """This occasion's words (Markdown, rendered with `context`), or None when not yet written."""

    def version_for(self, template: str, person: str) -> str:
        """`launch/letter.champion-2.md` where that person has words of their own, else the template."""

    def versions(self, template: str) -> tuple[str, ...]:
        """The people who have a version of that template in their own words."""

    def problems(self, template: str, known: Mapping[str, Any], network: str = "") -> tuple[Problem, ...]:
        """All that cannot be understood in a template, in its network's version, and in what it takes in.

        It is read, not rendered, so that a mistake does not hide the next: front matter, syntax, names and
        filters. `known` are the names that may be used, each with the class of what it stands for, an
        annotation such as `Sequence[Person]`, or None for anything. Raises nothing.
        """

    def content_problems(self, path: str, known: Mapping[str, Any]) -> tuple[Problem, ...]:
        """The same for an occasion's words (`content:`); nothing when they are not yet written."""

    def uses(self, template: str, name: str) -> bool:
        """Whether the template (or what it includes) uses that variable."""

    def attachment(self, path: str) -> bytes:
        """The bytes of a file beside the campaign (`attach:`) or of a picture in `templates/`."""

    def sources(self, template: str, *, layout: str, network: str = "") -> tuple[tuple[str, str], ...]:
        """(file, digest) of everything of the workspace that shapes what the template says."""
