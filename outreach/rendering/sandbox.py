"""The sandbox: what a template may do. It reads values; it cannot reach through them, hang, or grow."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from jinja2 import BaseLoader, StrictUndefined, Undefined, UndefinedError, nodes
from jinja2.environment import Template
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing
from jinja2.visitor import NodeTransformer

from outreach.rendering.budget import Rendering, current, rendering
from outreach.rendering.filters import (
    KEPT,
    OURS,
    Anything,
    joined,
    of_nobody,
    reckoned,
    short_range,
    shown,
    watched,
)
from outreach.rendering.marks import LINE
from outreach.rendering.pages import BUILT_IN, Pages, at_line, standing_alone

_GLOBALS = {"range": short_range, "dict": dict, "namespace": Namespace, "cycler": Cycler, "joiner": Joiner}
_CALLABLE = (Macro, BlockReference, LoopContext, Cycler, Joiner)
_READABLE = (str, Mapping, list, tuple, date, LoopContext, Cycler)
_METHODS = frozenset({
    "capitalize", "changed", "count", "cycle", "endswith", "find", "get", "index", "isdigit", "isoformat",
    "items", "keys", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "reset", "rpartition",
    "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper", "values",
})  # fmt: skip


class MissingError(UndefinedError):
    """`name` is not known of `owner` (`missing` for a variable); `choices` are."""

    def __init__(self, name: str, owner: object, choices: Iterable[str]) -> None:
        super().__init__(name)
        self.name, self.owner, self.choices = name, owner, tuple(choices)

    @property
    def is_variable(self) -> bool:
        """Whether it stands for itself, rather than behind a dot."""
        return self.owner is missing


class Unknown(StrictUndefined):
    """A name that is not known. What is asked of nobody (`recruiter.name` without a recruiter) is not so."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_args: object, **_named: object) -> Any:
        if issubclass(self._undefined_exception, SecurityError):
            raise SecurityError(
                f"`{self._undefined_name}` is not open to templates; write the value you need"
            )
        owner = self._undefined_obj
        known = sorted(current().known) if owner is missing else _names(owner)
        raise MissingError(str(self._undefined_name), owner, known)

    def __bool__(self) -> bool:  # type: ignore[override]
        if not of_nobody(self):
            self._fail_with_undefined_error()
        return False

    __str__ = __iter__ = __len__ = __eq__ = __ne__ = __contains__ = __hash__ = _fail_with_undefined_error
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = (
        _fail_with_undefined_error
    )
    __call__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = (
        _fail_with_undefined_error
    )


def _names(owner: object) -> list[str]:
    if isinstance(owner, Mapping):
        return sorted(str(key) for key in owner)
    return [each for each in dir(owner) if each[0] != "_" and not callable(getattr(owner, each, None))]


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja2 environment in which each page is compiled once.

    Args:
        pages: where templates are read.
        lines: also write, in marks, from which line of which file each part comes (for posts).
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, pages: Pages, *, lines: bool = False) -> None:
        loader = _Loader(pages)
        super().__init__(loader=loader, undefined=Unknown, autoescape=True, auto_reload=False, cache_size=-1)
        watching = {"_shown": shown, "_watched": watched, "_joined": joined}
        self.filters = {**{name: self.filters[name] for name in KEPT}, **OURS, **watching}
        self.globals = dict(_GLOBALS)
        self._lines = lines

    def join_path(self, template: str, parent: str) -> str:
        """The page that a path in a template means: it counts from `templates/`."""
        return f"{BUILT_IN if parent.startswith(BUILT_IN) else 'templates'}/{template}"

    def get_template(self, name: Anything, parent: str | None = None, globals: Anything = None) -> Template:  # noqa: A002
        """A compiled page; taking one into another counts as a step."""
        if parent is not None:
            current().step()
        return super().get_template(name, parent, globals)

    def is_safe_callable(self, obj: Anything) -> bool:
        """Whether a template may call it: its own macros, and what only reads a text, a list or a mapping."""
        if isinstance(obj, _CALLABLE) or any(obj is each for each in _GLOBALS.values()):
            return True
        return isinstance(getattr(obj, "__self__", None), _READABLE) and obj.__name__ in _METHODS

    def call(self, context: Context, obj: Anything, *args: Anything, **named: Anything) -> Any:
        """Call it, as one step.

        Raises:
            SecurityError: templates may not.
        """
        current().step()
        if not isinstance(obj, Undefined) and not self.is_safe_callable(obj):
            name = getattr(obj, "__name__", type(obj).__name__)
            raise SecurityError(f"`{name}()` may not be called in a template; see whether a filter does it")
        return context.call(obj, *args, **named)

    def call_binop(self, context: Context, operator: str, left: Anything, right: Anything) -> Any:  # noqa: ARG002
        """Reckon, without letting numbers or texts grow out of bounds."""
        return reckoned(operator, left, right)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        refusal = _refused(source)
        if refusal:
            raise TemplateSyntaxError(*refusal, name, filename)
        _Watch((filename or "") if self._lines else None).visit(source)
        return super()._generate(source, name, filename, defer_init)


