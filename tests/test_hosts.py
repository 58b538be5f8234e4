"""Where the plain CSS of a host file lies, and that masking moves nothing."""

import pytest

from cssgen.hosts import UnclosedStyleError, find_islands, mask_host

CSS = "a { b: c }"


@pytest.mark.parametrize(
    ("text", "islands"),
    [
        pytest.param(f"<p>\n<style>{CSS}</style>", [CSS], id="HTML"),
        pytest.param(f"<STYLE media='a>b'>{CSS}</STYLE >", [CSS], id="upper case, > in an attribute"),
        pytest.param(f"<style>{CSS}</style><style scoped>\r\n{CSS}</style>", [CSS, f"\r\n{CSS}"], id="two blocks"),
        pytest.param(f"<style lang='scss'>{CSS}</style>", [], id="SCSS"),
        pytest.param(f'<style scoped lang="postcss">{CSS}</style>', [CSS], id="PostCSS"),
        pytest.param(f"<script>'<style></style>'</script><style>{CSS}</style>", [CSS], id="in a script"),
        pytest.param(f"<!-- <style> --><svg><style>{CSS}</style></svg>", [CSS], id="comment, SVG"),
        pytest.param(f"<styled>{CSS}</styled>", [], id="another element"),
    ],
)
def test_islands(text: str, islands: list[str]) -> None:
    assert [text[start:end] for start, end in find_islands(text)] == islands
    masked = mask_host(text)
    assert len(masked) == len(text)
    assert masked.split() == " ".join(islands).split()
    assert [masked[i] for i, c in enumerate(text) if c in "\r\n"] == [c for c in text if c in "\r\n"]


def test_unclosed() -> None:
    with pytest.raises(UnclosedStyleError) as caught:
        mask_host("<p><style>a {}")
    assert caught.value.offset == 3
