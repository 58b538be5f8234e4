"""Text for a terminal: what comes from files, names and models must not steer it."""


def one_line(text: str, kept: str = "") -> str:
    """`text` with all that is not printable escaped, but for the characters `kept`.

    Control characters move the cursor and rename the window; marks of direction show another text than there is.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character in kept or character.isprintable()
        else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )
