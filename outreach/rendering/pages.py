"""The workspace's templates and contents as pages: front matter, body, digest. Each file is read once."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from outreach import yamlfile
from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.core.spelling import nearest
from outreach.rendering.marks import without_marks

KEYS = ("subject", "preheader", "written_for", "image", "alt")
BUILT_IN = "built-in"
_LARGEST = 1_000_000
_FENCE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE_OF_TAGS = re.compile(
    r"^[ \t]*((?:\{%(?![-+]?\s*(?:include|raw)\b)(?:(?!%\}).)*%\}[ \t]*)+|\{#(?:(?!#\}).)*#\})[ \t]*\n",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """One file, read.

    `body` begins at `line` and counts its lines as the file does; `front` holds each value of the front
    matter with its line, and `problems` what is wrong with the rest of it.
    """

    file: str
    digest: str
    source: str
    body: str
    line: int = 1
    front: dict[str, tuple[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Pages:
    """Reads pages below `root`, by their path in the workspace, and keeps them.

    Nothing outside `templates/` and `campaigns/` can be reached, by `..` or by a symbolic link. Names that
    begin with `built-in/` are files of the package.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pages: dict[str, Page | None] = {}
        self._files: dict[str, bytes] = {}

    def page(self, name: str) -> Page:
        """The page of that name.

        Raises:
            NotUnderstoodError: it does not exist, cannot be read, or its front matter is wrong.
        """
        return _sound(self.draft(name))

    def find(self, name: str) -> Page | None:
        """The page of that name, or None where there is no such file."""
        found = self._found(name)
        return None if found is None else _sound(found)

    def draft(self, name: str) -> Page:
        """The page of that name, even where its front matter is wrong: its `problems` tell.

        Raises:
            NotUnderstoodError: it does not exist, or cannot be read.
        """
        found = self._found(name)
        if found is None:
            folder = name.partition("/")[0]
            hint = nearest(name, (f"{folder}/{each}" for each in self.listed(folder)))
            raise _problem(name, f"there is no such file{hint}")
        return found

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name, within reach."""
        try:
            return self._path(name).is_file()
        except NotUnderstoodError:
            return False

    def _found(self, name: str) -> Page | None:
        if name not in self._pages:
            path = self._path(name)
            self._pages[name] = _read(name, self._bytes(name, path)) if path.is_file() else None
        return self._pages[name]

    def file(self, path: str) -> tuple[str, bytes]:
        """The bytes of a file in `campaigns/` or `templates/`, and its name in the workspace."""
        for name in (f"campaigns/{path}", f"templates/{path}"):
            found = self._path(name)
            if found.is_file():
                return name, self._bytes(name, found)
        raise _problem(path, "there is no such file in campaigns/ or templates/; put it there")

    def listed(self, folder: str) -> Iterator[str]:
        """The files below a folder of the workspace, in order."""
        top = self._root / folder
        yield from sorted(each.relative_to(top).as_posix() for each in top.rglob("*") if each.is_file())

    def _path(self, name: str) -> Path:
        folder, _, rest = name.partition("/")
        top = Path(__file__).parent / "built_in" if folder == BUILT_IN else self._root / folder
        path = top / rest
        inside = "\0" not in name and path.resolve().is_relative_to(top.resolve())
        if not inside or ".." in path.parts or "\\" in rest or Path(rest).is_absolute():
            raise _problem(name, f"lies outside {folder}/; move the file there and write its path from there")
        return path

    def _bytes(self, name: str, path: Path) -> bytes:
        if name not in self._files:
            try:
                self._files[name] = path.read_bytes()
            except OSError as error:
                raise _problem(name, f"cannot be read: {error.strerror}") from None
        return self._files[name]


def _sound(page: Page) -> Page:
    if page.problems:
        raise NotUnderstoodError(*page.problems)
    return page


def _read(name: str, content: bytes) -> Page:
    if len(content) > _LARGEST:
        raise _problem(name, "is larger than a million bytes; that is no template")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _problem(name, "is not UTF-8 text; save it as UTF-8", line) from None
    source = without_marks(text.replace("\r\n", "\n").replace("\r", "\n"))
    digest = hashlib.sha256(content).hexdigest()
    if name.endswith(".html"):
        return Page(name, digest, source, source)
    return _with_front_matter(name, digest, source)


def _with_front_matter(name: str, digest: str, source: str) -> Page:
    found = _FENCE.match(source)
    if not found:
        if source.startswith("---\n"):
            raise _problem(name, "the front matter does not end; close it with a line of ---")
        return Page(name, digest, source, standing_alone(source))
    front, problems = _front_matter(name, found[1])
    lines = source.count("\n", 0, found.end())
    body = standing_alone(source[found.end() :])
    return Page(name, digest, source, at_line(lines + 1, body), lines + 1, front, problems)


def at_line(line: int, text: str) -> str:
    """A template's text that counts its lines from `line`: a comment without words goes before it."""
    return "{#" + "\n" * (line - 1) + "#}" + text if line > 1 else text


def standing_alone(text: str) -> str:
    """Lines of nothing but tags leave no empty line behind; line numbers stay."""
    return _LINE_OF_TAGS.sub(_newline_inside, text)


def _newline_inside(found: re.Match[str]) -> str:
    tags = found[1].rstrip()
    end = 3 if tags[-3] in "-+" else 2
    return f"{tags[:-end]}\n{tags[-end:]}"


def _front_matter(name: str, text: str) -> tuple[dict[str, tuple[str, int]], tuple[Problem, ...]]:
    # The empty line stands for the --- above, so that places are those of the file.
    documents = yamlfile.parse(f"\n{text}", name)
    found = [problem for document in documents for problem in document.problems]
    data = documents[0].data if documents else None
    if not found and data is not None and not isinstance(data, dict):
        raise _problem(name, "the front matter holds keys and values such as `subject: ...`", 2)
    front = dict[str, tuple[str, int]]()
    for key, value in (data or {}).items() if isinstance(data, dict) else ():
        place = documents[0].places.value(key)
        said = _wrong(key, value)
        if said:
            found.append(Problem(documents[0].places.key(key) if key not in KEYS else place, said))
        front[key] = (str(value), place.line)
    return front, tuple(sorted(found, key=lambda each: each.place))


def _wrong(key: str, value: object) -> str:
    if key not in KEYS:
        hint = nearest(key, KEYS) or f"; known are {', '.join(KEYS)}"
        return f"`{key}` is no key of the front matter{hint}"
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return f'a text is needed; put it in quotes: {key}: "..."'
    return ""


def _problem(name: str, message: str, line: int = 1, column: int = 1) -> NotUnderstoodError:
    return NotUnderstoodError(Problem(Place(name, line, column), message))
