"""Markdown tokens as plain text that reads like a letter: not wrapped, no stars, links beside their words."""

from collections.abc import Iterable, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from outreach.rendering.marks import CLOSE, MARK, OPEN

_RULE = "* * *"
_LINE_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def plain_text(tokens: Sequence[Token]) -> str:
    """The text of a parsed document, without a newline at its end."""
    return _stacked(SyntaxTreeNode(tokens).children)


def _stacked(nodes: Iterable[SyntaxTreeNode], between: str = "\n\n") -> str:
    return between.join(text for text in map(_block, nodes) if text)


def _block(node: SyntaxTreeNode) -> str:
    if node.type in {"bullet_list", "ordered_list"}:
        return _list(node)
    if node.type == "blockquote":
        return _indented(_stacked(node.children), "> ", "> ")
    if node.type == "table":
        return "\n".join(_row(row) for part in node.children for row in part.children)
    if node.type == "hr":
        return _RULE
    if node.type in {"fence", "code_block"}:
        return node.content.rstrip("\n")
    return "".join(map(_inline, node.children))


def _list(node: SyntaxTreeNode) -> str:
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    tight = all(each.hidden for item in node.children for each in item.children if each.type == "paragraph")
    gap = "\n" if tight else "\n\n"
    items = []
    for number, item in enumerate(node.children):
        lead = "- " if first is None else f"{first + number}. "
        items.append(_indented(_stacked(item.children, gap), lead, " " * len(lead)))
    return gap.join(items)


def _row(node: SyntaxTreeNode) -> str:
    return " | ".join("".join(map(_inline, cell.children)) for cell in node.children)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])


def _inline(node: SyntaxTreeNode) -> str:
    if node.type == "link":
        return _link(node)
    if node.type in _LINE_BREAKS:
        return _LINE_BREAKS[node.type]
    if node.children:
        return "".join(map(_inline, node.children))
    return node.content


def _link(node: SyntaxTreeNode) -> str:
    words, address = "".join(map(_inline, node.children)), str(node.attrs["href"])
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    same = {_unmarked(address), _unmarked(bare)}
    return words if _unmarked(words) in same else f"{words} ({address})"


def _unmarked(text: str) -> str:
    """The same text whatever its marks say about where they stand."""
    return MARK.sub(rf"{OPEN}\2{CLOSE}", text)
