"""Every name that a template uses and nobody knows, found by reading it rather than by rendering it."""

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes
from jinja2.visitor import NodeVisitor

from outreach.core.errors import NotUnderstoodError, Problem
from outreach.rendering.kinds import Kind, item, part, parts
from outreach.rendering.locating import LocatingSandbox, Written
from outreach.rendering.mistakes import no_file, no_filter, understood, unknown
from outreach.rendering.pages import Page, Pages

Known = Mapping[str, Kind]

_FALLBACKS = frozenset({"default", "d"})
_ASKS = frozenset({"defined", "undefined"})
_SAME = frozenset({"list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"})
_ONE = frozenset({"first", "last", "max", "min"})
_ALWAYS = frozenset({"self", "super"})
_IN_MACROS = ("caller", "varargs", "kwargs")


class Names:
    """Reads the pages of a workspace; what they take in is read with the names known there."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._sandbox = LocatingSandbox(pages)

    def problems(self, file: str, known: Known) -> tuple[Problem, ...]:
        """All that cannot be understood in a file and in what it takes in, in order of place.

        Args:
            file: its path in the workspace.
            known: the names that may be used, each with the class of what it stands for, an annotation such
                as `Sequence[Person]`, or None for anything.
        """
        found: list[Problem] = []
        try:
            page = self._pages.draft(file)
        except NotUnderstoodError as error:
            return error.problems
        found += self._read(page, known, (), front=True)
        return tuple(sorted(dict.fromkeys(found), key=lambda each: each.place))

    def _read(
        self, page: Page, known: Known, around: tuple[str, ...], *, front: bool = False
    ) -> Iterator[Problem]:
        yield from page.problems
        for written in (Written.body(page), *(Written.values(page) if front else ())):
            try:
                with understood(self._pages, page.file):
                    if not written.front:
                        self._sandbox.parse(page.body, page.file, page.file)
                    tree = written.tree(self._sandbox)
                    reading = _Reading(written, tree, known, self._sandbox)
                    reading.visit(tree)
            except NotUnderstoodError as error:
                yield from error.problems
                continue
            yield from reading.found
            yield from self._taken_in(reading, (*around, page.file))

    def _taken_in(self, reading: "_Reading", around: tuple[str, ...]) -> Iterator[Problem]:
        for node, known, needed in reading.taken:
            file = self._sandbox.join_path(node.value, around[-1])
            if file in around:
                continue
            if not self._pages.exists(file):
                if needed:
                    yield Problem(reading.written.inside(node), no_file(node.value, self._pages))
                continue
            try:
                page = self._pages.draft(file)
            except NotUnderstoodError as error:
                yield from error.problems
                continue
            yield from self._read(page, known, around)


class _Reading(NodeVisitor):
    """One text, read. `taken` are the files it takes in, the names known there, and whether it needs it."""

    def __init__(
        self, written: Written, tree: nodes.Template, known: Known, sandbox: LocatingSandbox
    ) -> None:
        self.written = written
        self.found: list[Problem] = []
        self.taken: list[tuple[nodes.Const, Known, bool]] = []
        self._sandbox = sandbox
        self._known: dict[str, Kind] = dict(known)
        self._asked = {spelled(each.node) for each in tree.find_all(nodes.Test) if each.name in _ASKS}
        stored = {each.name for each in tree.find_all(nodes.Name) if each.ctx == "store"}
        self._later = stored | {each.name for each in tree.find_all(nodes.Macro)}

    def visit_Name(self, node: nodes.Name) -> None:
        name = node.name
        if node.ctx == "load" and not (
            name in self._known or name in self._sandbox.globals or name in _ALWAYS
        ):
            self._unknown(node, name, self._known)

    def visit_Getattr(self, node: nodes.Getattr) -> None:
        self.visit(node.node)
        self._part(node, node.attr)

    def visit_Getitem(self, node: nodes.Getitem) -> None:
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            self._part(node, node.arg.value)

    def visit_Filter(self, node: nodes.Filter) -> None:
        if node.name not in self._sandbox.filters:
            place = self.written.place(node.lineno, node.name)
            self.found.append(Problem(place, no_filter(node.name)))
        self._lenient(node, may_be_missing=node.name in _FALLBACKS)

    def visit_Test(self, node: nodes.Test) -> None:
        self._lenient(node, may_be_missing=node.name in _ASKS)

    def visit_For(self, node: nodes.For) -> None:
        self.visit(node.iter)
        self._each(node.else_, {})
        inside = {"loop": None, **self._bound(node.target, item(self._kind(node.iter)))}
        self._each([*filter(None, [node.test]), *node.body], inside)

    def visit_Assign(self, node: nodes.Assign) -> None:
        self.visit(node.node)
        self._known |= self._bound(node.target, self._kind(node.node))

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> None:
        self._each([*filter(None, [node.filter]), *node.body], {})
        self._known |= self._bound(node.target, None)

    def visit_Macro(self, node: nodes.Macro) -> None:
        self._known[node.name] = None
        self._function(node, dict.fromkeys((*self._later - self._known.keys(), *_IN_MACROS)))

    def visit_CallBlock(self, node: nodes.CallBlock) -> None:
        self.visit(node.call)
        self._function(node, {})

    def visit_With(self, node: nodes.With) -> None:
        inside: dict[str, Kind] = {}
        for target, value in zip(node.targets, node.values, strict=True):
            self.visit(value)
            inside |= self._bound(target, self._kind(value))
        self._each(node.body, inside)

    def visit_Block(self, node: nodes.Block) -> None:
        self._each(node.body, {})

    def visit_Include(self, node: nodes.Include) -> None:
        self._take(node, needed=not node.ignore_missing, known=self._known if node.with_context else {})

    def visit_Extends(self, node: nodes.Extends) -> None:
        self._take(node, known=self._known)

    def visit_Import(self, node: nodes.Import) -> None:
        self._take(node, known=self._known if node.with_context else {})
        self._known[node.target] = None

    def visit_FromImport(self, node: nodes.FromImport) -> None:
        self._take(node, known=self._known if node.with_context else {})
        for each in node.names:
            self._known[each[1] if isinstance(each, tuple) else each] = None

    def _take(
        self,
        node: nodes.Include | nodes.Extends | nodes.Import | nodes.FromImport,
        *,
        known: Known,
        needed: bool = True,
    ) -> None:
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            self.taken.append((node.template, dict(known), needed))
        else:
            self.visit(node.template)

    def _lenient(self, node: nodes.Filter | nodes.Test, *, may_be_missing: bool) -> None:
        """Read it; what is asked for at its left may be missing, but not what that is a part of."""
        asked = node.node
        if not may_be_missing or not isinstance(asked, nodes.Name | nodes.Getattr | nodes.Getitem):
            self.generic_visit(node)
            return
        self.generic_visit(asked)
        for each in node.iter_child_nodes(exclude=("node",)):
            self.visit(each)

    def _function(self, node: nodes.Macro | nodes.CallBlock, inside: dict[str, Kind]) -> None:
        for each in node.defaults:
            self.visit(each)
        self._each(node.body, inside | {each.name: None for each in node.args})

    def _each(self, several: Iterable[nodes.Node], inside: Known) -> None:
        """Read them with more names known; what they set is forgotten."""
        outside = self._known
        self._known = {**outside, **inside}
        for each in several:
            self.visit(each)
        self._known = outside

    def _bound(self, target: nodes.Node, kind: Kind) -> dict[str, Kind]:
        if isinstance(target, nodes.Name):
            return {target.name: kind}
        if not isinstance(target, nodes.Tuple):
            return {}
        pairs = [self._bound(each, item(kind, number)) for number, each in enumerate(target.items)]
        return {name: inner for pair in pairs for name, inner in pair.items()}

    def _kind(self, node: nodes.Node) -> Kind:
        """What an expression stands for; None where that is not known beforehand."""
        if isinstance(node, nodes.Name):
            return self._known.get(node.name)
        if isinstance(node, nodes.Getattr):
            return part(self._kind(node.node), node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return part(self._kind(node.node), node.arg.value)
        if isinstance(node, nodes.Filter) and node.node is not None:
            inner = self._kind(node.node) if node.name in _ONE | _SAME else None
            return item(inner) if node.name in _ONE else inner
        return None

    def _part(self, node: nodes.Getattr | nodes.Getitem, name: str) -> None:
        choices = parts(self._kind(node.node))
        # What begins with an underscore is refused in other words when it is rendered.
        if choices is not None and name not in choices and not name.startswith("_"):
            self._unknown(node, name, choices)

    def _unknown(self, node: nodes.Expr, name: str, choices: Iterable[str]) -> None:
        said = spelled(node)
        if said not in self._asked:
            place = self.written.place(_leftmost(node).lineno, said)
            self.found.append(Problem(place, unknown(said, name, sorted(choices))))


def spelled(node: nodes.Node) -> str:
    """`contact.name`, as it is written."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{spelled(node.node)}[{node.arg.value!r}]"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"({spelled(node.node)} | {node.name})"
    return "..."


def _leftmost(node: nodes.Node) -> nodes.Node:
    while (
        isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Filter | nodes.Call) and node.node is not None
    ):
        node = node.node
    return node
