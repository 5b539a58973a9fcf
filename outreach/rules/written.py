"""What is written: the texts of posts and e-mails as the rules read them."""

from dataclasses import dataclass

from outreach.core.campaign import Step
from outreach.core.errors import Place
from outreach.core.house import NETWORKS


@dataclass(frozen=True, slots=True)
class WrittenPost:
    """A post's text as it would stand on one or more networks, or as an ambassador would post it (a kit).

    `paragraphs` are the blank-line separated parts; `lines[i]` is the template line of `paragraphs[i]`.
    `written_for` is whom the template's front matter says it is written for, or empty.
    """

    step: Step
    occurrence: str
    networks: tuple[str, ...]
    paragraphs: tuple[str, ...]
    file: str
    lines: tuple[int, ...]
    written_for: str = ""

    def place(self, paragraph: int) -> Place:
        """Where that paragraph stands (negative counts from the end)."""
        return Place(self.file, self.lines[paragraph] if self.lines else 1)

    @property
    def top(self) -> Place:
        """The first line of the template, for what is missing."""
        return Place(self.file)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n\n".join(self.paragraphs)

    @property
    def whom(self) -> str:
        """Whom it is written for, by its step or else its template; may be empty."""
        return self.step.written_for or self.written_for

    @property
    def posted_on(self) -> tuple[str, ...]:
        """The networks that we post it on; none for a kit."""
        return () if self.step.send == "kit" else self.networks

    @property
    def carried_by(self) -> tuple[str, ...]:
        """The networks it stands on; those of a kit may be any."""
        return NETWORKS if self.step.send == "kit" else self.networks


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """An e-mail as it would go out to the reader who stands for all, details of theirs in [brackets].

    `paragraphs` are the parts of its template as plain text, greeting and signature among them, without
    the layout around it; `lines[i]` is the line of `file` that `paragraphs[i]` begins at (that of
    `{{ content }}` for an occasion's own words). `links` are the addresses that links lead to, in order.
    `text` and `html` are the whole of both parts, layout and footer included. `leaves_by` are the addresses
    of List-Unsubscribe. `names` are those by which the reader could be greeted. `is_list` says that it is
    list mail.
    """

    step: Step
    occurrence: str
    subject: str
    file: str
    subject_line: int
    paragraphs: tuple[str, ...]
    lines: tuple[int, ...]
    links: tuple[str, ...]
    text: str
    html: str
    leaves_by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_list: bool = True

    def place(self, paragraph: int) -> Place:
        """Where that paragraph stands (negative counts from the end)."""
        return Place(self.file, self.lines[paragraph] if self.lines else 1)

    @property
    def posted_on(self) -> tuple[str, ...]:
        """None: it is an e-mail."""
        return ()

    @property
    def at_subject(self) -> Place:
        """Where its subject is written, or where it would be."""
        return Place(self.file, self.subject_line)

    @property
    def words(self) -> str:
        """The paragraphs together, without the layout."""
        return "\n\n".join(self.paragraphs)


Text = WrittenPost | WrittenLetter
