"""What HTML says of its elements, as bits of one number a name.

HTML names are no words of a human language, so they stand in code. Source: the WHATWG HTML standard, parsing and
rendering sections, as of 2025.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BLOCK",
    "BREAKOUT",
    "CLOSES_P",
    "CODE",
    "DROPPED",
    "ELEMENTS",
    "FOREIGN",
    "FORMATTING",
    "HEADINGS",
    "HEAD_CONTENT",
    "HIDDEN",
    "IMPLIED",
    "ITEM_WALL",
    "KINDS",
    "LINK",
    "NAMES",
    "P_WALL",
    "QUOTE",
    "RAISED",
    "ROLES",
    "ROOTED",
    "SCOPE",
    "SHADE",
    "SPECIAL",
    "STARTS",
    "TABLE_PART",
    "UNSEEN",
    "VOID",
    "named",
]

BLOCK: Final = 1
"""Its edges end a passage."""
CLOSES_P: Final = 2
"""Its start tag ends an open paragraph."""
SPECIAL: Final = 4
"""An end tag of an ordinary element does not look past it."""
FORMATTING: Final = 8
"""Its end tag takes away its own entry only, whatever blocks stand between."""
VOID: Final = 16
"""It has no content."""
SCOPE: Final = 32
"""A wall: what was opened outside cannot be ended inside."""
STARTS: Final = 64
"""Its start tag ends something else first, or is to be ignored."""
TABLE_PART: Final = 128
"""A part of a table that implies the end of other parts."""
ROOTED: Final = 256
"""Its end tag is ignored."""
P_WALL: Final = 512
"""A wall for paragraphs: a start tag inside does not end one outside."""
ITEM_WALL: Final = 1024
"""A wall for list items, likewise."""
FOREIGN: Final = 2048
"""Its content is of another language than HTML."""

LINK: Final = 1
HIDDEN: Final = 2
UNSEEN: Final = 4
DROPPED: Final = 8
CODE: Final = 16
QUOTE: Final = 32
RAISED: Final = 64
"""Shades: what an element makes of the text within it. Part of a link; hidden by its markup; no text of the page at all (head,
template, svg); a reading of the text beside it (ruby); white space counts (pre); a quotation; superscript."""
SHADE: Final = 16
"""How far the shade of an element lies above its other bits."""

_BITS: Final = {
    BLOCK: """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
        figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li listing main marquee menu nav
        noembed noframes ol optgroup option p plaintext pre search section select summary table tbody td template tfoot th
        thead tr ul xmp textarea fieldset""",
    CLOSES_P: """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup
        main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form li dd dt plaintext table hr xmp""",
    SPECIAL: """address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd
        details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup
        hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param
        plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead title
        tr track ul wbr xmp""",
    FORMATTING: "a b big code em font i nobr s small strike strong tt u",
    VOID: "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr",
    SCOPE: "applet caption html table td th marquee object template svg math",
    STARTS: """li dd dt option optgroup h1 h2 h3 h4 h5 h6 a nobr button form html head body rt rp rb rtc table select
        frameset""",
    TABLE_PART: "caption colgroup col tbody thead tfoot tr td th",
    ROOTED: "html body",
    P_WALL: "applet button caption html table td th marquee object template svg math",
    FOREIGN: "svg math",
    LINK << SHADE: "a",
    UNSEEN << SHADE: "head template svg",
    DROPPED << SHADE: "rt rp rtc",
    CODE << SHADE: "pre listing xmp",
    QUOTE << SHADE: "blockquote",
    RAISED << SHADE: "sup",
    HIDDEN << SHADE: "datalist audio video canvas iframe noembed noframes",
}


def _collected() -> dict[str, int]:
    found: dict[str, int] = {}
    for bit, names in _BITS.items():
        for name in names.split():
            found[name] = found.get(name, 0) | bit
    for name, bits in found.items():
        if bits & SPECIAL and name not in {"address", "div", "p"}:
            found[name] = bits | ITEM_WALL
    return found


ELEMENTS: Final = _collected()
"""Name to bits; a name that is missing is an ordinary inline element."""

NAMES: Final = {name: (name, bits) for name, bits in ELEMENTS.items()}
"""A tag's name as it is mostly written, in lower case, to the element's name and bits."""


def named(name: str) -> tuple[str, int]:
    """The element's name and bits for a tag's name in any case, or of an element that is not known.

    >>> named("H1")[0], named("o:p")
    ('h1', ('o:p', 0))
    """
    name = name.lower()
    return NAMES.get(name) or (name, 0)


HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
HEAD_CONTENT: Final = frozenset(
    [
        "base",
        "basefont",
        "bgsound",
        "link",
        "meta",
        "title",
        "noscript",
        "noframes",
        "style",
        "script",
        "template",
        "head",
        "html",
    ]
)
IMPLIED: Final = frozenset(["dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc"])
BREAKOUT: Final = frozenset(
    [
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "i",
        "img",
        "li",
        "listing",
        "menu",
        "meta",
        "nobr",
        "ol",
        "p",
        "pre",
        "ruby",
        "s",
        "small",
        "span",
        "strong",
        "strike",
        "sub",
        "sup",
        "table",
        "tt",
        "u",
        "ul",
        "var",
    ]
)
"""Start tags that end an open svg or math element."""

KINDS: Final = {
    "html": "page",
    "body": "body",
    "article": "article",
    "main": "main",
    "aside": "aside",
    "nav": "nav",
    "header": "header",
    "footer": "footer",
    "section": "section",
    "form": "form",
    "fieldset": "form",
    "select": "form",
    "datalist": "form",
    "button": "button",
    "option": "item",
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "menu": "list",
    "dir": "list",
    "li": "item",
    "dd": "item",
    "dt": "item",
    "table": "table",
    "tr": "row",
    "td": "cell",
    "th": "cell",
    "tbody": "rows",
    "thead": "rows",
    "tfoot": "rows",
    "caption": "caption",
    "figcaption": "caption",
    "figure": "figure",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "hgroup": "header",
    "p": "paragraph",
    "blockquote": "quote",
    "pre": "code",
    "a": "link",
    "details": "details",
    "summary": "summary",
    "dialog": "dialog",
    "address": "address",
    "search": "search",
}
"""Element name to the plain word a `Section` uses; every other element is a ``group``."""

ROLES: Final = {
    "article": "article",
    "main": "main",
    "complementary": "aside",
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "search": "search",
    "form": "form",
    "list": "list",
    "listitem": "item",
    "menu": "nav",
    "menubar": "nav",
    "menuitem": "item",
    "tablist": "nav",
    "tab": "item",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "alert": "dialog",
    "figure": "figure",
    "heading": "heading",
    "button": "button",
    "toolbar": "nav",
    "tooltip": "dialog",
    "table": "table",
    "note": "aside",
    "doc-footnote": "aside",
    "doc-endnotes": "aside",
}
"""ARIA role to the plain word a `Section` uses, over that of the element."""
