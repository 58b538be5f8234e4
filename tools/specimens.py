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
_INSIDE = {"li": "ul", "summary": "details"}
_ROWS = re.compile(r"(?:thead|tbody|tfoot|tr|th|td|caption)(?![\w-])")
_PAGE = ("*", "html", "body", ":root", "")
_BARE = re.compile(
    r"icon|spinner|loader|skeleton|dot|triangle|shape|progress|heart|arrow|caret|ring\Z|close|check|swatch|knob|thumb|"
    r"line\Z|divider|avatar|burger|chevron|hexagon|blob|circle|star|bar\Z|pie|gauge"
)
_REPEATED = re.compile(
    r"(?:.*[-_])?(?:item|card|step|tab|cell|col|segment|star|day|entry|message|msg|slide|tile|chip|option|event|bar|row)|li|a"
)
_KINDS = (  # what an element is, by the pseudo-classes and pseudo-elements that its selectors have
    (r"slider|range-", "input type=range"),
    (r"file-selector", "input type=file"),
    (r"search-(?:cancel|decoration)", "input type=search value=found"),
    (r"spin-button", "input type=number value=3"),
    (r"color-swatch", "input type=color value=#2563eb"),
    (r"checked|indeterminate", "input type=checkbox"),
    (r"placeholder|(?:user-)?(?:in)?valid\Z|required|optional|read-only|autofill", "input"),
    (r"progress-", "progress"),
    (r"meter-", "meter"),
    (r"backdrop|modal", "dialog"),
)
_BASE = (
    "*, ::before, ::after { box-sizing: border-box; } body { margin: 8px; background: #f3f4f6; font: 14px system-ui; }"
)
_TEXT = "The quick brown fox jumps over the lazy dog and runs away."


@dataclass(slots=True)
class Element:
    """An element to be drawn; `compound` is its selector without pseudo-classes, which are `pseudos`."""

    compound: str
    children: list["Element"] = field(default_factory=list)
    pseudos: set[str] = field(default_factory=set)

    def child(self, compound: str) -> "Element":
        """The child of that selector, made if it is not there."""
        for child in self.children:
            if child.compound in (compound, f"table{compound}"):
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
        and not body.children[0].pseudos & {"checked", "indeterminate", "placeholder"}
        and not _BARE.search(body.children[0].compound)
        and re.search(r"display: (?:inline-)?(?:flex|grid)", css)
    ):
        body.children[0].children = [Element(f"span.box-{number}") for number in range(1, 5)]
    style = f"{_BASE} :root {{ {_invent_tokens(css)} }}"
    if re.search(r"(?:top|bottom|left|right): (?:calc\()?100%", css):
        style += " body { position: relative; width: 40%; height: 40px; margin: 60px auto; outline: 1px dashed; }"
    inside = "".join(_render(child) for child in body.children)
    css = re.sub(r"url\([^)]*\)", f'url("{_PICTURE}")', css)
    return f"<!doctype html><style>{style}\n{css}</style><body>{inside}"


def _invent_tokens(css: str) -> str:
    """Values for the custom properties that a recipe takes from its file."""
    names = set(re.findall(r"var\(\s*(--[-\w]+)", css)) - set(re.findall(r"(--[-\w]+)\s*:", css))
    return " ".join(f"{name}: {_invent_value(name, css)};" for name in sorted(names))


def _invent_value(name: str, css: str) -> str:
    use = rf"var\({name}(?:, [\d.]+%?)?\)"
    if re.search(rf"{use} \* 1%|counter-reset: \S+ {use}", css):
        return "60"
    if re.search(rf"scale\w?\({use}|{use} \* (?:100|360|3\.6)(?:%|deg)", css):
        return "0.6"
    if re.search(rf"(?:left|right|top|bottom|width|height|size|start): {use}|(?:#\w+|\)) (?:0 )?{use}|/ {use}", css):
        return "60%"
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
    """Make the elements that `selector` names, each once, and those that its `:has()` names inside them."""
    inner: list[str] = re.findall(r":has\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)", selector)
    plain = selector
    while plain != (plain := re.sub(r"\([^()]*\)", "", plain)):
        pass
    place, parent = body, body
    for combinator, part in re.findall(r"([>+~]?)\s*([^\s>+~]+)", plain):
        compound = re.sub(r":{1,2}[\w-]+", "", part)
        if compound in _PAGE and not (place is not body and ":checked" in part):
            continue
        compound = compound or "input"
        place = parent if combinator in ("+", "~") else place
        parent = place
        base = re.match(r"\.([\w-]+?)__", compound)
        owner = body.find(base[1]) if base and place is body else None
        outer = _INSIDE.get(compound)
        if outer and place is body:
            place = body.child(outer)
        above = owner or place
        place = above.child(compound)
        if _ROWS.match(compound):
            _tabulate(above, place)
        place.pseudos.update(re.findall(r":([\w-]+)", part))
        for one in inner if ":has" in part else ():
            for wanted in re.split(r",(?![^(]*\))", one):
                _place(re.sub(r"(?<![\w)\]]):(?:focus\S*|checked)", "input:checked", wanted.strip(" >+~")), place)