def run(template: Template, context: Mapping[str, Any], running: Rendering) -> str:
    """Render a compiled page. Errors come as they are, their traceback through the template's lines."""
    with rendering(running):
        pieces = list(template.root_render_func(template.new_context(dict(context))))
    text = "".join(pieces)
    running.grow(len(text))
    return text


class _Loader(BaseLoader):
    """Pages by their name in the workspace; `file#subject` is that value of the front matter."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def get_source(self, environment: object, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        file, _, key = template.partition("#")
        page = self._pages.find(file)
        if page is None:
            raise TemplateNotFound(file)
        if not key:
            return page.body, file, None
        text, line = page.front[key]
        return at_line(line, standing_alone(text)), file, None


class _Watch(NodeTransformer):
    """Puts a watch on every output, loop and joining of a template."""

    def __init__(self, numbered: str | None) -> None:
        self._numbered = numbered

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        self.generic_visit(node)
        node.nodes = [part for each in node.nodes for part in self._output(each)]
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = _filter(node.iter, "_watched")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "_joined")

    def _output(self, node: nodes.Expr) -> list[nodes.Expr]:
        here = (
            []
            if self._numbered is None
            else [nodes.TemplateData(self._mark(node.lineno), lineno=node.lineno)]
        )
        if not isinstance(node, nodes.TemplateData):
            return [*here, _filter(node, "_shown", _spelled(node))]
        if here:
            first, *more = node.data.split("\n")
            node.data = first + "".join(
                f"\n{self._mark(node.lineno + n)}{line}" for n, line in enumerate(more, 1)
            )
        return [*here, node]

    def _mark(self, line: int) -> str:
        return f"{LINE}{line} {self._numbered}{LINE}"


def _filter(node: nodes.Node, name: str, *args: str) -> nodes.Filter:
    constants: list[nodes.Expr] = [nodes.Const(each, lineno=node.lineno) for each in args]
    return nodes.Filter(cast("nodes.Expr", node), name, constants, [], None, None, lineno=node.lineno)


def _spelled(node: nodes.Node | None) -> str:
    """`contact.name` for what only reads a value; nothing for what has a fallback or is reckoned."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_spelled(node.node)}[{node.arg.value!r}]"
    if isinstance(node, nodes.Filter) and node.name not in {"default", "d"}:
        return _spelled(node.node)
    return ""


def _refused(source: nodes.Template) -> tuple[str, int] | None:
    for loop in source.find_all(nodes.For):
        if loop.recursive:
            return "a loop may not be recursive; write one loop inside the other", loop.lineno
    for block in source.find_all(nodes.FilterBlock):
        return (
            "a filter for a whole block is not offered; put it on each value: {{ value | upper }}",
            block.lineno,
        )
    if None in find_referenced_templates(source):
        taken = next(source.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)))
        return "name the file in quotes, so that it is known beforehand what shapes this text", taken.lineno
    return None
