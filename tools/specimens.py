"""A page for a recipe: the elements that its selectors name, with something in them to look at."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cssgen.answers import Item, Rule, parse_answer
from cssgen.cookbook import Recipe
from cssgen.productions import Production

_PICTURE = "data:image/svg+xml," + (
    "%3Csvg xmlns='http://www.w3.org/2000/svg' width='320' height='200'%3E%3Crect width='320' height='200' "
    "fill='%237dd3fc'/%3E%3Ccircle cx='240' cy='60' r='30' fill='%23fde047'/%3E%3Cpath d='M0 200 110 70l80 90 "
    "50-50 80 90z' fill='%230f766e'/%3E%3C/svg%3E"
)
_CONTENTS = {
    "ul": "<li>One</li><li>Two</li><li>Three</li>",
    "ol": "<li>One</li><li>Two</li><li>Three</li>",
    "dl": "<dt>Term</dt><dd>What it means</dd><dt>Other</dt><dd>What that means</dd>",
    "table": "<thead><tr><th>Name<th>Town<th>Sum<tbody><tr><td>Ada<td>London<td>12.50<tr><td>Kurt<td>Brno<td>9.00",
    "select": "<option>One<option>Two",
    "details": "<summary>A question?</summary><p>An answer.</p>",
    "svg": '<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2"/>',
    "fieldset": "<legend>Legend</legend><label><input type=radio> One</label>",
    "blockquote": "A quotation that runs over more than one line, so that its margins show.",
}
_VOID = ("input", "img", "hr", "br")
_ATTRIBUTES = {
    "img": f'src="{_PICTURE}" alt=""',
    "input": 'placeholder="Placeholder"',
    "progress": 'value="0.6"',
    "meter": 'value="0.6"',
    "svg": 'viewBox="0 0 24 24" width="24"',
    "a": 'href="#"',
    "dialog": "open",
    "details": "open",
    "textarea": 'placeholder="Placeholder"',
}
_INSIDE = {"li": "ul", "tr": "tbody", "td": "tr", "th": "tr", "tbody": "table", "thead": "table", "summary": "details"}
_PAGE = ("*", "html", "body", ":root", "")
_BARE = re.compile(
    r"icon|spinner|loader|skeleton|dot|triangle|shape|progress|heart|arrow|caret|ring\Z|close|check|swatch|knob|thumb|"
    r"line\Z|divider|avatar|burger|chevron|hexagon|blob|circle|star|bar\Z|pie|gauge"
)
_TEXT = "The quick brown fox jumps over the lazy dog and runs away."


@dataclass(slots=True)
class Element:
    """An element to be drawn; `compound` is its selector without pseudo-classes."""

    compound: str
    children: list["Element"] = field(default_factory=list)

    def child(self, compound: str) -> "Element":
        """The child of that selector, made if it is not there."""
        for child in self.children:
            if child.compound == compound:
                return child
        self.children.append(Element(compound))
        return self.children[-1]

    def find(self, name: str) -> "Element | None":
        """The first descendant of a class."""
        for child in self.children:
            if name in re.findall(r"\.([\w-]+)", child.compound):
                return child
            if found := child.find(name):
                return found
        return None


def render_specimen(recipe: Recipe) -> str:
    """A whole HTML document that shows a recipe; conditions of `@media` and the like count as met."""
    css = render_css(recipe)
    body = Element("body")
    for selector in _selectors(parse_answer(css, Production.STYLESHEET)):
        _place(selector, body)
    if not body.children:
        body.child(".specimen")
    if (
        len(body.children) == 1
        and not body.children[0].children
        and re.search(r"display: (?:inline-)?(?:flex|grid)", css)
    ):
        body.children[0].children = [Element(f"span.box-{number}") for number in range(1, 5)]
    style = f"body {{ margin: 8px; background: #f3f4f6; font: 14px system-ui; }} :root {{ {_invent_tokens(css)} }}"
    if re.search(r"(?:top|bottom|left|right): (?:calc\()?100%", css):
        style += " body { position: relative; width: 40%; height: 40px; margin: 60px auto; outline: 1px dashed; }"
    inside = "".join(_render(child) for child in body.children)
    css = re.sub(r"url\([^)]*\)", f'url("{_PICTURE}")', css)
    return f"<!doctype html><style>{style}\n{css}</style><body>{inside}"


def _invent_tokens(css: str) -> str:
    """Values for the custom properties that a recipe takes from its file."""
    names = set(re.findall(r"var\(\s*(--[-\w]+)", css)) - set(re.findall(r"(--[-\w]+)\s*:", css))
    return " ".join(f"{name}: {_invent_value(name)};" for name in sorted(names))


def _invent_value(name: str) -> str:
    if re.search(r"space|gap|radius|width|height|size|gutter|offset|pad", name):
        return "16px"
    if re.search(r"text|ink|muted", name):
        return "#334155"
    if re.search(r"bg|surface|card|light", name):
        return "#e0f2fe"
    return "2" if re.fullmatch(r"--(?:i|n|index|value|progress|level)", name) else "#2563eb"


def render_css(recipe: Recipe) -> str:
    """The stylesheet of a recipe as it looks when its condition is met or its animation runs."""
    if recipe.production is Production.STYLESHEET:
        return recipe.answer
    if recipe.production is Production.VALUE:
        return f"{recipe.prelude} {{ {recipe.property}: {recipe.answer}; }}"
    if recipe.production is Production.GROUP:
        return recipe.answer
    block = f"{recipe.prelude} {{\n{recipe.answer}\n}}"
    if recipe.production is Production.KEYFRAMES:
        name = recipe.prelude.split()[-1]
        box = "width: 64px; height: 64px; background: #38bdf8"
        return f"{block}\n.specimen {{ {box}; animation: {name} 2s 0.3s infinite alternate; }}"
    return block


def _selectors(items: tuple[Item, ...], outside: str = "") -> Iterator[str]:
    for item in items:
        if not isinstance(item, Rule) or item.items is None:
            continue
        if re.match(r"@(?:-\w+-)?(?:keyframes|font-face|property|page|layer|position-try|view)", item.prelude):
            continue
        if item.prelude.startswith("@"):
            yield from _selectors(item.items, outside)
            continue
        for part in re.split(r",(?![^(]*\))", item.prelude):
            selector = part.replace("&", outside) if "&" in part else f"{outside} {part}".strip()
            yield selector
            yield from _selectors(item.items, selector)


def _place(selector: str, body: Element) -> None:
    """Make the elements that `selector` names, each once."""
    plain = re.sub(r":{1,2}[\w-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?", "", selector)
    place, parent = body, body
    for combinator, compound in re.findall(r"([>+~]?)\s*([^\s>+~]+)", plain):
        if compound in _PAGE:
            continue
        place = parent if combinator in ("+", "~") else place
        parent = place
        base = re.match(r"\.([\w-]+?)__", compound)
        owner = body.find(base[1]) if base and place is body else None
        outer = _INSIDE.get(compound)
        if outer and place is body:
            place = body.child(outer)
        place = (owner or place).child(compound)


def _render(element: Element) -> str:
    names = re.findall(r"\.([\w-]+)", element.compound)
    names += [name.partition("--")[0] for name in names if "--" in name]
    tag = (re.match(r"[a-z][a-z0-9]*", element.compound) or [_guess_tag(" ".join(names[:1]))])[0]
    attributes = [f'class="{" ".join(names)}"'] if names else []
    attributes += re.findall(r"\[([\w-]+(?:[~|^$*]?=[^\]]*)?)\]", element.compound)
    attributes += ["type=checkbox"] if tag == "input" and re.search(r"check|switch|toggle", " ".join(names)) else []
    attributes += ['style="display: block"'] if "popover" in attributes else []
    attributes.append(_ATTRIBUTES.get(tag, ""))
    opening = f"<{' '.join((tag, *filter(None, attributes)))}>"
    if tag in _VOID:
        return opening
    inside = "".join(_render(child) for child in element.children) or _CONTENTS.get(tag) or _fill(tag, names)
    return f"{opening}{inside}</{tag}>"


def _guess_tag(name: str) -> str:
    """What a class is usually put on."""
    tags = {
        "button": r"(?:btn|button|fab)\b.*",
        "input": r"(?:input|field|checkbox|switch|toggle|form-control)",
        "img": r".*(?:photo|thumb|img|picture|poster)",
        "span": r"(?:badge|tag|chip|pill|label|tooltip|caret|dot|price|new|counter)\b.*",
    }
    return next((tag for tag, pattern in tags.items() if re.fullmatch(pattern, name)), "div")


def _fill(tag: str, names: list[str]) -> str:
    if tag not in ("div", "section", "article", "main", "aside", "p"):
        return html.escape((names or [tag])[0].replace("-", " ").replace("_", " "))
    if names and _BARE.search(names[0]) and not re.search(r"navbar|toolbar|topbar|sidebar", names[0]):
        return ""
    if re.search(r"grid|row|flex|list|stack|cards|columns|gallery|group|tags|bar\Z|nav\Z", " ".join(names)):
        return "".join(f"<div>{word}</div>" for word in ("One", "Two", "Three", "Four"))
    return _TEXT
