"""Value definitions as trees: https://drafts.csswg.org/css-values-4/#value-defs."""

import math
from dataclasses import dataclass

UNBOUNDED = 10**9
"""Upper bound of `*`, `+` and `#`."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that stands for itself, as the specification spells it (`currentColor`)."""

    word: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A sign that stands for itself, such as `/` or `,`."""

    sign: str


@dataclass(frozen=True, slots=True)
class TypeReference:
    """`<name>`, possibly with a range (`<integer [0,∞]>`) or with words taken away from it."""

    name: str
    low: float = -math.inf
    high: float = math.inf
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PropertyReference:
    """`<'name'>`: whatever the property takes, without the keywords that every property takes."""

    name: str


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """`name( arguments )`; an empty name is a pair of parentheses."""

    name: str
    arguments: "Node"


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A block in square brackets or braces, which the value itself holds."""

    opener: str
    contents: "Node"


@dataclass(frozen=True, slots=True)
class Sequence:
    """Juxtaposition: all, in this order."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """`&&`: all, in any order."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`||`: one or more, in any order."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """`|`: exactly one."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`item` between `least` and `most` times, with commas between them or without."""

    item: "Node"
    least: int
    most: int
    commas: bool = False


@dataclass(frozen=True, slots=True)
class Required:
    """`[ … ]!`: at least one of its optional parts must be there."""

    item: "Node"


@dataclass(frozen=True, slots=True)
class BooleanExpression:
    """`<boolean-expr[ … ]>`: tests joined by `and`, `or`, `not` and parentheses."""

    test: "Node"


Node = (
    Keyword
    | Literal
    | TypeReference
    | PropertyReference
    | FunctionCall
    | Bracketed
    | Sequence
    | AllOf
    | AnyOf
    | OneOf
    | Repeat
    | Required
    | BooleanExpression
)
