"""What a name of a template stands for, and its parts: the annotations of the views, followed."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Kind = Any
"""A class, an annotation such as `Sequence[Person]`, or None for anything."""


def plain(kind: Kind) -> Kind:
    """`Person` for `Person | None`; anything where it may be several things."""
    origin: object = get_origin(kind)
    if origin is not Union and origin is not UnionType:
        return kind
    several = [each for each in get_args(kind) if each is not NoneType]
    return several[0] if len(several) == 1 else None


def parts(kind: Kind) -> Mapping[str, Kind] | None:
    """The parts of a view by their names, or None where any name may be asked of it."""
    view = plain(kind)
    return _fields(view) if isinstance(view, type) and is_dataclass(view) else None


def part(kind: Kind, name: object) -> Kind:
    """What `kind.name` or `kind[0]` is."""
    if isinstance(name, int):
        return item(kind)
    return (parts(kind) or {}).get(str(name))


def item(kind: Kind, number: int = 0) -> Kind:
    """What a list of them holds; for a row such as `tuple[str, str]` what stands at `number`."""
    several = plain(kind)
    inside = get_args(several)
    origin: object = get_origin(several)
    if origin is tuple and Ellipsis not in inside:
        return inside[number] if number < len(inside) else None
    return inside[0] if origin in (list, tuple, Sequence) else None


@lru_cache
def _fields(view: type) -> Mapping[str, Kind]:
    hints = get_type_hints(view)
    return {each.name: hints[each.name] for each in fields(view)}
