"""Templates parsed so that every part knows its column, and the texts of a file that are parsed so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from jinja2 import nodes
from jinja2.lexer import TokenStream

from outreach.core.errors import Place
from outreach.rendering.pages import Page
from outreach.rendering.sandbox import Sandbox


class Spot(int):
    """The line of a part of a template, which knows the column too; both start at 1."""

    column: int

    def __new__(cls, line: int, column: int) -> Self:
        """A line with its column."""
        spot = super().__new__(cls, line)
        spot.column = column
        return spot


class LocatingSandbox(Sandbox):
    """A sandbox whose trees hold a `Spot` wherever Jinja2 keeps a line. For reading, not for rendering."""

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        raw = _located(self.lexer.tokeniter(source, name, filename, state), source)
        return TokenStream(self.lexer.wrap(raw, name, filename), name, filename)


def _located(tokens: Iterable[tuple[int, str, str]], source: str) -> Iterator[tuple[int, str, str]]:
    """The lexer leaves out nothing but white space, so that the next text alike is the token itself."""
    position = 0
    for line, kind, text in tokens:
        position = max(position, source.find(text, position))
        yield Spot(line, position - source.rfind("\n", 0, position)), kind, text
        position += len(text)


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a file that is a template: the body, or a value of the front matter from `line` on."""

    page: Page
    text: str
    line: int
    front: bool = False

    @classmethod
    def body(cls, page: Page) -> "Written":
        """What follows the front matter, as it stands in the file."""
        return cls(page, "\n".join(page.source.split("\n")[page.line - 1 :]), page.line)

    @classmethod
    def values(cls, page: Page) -> "tuple[Written, ...]":
        """The values of the front matter."""
        return tuple(cls(page, text, line, front=True) for text, line in page.front.values())

    def tree(self, sandbox: Sandbox) -> nodes.Template:
        """The tree, its lines those of the file; may raise what Jinja2 raises."""
        return sandbox.parse("\n" * (self.line - 1) + self.text, self.page.file, self.page.file)

    def place(self, spot: int, word: str) -> Place:
        """The place of a part; `word` is what is written there."""
        column = getattr(spot, "column", 1)
        return self._in_front(spot, column, word) if self.front else Place(self.page.file, spot, column)

    def inside(self, node: nodes.Const) -> Place:
        """The place of what stands between the quotes of a text."""
        quoted = self.place(node.lineno, node.value)
        return quoted if self.front else replace(quoted, column=quoted.column + 1)

    def _in_front(self, spot: int, column: int, word: str) -> Place:
        """YAML quotes, indents and folds, so that the text is looked for where its value stands."""
        lines = self.page.source.split("\n")[: self.page.line - 1]
        said = self.text.split("\n")[spot - self.line]
        for text, within in ((said, column), (word, 1)):
            for number, line in enumerate(lines[self.line - 1 :], self.line):
                if text in line:
                    return Place(self.page.file, number, line.index(text) + within)
        return Place(self.page.file, self.line)
