"""The door of the room: templates of one workspace to letters, posts, scripts and paths."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from jinja2.meta import find_referenced_templates, find_undeclared_variables

from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.ports import Letter, PostText, Reading
from outreach.rendering.budget import MarkedRendering, PathRendering, Rendering
from outreach.rendering.layout import FILES, OWN, Layouts, footer_text
from outreach.rendering.markdown import Markdown
from outreach.rendering.marks import LINE, Passage, fill_html, fill_text, slot, well_marked, without_marks
from outreach.rendering.mistakes import understood
from outreach.rendering.names import Names
from outreach.rendering.pages import BUILT_IN, Page, Pages, at_line
from outreach.rendering.sandbox import Sandbox, run

_REMEMBERED = 64
_RULE = "\n\n* * *\n\n"
_MARKED = re.compile(f"{LINE}([^{LINE}]*){LINE}")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*(?:\n|\Z)))*")

Context = Mapping[str, Any]


class TemplateRenderer:
    """Renders the templates below `root`.

    Each file is read once and each template compiled once: build a new renderer for each pass, so that a file
    edited during a pass changes the next one only. Values in `context` are never Markdown or HTML, except
    `content`. An empty value is refused in a letter, unless `context` says `allow_blank`: then nothing is
    written for it (a text shown for a reader of whom nothing is known).
    """

    def __init__(self, root: Path) -> None:
        self._pages = Pages(root)
        self._sandbox = Sandbox(self._pages)
        self._numbering = Sandbox(self._pages, lines=True)
        self._names = Names(self._pages)
        self._layouts = Layouts(self._pages, self._sandbox)
        self._markdown = Markdown()
        self._laid_out = lru_cache(_REMEMBERED)(self._lay_out)
        self._text_of = lru_cache(_REMEMBERED)(lambda source: self._markdown.rendered(source).text)
        self._phrase = lru_cache(_REMEMBERED)(self._sandbox.from_string)

    def letter(self, template: str, context: Context, *, layout: Literal["usual", "letter"],
               footer: Mapping[str, Any], notice: str = "",
               also: tuple[str, ...] = ()) -> Letter:  # fmt: skip
        """An e-mail: Markdown with front matter to subject, text and HTML (see `ports.Renderer`)."""
        file = f"templates/{template}"
        first = f"{BUILT_IN}/{notice}.md" if notice else file
        parts: tuple[str, ...] = (first,) if notice in ("", "cancel", "withdraw") else (first, file)
        parts += tuple(part for each in also for part in (f"{BUILT_IN}/also.md", f"templates/{each}"))
        running = MarkedRendering(context)
        source = _RULE.join(self._run(part, _with_markdown(context), running) for part in parts)
        return self._enveloped(layout, source, first, file, running, footer)

    def house_letter(self, name: str, context: Context, *, footer: Mapping[str, Any]) -> Letter:
        """A letter of the house's own, by a template that comes with the program (see `ports.Renderer`)."""
        file = f"{BUILT_IN}/house/{name}.md"
        running = MarkedRendering(context, "shown")
        return self._enveloped("usual", self._run(file, context, running), file, file, running, footer)

    def reading(self, template: str, context: Context) -> Reading:
        """The paragraphs of an e-mail with the lines of the template they stand on (see `ports.Renderer`)."""
        page = self._pages.page(f"templates/{template}")
        running = MarkedRendering(context)
        with understood(self._pages, page.file):
            raw = run(self._numbering.get_template(page.file), _with_markdown(context), running)
        source, lines = _numbered(raw, page)
        values = {str(number): value for number, value in enumerate(running.values)}
        parts = [self._markdown.rendered(part) for part in source.split("\n\n")]
        shown = [(fill_text(part.text, values), line) for part, line in zip(parts, lines, strict=False)]
        return Reading(
            page.file,
            page.front.get("subject", ("", 1))[1],
            tuple(text for text, _ in shown if text.strip()),
            tuple(line for text, line in shown if text.strip()),
            tuple(fill_text(link, values) for part in parts for link in part.links),
        )

    def script(self, template: str, context: Context) -> str:
        """Plain text from a Markdown template; what is empty is left out."""
        running = MarkedRendering(context, "empty")
        source = self._run(f"templates/{template}", _with_markdown(context), running)
        values = {str(number): value for number, value in enumerate(running.values)}
        return fill_text(self._text_of(source), values)

    def post(self, template: str, context: Context, network: str) -> PostText:
        """A post, in the network's own version where there is one; values as they are."""
        page = self._pages.page(self._version(template, network))
        running = Rendering(context, "empty")
        with understood(self._pages, page.file):
            raw = run(self._numbering.get_template(page.file), context, running)
        text, lines = _numbered(raw, page)
        image, alt = (self._front(page.file, key, context, "empty") for key in ("image", "alt"))
        return PostText(text, page.file, lines, image, alt, page.front.get("written_for", ("", 0))[0])

    def phrase(self, text: str, context: Context) -> str:
        """A short text with variables; days as 2027-03-18."""
        with understood(self._pages, "campaigns"):
            return run(self._phrase(text), context, PathRendering(context))

    def content(self, path: str, context: Context) -> str | None:
        """This occasion's words, a passage that `letter` and `post` take in; None when not yet written."""
        file = f"campaigns/{path}"
        if self._pages.find(file) is None:
            return None
        running = MarkedRendering(context)
        return Passage(self._run(file, context, running).strip("\n"), running.values)

    def version_for(self, template: str, person: str) -> str:
        """The version in that person's own words, where there is one."""
        return self._version(template, person).removeprefix("templates/")

    def versions(self, template: str) -> tuple[str, ...]:
        """The people who have a version of that template in their own words, in order."""
        stem, dot, kind = template.rpartition(".")
        middles = (
            file[len(stem) + 1 : -len(kind) - 1]
            for file in self._pages.listed("templates")
            if file.startswith(f"{stem}.") and file.endswith(f"{dot}{kind}") and file != template
        )
        return tuple(each for each in middles if each and "." not in each and "/" not in each)

    def problems(self, template: str, known: Mapping[str, Any], network: str = "") -> tuple[Problem, ...]:
        """All that cannot be understood in a template and what it takes in (see `ports.Renderer`)."""
        return self._names.problems(self._version(template, network), known)

    def content_problems(self, path: str, known: Mapping[str, Any]) -> tuple[Problem, ...]:
        """The same for an occasion's words; nothing when they are not yet written."""
        file = f"campaigns/{path}"
        return self._names.problems(file, known) if self._pages.exists(file) else ()

    def uses(self, template: str, name: str) -> bool:
        """Whether the template (with its front matter and what it takes in) uses that variable."""
        with understood(self._pages, f"templates/{template}"):
            return any(
                name in find_undeclared_variables(tree)
                for page in self._family(f"templates/{template}")
                for tree in self._trees(page)
            )

    def attachment(self, path: str) -> bytes:
        """The bytes of a file in `campaigns/`, else in `templates/`."""
        return self._pages.file(path)[1]

    def front_matter(self, template: str, network: str = "") -> dict[str, str]:
        """The front matter as it is written, without the network's version or in it."""
        page = self._pages.page(self._version(template, network))
        return {key: value for key, (value, _) in page.front.items()}

    def sources(self, template: str, *, layout: str, network: str = "") -> tuple[tuple[str, str], ...]:
        """(file, SHA-256 in hex) of all files of the workspace that shape what the template says, by name."""
        page = self._pages.page(self._version(template, network))
        found = {each.file: each.digest for each in self._family(page.file)}
        if layout in FILES and not self._layouts.name(layout).startswith(BUILT_IN):
            found |= {each.file: each.digest for each in self._family(self._layouts.name(layout))}
        image = page.front.get("image", ("", 0))[0]
        if image and "{{" not in image:
            file, content = self._pages.file(image)
            found[file] = hashlib.sha256(content).hexdigest()
        return tuple(sorted(found.items()))

    def _enveloped(
        self, layout: str, source: str, first: str, file: str, running: MarkedRendering,
        footer: Mapping[str, Any],
    ) -> Letter:  # fmt: skip
        """A marked source with the front matter of its first page, laid out and filled in."""
        front = (self._front(first, key, running.context, running.blanks) for key in ("subject", "preheader"))
        subject, preheader = front
        facts = {key: str(value or "") for key, value in footer.items()}
        facts |= {"subject": subject, "preheader": preheader}
        with understood(self._pages, file):
            html, text = self._laid_out(layout, source, file, _shape(facts))
        values = facts | {str(number): value for number, value in enumerate(running.values)}
        return Letter(subject, preheader, fill_text(text, values), fill_html(html, values))

    def _run(self, file: str, context: Context, running: Rendering) -> str:
        self._pages.page(file)
        with understood(self._pages, file):
            return run(self._sandbox.get_template(file), context, running)

    def _front(self, file: str, key: str, context: Context, blanks: str = "refused") -> str:
        """One value of the front matter on one line, or nothing where it is not written."""
        if key not in self._pages.page(file).front:
            return ""
        with understood(self._pages, file):
            written = run(self._sandbox.get_template(f"{file}#{key}"), context, Rendering(context, blanks))
        return " ".join(written.split())

    def _lay_out(
        self, layout: str, source: str, file: str, shape: tuple[tuple[str, str], ...]
    ) -> tuple[str, str]:
        """The page and the text of a marked source, with marks for whatever differs from reader to reader."""
        facts = dict(shape)
        rendered = self._markdown.rendered(source)
        html = self._layouts.page(layout, rendered.html, facts)
        text = "\n\n".join(part for part in (rendered.text, footer_text(layout, facts)) if part) + "\n"
        if not well_marked(html) or not well_marked(text):
            said = "a filter cuts a text that already holds values; put the filter on each value"
            raise NotUnderstoodError(Problem(Place(file), said))
        return html, text

    def _version(self, template: str, version: str) -> str:
        stem, dot, kind = f"templates/{template}".rpartition(".")
        own = f"{stem}.{version}{dot}{kind}"
        return own if version and self._pages.exists(own) else f"templates/{template}"

    def _family(self, file: str) -> Iterator[Page]:
        """A page and all that it takes in; what is missing is left to the rendering."""
        waiting, seen = [self._pages.page(file)], set[str]()
        while waiting:
            page = waiting.pop()
            if page.file in seen:
                continue
            seen.add(page.file)
            yield page
            names = {name for tree in self._trees(page) for name in find_referenced_templates(tree) if name}
            found = (self._pages.find(self._sandbox.join_path(name, page.file)) for name in names)
            waiting += [each for each in found if each is not None]

    def _trees(self, page: Page) -> Iterator[Any]:
        for text in (page.body, *(at_line(line, value) for value, line in page.front.values())):
            with understood(self._pages, page.file):
                yield self._sandbox.parse(text, page.file, page.file)


def _with_markdown(context: Context) -> dict[str, Any]:
    """`content` is Markdown that the team wrote; everything else is a value."""
    content = context.get("content")
    if not content or not isinstance(content, str) or isinstance(content, Passage):
        return dict(context)
    return {**context, "content": Passage(without_marks(content))}


def _shape(facts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, slot(key) if key in OWN and facts[key] else facts[key]) for key in sorted(facts))


def _numbered(raw: str, page: Page) -> tuple[str, tuple[int, ...]]:
    """The text of a post, trimmed, and the line of the page that each of its paragraphs begins at."""
    starts, line, paragraphs, lines = list[tuple[int, int]](), page.line, list[str](), list[int]()
    text = ""
    for number, part in enumerate(_MARKED.split(raw)):
        if number % 2 == 0:
            text += part
        elif part.endswith(f" {page.file}"):
            starts.append((len(text), int(part.split()[0])))
    for found in _PARAGRAPH.finditer(text):
        line = next((at for position, at in reversed(starts) if position <= found.start()), page.line)
        paragraphs.append("\n".join(each.rstrip() for each in found[0].split("\n")))
        lines.append(line)
    return "\n\n".join(paragraphs), tuple(lines)
