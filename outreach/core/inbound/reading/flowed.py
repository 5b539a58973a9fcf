"""Text in format=flowed (RFC 3676): lines that a program broke are joined again."""

from collections.abc import Iterator


def unfolded(text: str, *, joined: bool) -> str:
    """The paragraphs as they were typed, what is quoted behind `> `.

    Args:
        text: lines ending in LF.
        joined: DelSp=yes: the space at the end of a broken line belongs to the break (RFC 3676, 4.1).
    """
    return "\n".join(_lines(text, joined=joined))


def _lines(text: str, *, joined: bool) -> Iterator[str]:
    held: list[str] = []
    held_depth = 0
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        goes_on = words.endswith(" ") and words != "-- "
        if held and (depth != held_depth or words == "-- "):
            yield _behind(held_depth, "".join(held).rstrip())
            held = []
        held.append(words[:-1] if goes_on and joined else words)
        held_depth = depth
        if not goes_on:
            yield _behind(depth, "".join(held))
            held = []
    if held:
        yield _behind(held_depth, "".join(held).rstrip())


def _behind(depth: int, words: str) -> str:
    return f"{'>' * depth} {words}" if depth else words
