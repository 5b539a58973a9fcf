"""What pydantic says of wrongly written data, as problems a convener can act on: exact place, plain words.

A reading that fails also yields a draft, with the broken parts set aside, so that everything else wrong with
the same file is found in the same pass.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from outreach.core.errors import Path, Places, Problem
from outreach.core.spelling import nearest

Model = TypeVar("Model", bound=BaseModel)

ROUNDS = 5
PLACEHOLDERS: Mapping[str, Any] = {
    "when": "on 2000-01-01 at 09:00", "closes": "3 days after opening", "starts": "2000-01-01 09:00",
    "due": "2000-01-01", "until": "2000-01-01", "options": [], "steps": [], "kind": "social", "send": "email",
    "rule": "A000", "audience": {"tags": ["?"]}, "id": "unreadable", "campaign": "unreadable",
    "poll": "unreadable",
}  # fmt: skip
"""What stands in a draft for a required value that cannot be read; any other is a question mark."""

GROUPS = frozenset({"model_type", "model_attributes_type"})
SHAPES = {r"^#\w+$": "a hashtag such as `#wyomingnextgen`"}


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """What became of data read as a model.

    `value` is None where there are problems. `draft` is the value, or what is left when the parts at `broken`
    are set aside; None where too little is left. `places` also knows misspelled keys by their right names.
    """

    value: Model | None
    draft: Model | None
    places: Places
    problems: tuple[Problem, ...] = ()
    broken: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class _Error:
    """One complaint: its path in the data (of the absent key where one is missing), its kind and words."""

    path: Path
    kind: str
    message: str


def checked(model: type[Model], data: Any, places: Places, *at: str | int) -> Model | list[Problem]:
    """The data as that model, or everything that is wrong with it; `at` is the data's path in its file."""
    found = reading(model, data, places, at)
    return list(found.problems) if found.value is None else found.value


def reading(model: type[Model], data: Any, places: Places, at: Path = ()) -> Reading[Model]:
    """The data as that model, or all that is wrong with it and what is left of it."""
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        return _Mending(model, data, places, at).reading(error)
    return Reading(value, value, places)


class _Mending(Generic[Model]):
    """Sets the broken parts of a copy aside until the rest can be read."""

    def __init__(self, model: type[Model], data: Any, places: Places, at: Path) -> None:
        self.model = model
        self.data = _copy(data)
        self.at = at
        self.places = Places(places.file, dict(places.values), dict(places.keys))
        self.broken: set[Path] = set()
        self.problems: list[Problem] = []

    def reading(self, error: ValidationError) -> Reading[Model]:
        draft = None
        for _ in range(ROUNDS):
            self.set_aside(list(_errors(self.model, error, self.data)))
            try:
                draft = self.model.model_validate(self.data)
                break
            except ValidationError as again:
                error = again
        problems = tuple(sorted(set(self.problems), key=lambda each: each.place))
        return Reading(None, draft, self.places, problems, frozenset(self.broken))

    def set_aside(self, errors: list[_Error]) -> None:
        meant = {self.right(error.path) for error in errors if error.kind == "extra_forbidden"}
        errors = [error for error in errors if error.kind != "missing" or error.path not in meant]
        for error in errors:
            if not self.is_aside((*self.at, *error.path)):
                self.tell(error)
        for error in sorted(errors, key=lambda each: each.kind != "extra_forbidden"):
            self.broken.add((*self.at, *error.path))
            if error.kind == "extra_forbidden":
                self.respell(error.path)
            else:
                self.replace(error.path, error.kind)

    def is_aside(self, path: Path) -> bool:
        return any(path[: len(broken)] == broken for broken in self.broken)

    def tell(self, error: _Error) -> None:
        whole = (*self.at, *error.path)
        place = self.places.key(*whole) if error.kind == "extra_forbidden" else self.places.value(*whole)
        self.problems.append(Problem(place, error.message))

    def right(self, path: Path) -> Path:
        """The path of the key that was meant by an unknown one."""
        return (*path[:-1], _spelling(_owner(self.model, path[:-1]), str(path[-1])))

    def respell(self, path: Path) -> None:
        group = _inside(self.data, path[:-1])
        if not isinstance(group, dict):
            return
        value = group.pop(path[-1], None)
        right = self.right(path)
        if right[-1] and right[-1] not in group:
            group[right[-1]] = value
            self.rename((*self.at, *path), (*self.at, *right))

    def rename(self, wrong: Path, right: Path) -> None:
        for spots in (self.places.values, self.places.keys):
            moved = {right + path[len(wrong) :]: spots[path] for path in spots if path[: len(wrong)] == wrong}
            spots.update(moved)  # type: ignore[attr-defined]

    def replace(self, path: Path, kind: str) -> None:
        """Take a broken value out; where it is required, put a placeholder there."""
        while path and isinstance(path[-1], int):
            items = _inside(self.data, path[:-1])
            if kind in GROUPS and isinstance(items, list):
                items[path[-1]] = {}
                return
            path = path[:-1]
        group = _inside(self.data, path[:-1]) if path else None
        if not isinstance(group, dict):
            return
        owner = _owner(self.model, path[:-1])
        field = _fields(owner).get(str(path[-1])) if owner else None
        if field and field.is_required():
            group[path[-1]] = PLACEHOLDERS.get(str(path[-1]), "?")
        else:
            group.pop(path[-1], None)
        self.broken.add((*self.at, *path))


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(value) for value in data] if isinstance(data, list) else data


