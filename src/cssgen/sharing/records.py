"""Frozen values of this package as JSON, and back; what does not fit their types is refused."""

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from cssgen.candidates import Candidate
from cssgen.contexts import Context


class RecordError(ValueError):
    """This is not what it should be."""


def dump(values: Sequence[Context] | Sequence[Candidate]) -> list[dict[str, Any]]:
    """Values as JSON has them."""
    return [json.loads(json.dumps(asdict(value))) for value in values]


def load_contexts(records: object) -> list[Context]:
    """The contexts in a list.

    Raises:
        RecordError: if it is none.
    """
    return [_load(Context, record) for record in _load_list(records)]


def load_candidates(records: object) -> list[list[Candidate]]:
    """The candidates in a list of lists.

    Raises:
        RecordError: if it is none.
    """
    return [[_load(Candidate, record) for record in _load_list(inner)] for inner in _load_list(records)]


def _load(kind: Any, value: Any) -> Any:
    """A value of a type, which is a dataclass or what those of this package are made of."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        options = [option for option in arguments if option is not NoneType]
        return None if value is None else _load(options[0], value)
    if origin is tuple:
        items = _load_list(value)
        kinds = arguments[:1] * len(items) if arguments[-1] is Ellipsis else arguments
        return tuple(_load(inner, item) for inner, item in _pair(kinds, items))
    if origin is Literal:
        return _check(value, value in arguments)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        record = _check(value, isinstance(value, dict) and value.keys() == hints.keys())
        return kind(**{name: _load(hints[name], record[name]) for name in hints})
    return _load_plain(kind, value)


def _load_plain(kind: Any, value: Any) -> Any:
    if issubclass(kind, tuple):  # a named one
        return kind(*(_load(inner, item) for inner, item in _pair(tuple(get_type_hints(kind).values()), value)))
    if issubclass(kind, Enum):
        return kind(_check(value, value in [member.value for member in kind]))
    if kind is float and type(value) is int:
        return float(value)
    return _check(value, type(value) is kind)


def _load_list(value: Any) -> list[Any]:
    found: list[Any] = _check(value, isinstance(value, list))
    return found


def _pair(kinds: Sequence[Any], items: Any) -> list[tuple[Any, Any]]:
    values = _load_list(items)
    return list(zip(kinds, _check(values, len(values) == len(kinds)), strict=True))


def _check(value: Any, is_fit: bool) -> Any:
    if not is_fit:
        raise RecordError(f"unexpected {value!r:.80}")
    return value
