"""Sets of CSS words, written the way that specifications list them."""


def words(text: str) -> frozenset[str]:
    """The words of `text`, which blanks separate."""
    return frozenset(text.split())