def _tabulate(above: Element, part: Element) -> None:
    """Make a table of an element that has a part of a table in it and is neither a table nor in one."""
    if above.compound == "body":
        above.children.remove(part)
        above.child("table").children.append(part)
    elif not _ROWS.match(above.compound) and not re.match(r"[a-z]", above.compound):
        if re.search(r"wrap|scroll|container|box", above.compound):
            above.children.remove(part)
            above.child("table").children.append(part)
        else:
            above.compound = f"table{above.compound}"


def _render_table(table: Element) -> str:
    """Head, three rows and foot of a table, with the rows and cells that its selectors name."""
    parts = list(_walk(table))

    def named(tag: str, inside: str = "") -> list[Element]:
        found = [part for part, path in parts if part.compound.startswith(tag) and inside in path]
        return [part for part in found if part.compound != tag or part.children]

    def row(cells: list[Element], words: tuple[str, ...], tag: str) -> str:
        texts = [f"<{tag}>{word}</{tag}>" for word in words]
        for place, cell in enumerate(cells[-3:]):
            inside = "".join(map(_render, cell.children)) or words[-1 - place]
            texts[-1 - place] = f"{_open(cell)}{inside}</{tag}>"
        return "".join(texts)

    rows = named("tr")
    body = ""
    for place, words in enumerate((("Ada", "London", "12.50"), ("Kurt", "Brno", "9.00"), ("Emmy", "Erlangen", "3.10"))):
        opening = _open(rows[place]) if place < len(rows) else "<tr>"
        heads = "".join(row([head], (words[0],), "th") for head in named("th", "tbody")[:1])
        body += opening + heads + row(named("td") if place < 2 else [], words[1:] if heads else words, "td") + "</tr>"
    others = "".join(_render(child) for child in table.children if not _ROWS.match(child.compound))
    head = row(named("th"), ("Name", "Town", "Sum"), "th")
    foot = "<tfoot><tr><td>Sum<td><td>24.60" if any(part.compound == "tfoot" for part, _ in parts) else ""
    caption = "<caption>A caption</caption>" if any(part.compound == "caption" for part, _ in parts) else ""
    return f"{_open(table)}{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>{others}"


def _walk(element: Element, path: str = "") -> Iterator[tuple[Element, str]]:
    for child in element.children:
        yield child, path
        yield from _walk(child, f"{path} {child.compound}")


def _open(element: Element) -> str:
    """The opening tag of a part of a table."""
    names = re.findall(r"\.([\w-]+)", element.compound)
    tag = (re.match(r"[a-z]+", element.compound) or ["div"])[0]
    attributes = re.findall(r"\[([\w-]+(?:[~|^$*]?=[^\]]*)?)\]", element.compound)
    classes = [f'class="{" ".join(names)}"'] if names else []
    return f"<{' '.join((tag, *classes, *attributes))}>"


def _render(element: Element) -> str:
    if element.compound.startswith("table") and re.fullmatch(r"table(?![\w-]).*", element.compound):
        return _render_table(element)
    names = re.findall(r"\.([\w-]+)", element.compound)
    names += [name.partition("--")[0] for name in names if "--" in name]
    kind = _guess_kind(element, names)
    tag, _, given = kind.partition(" ")
    attributes = [f'class="{" ".join(names)}"'] if names else []
    attributes += re.findall(r"\[([\w-]+(?:[~|^$*]?=[^\]]*)?)\]", element.compound)
    if tag == "input" and "[type" not in element.compound:
        given = given or ("type=checkbox" if re.search(r"check|switch|toggle", " ".join(names)) else "")
    attributes += [given] if given and "[type" not in element.compound else []
    attributes += ['style="display: block"'] if "popover" in attributes else []
    attributes.append(_ATTRIBUTES.get(tag, ""))
    opening = f"<{' '.join((tag, *filter(None, attributes)))}>"
    if tag in _VOID:
        return opening
    inside = "".join(_render(child) * _count(child, element) for child in element.children)
    if inside and all(_guess_kind(child, []).startswith("input") for child in element.children):
        inside += "<span>A label</span>"
    inside = inside or _CONTENTS.get(tag) or _fill(tag, names)
    return f"{opening}{inside}</{tag}>"


def _count(child: Element, parent: Element) -> int:
    """How many of an element stand in its parent."""
    alone = len(parent.children) == 1 or child.compound in ("li", "a")
    names = re.findall(r"\.([\w-]+)", child.compound) or [child.compound]
    return 3 if alone and _REPEATED.fullmatch(names[0]) else 1


def _guess_kind(element: Element, names: list[str]) -> str:
    """Tag of an element and, for an input, its type."""
    plain = re.match(r"[a-z][a-z0-9]*", element.compound)
    if plain and plain[0] != "input":
        return plain[0]
    names = names or re.findall(r"\.([\w-]+)", element.compound)
    if not element.children and not re.search(r"form\Z|fieldset|group", " ".join(names)):
        for pattern, kind in _KINDS:
            if any(re.search(pattern, pseudo) for pseudo in element.pseudos):
                return kind if "radio" not in element.compound else kind.replace("checkbox", "radio")
    tag = "input" if plain else _guess_tag(" ".join(names[:1]))
    return "div" if tag in _VOID and element.children else tag


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
