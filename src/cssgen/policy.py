"""What may be written: valid CSS, and nothing that generated CSS should not do however valid it is."""

import re
from collections.abc import Sequence

from cssgen.contexts import Context
from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.preprocessors.fills import find_misread
from cssgen.productions import Production
from cssgen.validity import judge as judge_by_specification
from cssgen.validity.escapes import unescape

# Ways to load or run something, or to leave the `<style>` element that a stylesheet may be pasted into.
_FORBIDDEN = {
    r"@(?:import|charset|namespace)\b": "an at-rule for the head of a file",
    # Browsers take `\\\\` for `//`. Strings are URLs in `image-set()`, `src()` and wherever a variable puts them.
    r"\b(?:url|src)\(\s*[\"']?\s*(?:[a-z][-+.a-z0-9]*:|[/\\]{2})": "an absolute URL",
    r"[\"']\s*(?:(?:https?|wss?|ftp|file|blob|data|javascript):|[/\\]{2}\w)": "an absolute URL",
    r"\b(?:url|src|image-set|image)\([^;{}]*\battr\(": "an attribute as a URL",
    r"\bjavascript\s*:": "a script",
    r"\bexpression\s*\(": "a script",
    r"(?:\A|[;{\s])(?:behavior|-moz-binding)\s*:": "a script",
    r"</": "the end of an HTML element",
    # Controls, halves of surrogate pairs, and what reorders the text that a reviewer sees.
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]": "a control character",
}
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), what) for pattern, what in _FORBIDDEN.items()]
_URL = re.compile(r"\burl\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_CUSTOM_PROPERTY = re.compile(r"--[-\w]+")


def judge(text: str, context: Context) -> Sequence[Diagnostic]:
    """Why an answer must not be written in place of a marker; empty if it may be."""
    span = Span(0, len(text))
    # As a browser reads it: escapes resolved, and what it drops from URLs dropped.
    read = re.sub(r"[\t\n\r\f]", "", unescape(text))
    forbidden = [f"it holds {what}" for pattern, what in _PATTERNS if pattern.search(text) or pattern.search(read)]
    forbidden += [f"it invents the URL `{url}`" for url in _find_invented_urls(text, context)]
    if context.dialect is not None:
        is_value = context.production is Production.VALUE
        is_nested = context.nested and not is_value
        misread = find_misread(text, context.dialect, is_value=is_value, is_nested=is_nested)
        forbidden += [misread] if misread else []
    known = {name for name, _ in context.custom_properties} | set(_CUSTOM_PROPERTY.findall(context.marker.prompt))
    found = judge_by_specification(text, context, custom_properties=known)
    return [*(Diagnostic("CSSG006", message, span) for message in forbidden), *found]


def _find_invented_urls(text: str, context: Context) -> list[str]:
    """URLs that stand neither in the prompt nor in the file: whatever they name, it is not there."""
    urls = (match[1].strip() for match in _URL.finditer(text))
    around = (context.marker.prompt, context.prefix, context.suffix)
    return [url for url in urls if not any(url in place for place in around)]