def _inside(data: Any, path: Path) -> Any:
    """The value at `path`; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (IndexError, KeyError, TypeError):
            return None
    return data


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The model's fields by the key that people write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _owner(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that the mapping at `path` is read as; None where it is no model."""
    models, named = [model], False
    for part in path:
        if named:  # this part is a name that people choose among, such as a provider under `limits`
            named = False
        elif isinstance(part, str):
            fields = [field for each in models if (field := _fields(each).get(part))]
            models = [found for field in fields for found in _models(field.annotation)]
            named = any(get_origin(field.annotation) is dict for field in fields)
    return models[0] if models else None


def _spelling(owner: type[BaseModel] | None, word: str) -> str:
    """The key that was meant; the inner name of a key such as `from` counts as its spelling."""
    if owner is None:
        return ""
    if (field := owner.model_fields.get(word)) and field.alias:
        return field.alias
    found = re.search("`(.*)`", nearest(word, _fields(owner)))
    return found[1] if found else ""


def _errors(model: type[BaseModel], error: ValidationError, data: Any) -> Iterator[_Error]:
    for each in error.errors(include_url=False):
        path = _path(each["loc"], data, missing=each["type"] == "missing")
        owner = _owner(model, path[:-1])
        yield _Error(path, each["type"], _message(each, path, owner))


def _path(loc: Path, data: Any, *, missing: bool) -> Path:
    """The path in the data: pydantic's own, without the names of union members and the like."""
    path: list[str | int] = []
    for part in loc[:-1] if missing else loc:
        known = isinstance(data, dict) or (isinstance(data, list) and isinstance(part, int))
        if known and (part in data if isinstance(data, dict) else 0 <= int(part) < len(data)):
            data = data[part]
            path.append(part)
    return (*path, loc[-1]) if missing else tuple(path)


def _message(error: Any, path: Path, owner: type[BaseModel] | None) -> str:
    name = f"`{next((part for part in reversed(path) if isinstance(part, str)), '')}`"
    kind, given = error["type"], error["input"]
    if kind == "missing":
        return f"{name} is missing"
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]), owner)
    subject = name if name != "``" else "this"
    if given is None:
        return f"{subject} has no value; write one, or take it out (a text that starts with `#` needs quotes)"
    describe = WORDS.get(kind)
    return f"{subject}: {describe(error) if describe else error['msg']}"


def _unknown(key: str, owner: type[BaseModel] | None) -> str:
    if right := _spelling(owner, key):
        return f"unknown key `{key}`; did you mean `{right}`?"
    known = ", ".join(_fields(owner)) if owner else ""
    return f"unknown key `{key}`; known here are {known}"


def _one_of(error: Any) -> str:
    allowed = re.findall("'([^']*)'", error["ctx"]["expected"])
    given = error["input"]
    near = nearest(given, allowed) if isinstance(given, str) else ""
    return f"{_shown(given)} is none of {', '.join(allowed)}{near}"


def _text(error: Any) -> str:
    given = error["input"]
    if isinstance(given, list | dict):
        return f"must be one text, not {_shown(given)}"
    written = str(given).lower() if isinstance(given, bool) else given
    return f'must be text; put it in quotes: "{written}"'


def _list(error: Any) -> str:
    given = error["input"]
    return f"must be a list{'' if isinstance(given, dict) else f'; write [{given}]'}"


def _shown(given: Any) -> str:
    if isinstance(given, list):
        return "a list"
    return "a group of keys" if isinstance(given, dict) else f"`{given}`"


def _group(error: Any) -> str:
    return f"must be a group of keys, each with its value, not {_shown(error['input'])}"


def _whole(error: Any) -> str:
    return f"must be a whole number, not {_shown(error['input'])}"


WORDS: Mapping[str, Callable[[Any], str]] = {
    "literal_error": _one_of,
    "enum": _one_of,
    "string_type": _text,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _group,
    "model_attributes_type": _group,
    "dict_type": _group,
    "int_type": _whole,
    "int_parsing": _whole,
    "int_from_float": _whole,
    "bool_type": lambda error: f"must be true or false, not {_shown(error['input'])}",
    "bool_parsing": lambda error: f"must be true or false, not {_shown(error['input'])}",
    "greater_than_equal": lambda error: f"must be at least {error['ctx']['ge']}",
    "string_pattern_mismatch": lambda error: (
        f"`{error['input']}` is not {SHAPES.get(error['ctx']['pattern'], 'of the shape it must have')}"
    ),
    "value_error": lambda error: str(error["ctx"]["error"]),
}
