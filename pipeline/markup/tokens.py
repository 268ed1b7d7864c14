r"""HTML cut into tokens, in linear time, without gaps.

One possessive pattern covers the whole source: a run of text, then one of a start tag (with the content and the end tag of a
raw element, or of one that holds only text), an end tag, a comment or a declaration. Every branch accepts the end of input, so
nothing is read more than twice, and the pieces joined give the source back: the place of each is the sum of the lengths before
it.

The rules are those of the WHATWG tokenizer: white space is five characters, quotes count only after ``=``, a script may hold
a commented script. Tokens are what ``re.findall`` gives, since anything nicer costs more than the tree that reads them.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.markup.elements import ELEMENTS, FOREIGN, ROOTED, VOID

__all__ = ["RAW", "SPACE", "Token", "attributes", "tokens"]

SPACE: Final = "\t\n\f\r "
"""HTML's white space, all of it."""

RAW: Final = ("script", "style", "title", "textarea", "noscript", "iframe", "xmp", "noembed", "noframes", "plaintext")
"""Elements whose content is text, whatever it looks like. Noscript is one as long as scripts run, as they do for readers."""

Token = tuple[str, str, str, str, str, str, str, str, str, str]
"""``(text, end, tail, script, raw, name, rest, content, close, other)``: a run of text, then a tag or a comment. An end tag has
its name as `end`, and what follows that, with the bracket, as `tail`. A start tag has a `name` and the `rest` of the tag; a raw
element its `content` and its end tag (`close`), too, and its name again as `script` or `raw`; and so has a leaf, an element with
nothing but text between its two tags, as a fifth of all are. `other` is a comment, a declaration, or a lone bracket, which is
text. Absent parts are empty. The token's length is that of all its parts but `script` and `raw`, and that of the bracket (and the
slash) before a name."""

_S: Final = r"[\t\n\f\r ]"
_VALUE: Final = r"""(?:"[^"]*+"?|'[^']*+'?|[^\t\n\f\r >"'][^\t\n\f\r >]*+)"""
_REST: Final = rf"(?:(?>[\t\n\f\r /]++|[^\t\n\f\r />][^\t\n\f\r />=]*+(?:(?>{_S}*+={_S}*+(?:(?>{_VALUE}))?+))?+))*+>?"
_PLAIN: Final = r"""(?:(?>[^>"'=]++="(?<![\t\n\f\r /]=")[^"]*+"))*+[^>"'=]*+>"""
"""The rest of a tag as nearly all are written: values in double quotes directly behind their names. What does not fit is read
by `_REST`, which takes at least as much, so that nothing is read more than twice."""
_AFTER: Final = r"(?=[\t\n\f\r />])"
_ENDS: Final = rf"/(?ai:script){_AFTER}"
_ESCAPED: Final = (  # a comment within a script may hold a script of its own, whose end tag does not count
    rf"<!(?=--)(?!-->)(?:(?>[^<-]++|-(?!->)|<(?!{_ENDS}|(?ai:script){_AFTER})"
    rf"|<(?ai:script){_AFTER}(?:(?>[^<-]++|-(?!->)|<(?!{_ENDS})))*+(?:(?><{_ENDS}))?+))*+"
)
_SCRIPT: Final = rf"(?:(?>[^<]++|{_ESCAPED}|<(?!!--|{_ENDS})|<!-->))*+"
_NEVER: Final = "(?!(?ai:plaintext))"  # it has no end tag
_OTHERS: Final = "|".join(name for name in RAW if name not in ("script", "plaintext"))
_NO_LEAVES: Final = sorted(
    name for name, bits in ELEMENTS.items() if bits & (VOID | ROOTED | FOREIGN) or name in {"head", "form", "frameset"}
)
_NO_LEAF: Final = "|".join(  # told apart by their first letters, which `re` looks at before it tries a branch
    f"[{first}{first.upper()}](?ai:{'|'.join(name[1:] for name in _NO_LEAVES if name[0] == first)})"
    for first in sorted({name[0] for name in _NO_LEAVES})
)
_LEAF: Final = rf"[^<]*+(?=</(?!(?:{_NO_LEAF})>)\6>)"

_PATTERN: Final = re.compile(
    rf"([^<]*+)(?:<(?:/([A-Za-z][^\t\n\f\r />]*+)(>|{_REST})"
    rf"|(?:(?=[IiNnPpSsTtXx][CcEeFfIiLlMmOoTt])(?=(?ai:(script)|({_OTHERS}|plaintext)){_AFTER})|)"
    rf"([A-Za-z][^\t\n\f\r />]*+)(>|{_PLAIN}|{_REST})"
    rf"(?:((?(4){_SCRIPT}|(?(5)(?:(?>[^<]++|<(?!/{_NEVER}(?ai:\5){_AFTER})))*+|{_LEAF})))"
    rf"((?:(?></(?(4)(?ai:script)|(?(5){_NEVER}(?ai:\5)|\6))(?:>|{_AFTER}{_REST})))?+))?)"
    r"|(<(?:!--(?:-?>|(?:(?>[^-]++|-(?!-!?>)))*+(?:--!?>)?)|(?:[!?]|/(?!\Z))[^>]*+>?|))"
    r"|)"
)

_ATTRIBUTE: Final = re.compile(
    rf"""[\t\n\f\r /]*+([^\t\n\f\r />][^\t\n\f\r />=]*+)"""
    rf"""(?:(?>{_S}*+={_S}*+(?:"([^"]*+)"?|'([^']*+)'?|([^\t\n\f\r >"'][^\t\n\f\r >]*+)|)))?+"""
)


def tokens(source: str) -> list[Token]:
    """The tokens of a page, which cover it from end to end.

    >>> [(text, name or end, rest) for text, end, _, _, _, name, rest, *_ in tokens("<p class=x>5</b></p>")]
    [('', 'p', ' class=x>'), ('5', 'b', ''), ('', 'p', ''), ('', '', '')]
    """
    return _PATTERN.findall(source)


def attributes(rest: str) -> dict[str, str]:
    """The attributes in the rest of a start tag, names in lower case, values as written (entities unread); the first counts.

    >>> attributes(" class='a b' hidden data-n=3>")
    {'class': 'a b', 'hidden': '', 'data-n': '3'}
    """
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(rest):
        found.setdefault(name.lower(), double or single or bare)
    return found
