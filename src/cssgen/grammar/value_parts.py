"""The parts of a value that stand before and behind a marker, in the layout that the grammar derives."""

from cssgen.scanner import Kind, Token, scan


def read_head(prefix: str) -> str:
    """The value that `prefix` breaks off in, without what stands before its colon."""
    pieces: list[Token] = []
    depth = 0
    for token in scan(prefix):
        depth = max(0, depth + (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE))
        if token.text in ("{", "}") or (token.text == ";" and not depth):
            pieces, depth = [], 0
        else:
            pieces.append(token)
    colon = next((index for index, token in enumerate(pieces) if token.text == ":"), len(pieces))
    return render_parts(pieces[colon + 1 :])


def read_tail(suffix: str) -> str:
    """What `suffix` begins with and belongs to the same value."""
    pieces: list[Token] = []
    for token in scan(suffix):
        if token.text in (";", "}", "{", "!"):
            break
        pieces.append(token)
    return render_parts(pieces)


def render_parts(tokens: list[Token]) -> str:
    """Tokens in canonical layout."""
    text = ""
    for token in tokens:
        if token.kind in (Kind.COMMENT, Kind.UNCLOSED_COMMENT):
            continue
        if token.kind is Kind.SPACE:
            text = text if text.endswith(("(", " ")) or not text else f"{text} "
        elif token.text == ",":
            text = f"{text.rstrip()}, "
        elif token.text == "/":
            text = f"{text.rstrip()} / "
        elif token.kind is Kind.CLOSE:
            text = text.rstrip() + token.text
        else:
            text += token.text
    return text.strip()


def gap_behind(head: str) -> str:
    """The blank between `head` and what follows."""
    return "" if not head or head.endswith("(") else " "


def gap_before(tail: str) -> str:
    """The blank between what comes first and `tail`."""
    return "" if tail[:1] in ("", ")", ",") else " "
