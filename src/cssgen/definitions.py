"""What blocks declare, and what a stylesheet defines: its custom properties."""

from collections import deque
from collections.abc import Iterator

from cssgen.structure import Block


def iter_declared(block: Block) -> Iterator[str]:
    """Names of the properties that `block` declares directly, in order of appearance."""
    return (name for statement in block.statements if statement.ending != "{" and (name := statement.name))


def iter_custom_properties(root: Block, text: str) -> Iterator[tuple[str, str]]:
    """Names and first values of the custom properties that a stylesheet defines, from the outside in."""
    seen: set[str] = set()
    blocks = deque([root])
    while blocks:
        block = blocks.popleft()
        blocks += block.blocks
        for statement in block.statements:
            name = statement.name
            if name is not None and name.startswith("--") and len(statement.tokens) > 2 and name not in seen:
                seen.add(name)
                value = text[statement.tokens[2].start : statement.tokens[-1].end]
                yield name, " ".join(value.split())
