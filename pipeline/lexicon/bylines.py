"""Lines that say who wrote an article, who published it and when: their labels, and how their values end.

The words are the ``[byline]`` table of ``data/languages/<lang>/boilerplate.toml``. One table, all of whose parts
use one another, and so one file, however long.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DataError, read_toml
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.boilerplate import LANGUAGES, shape
from pipeline.lexicon.dates import dates
from pipeline.lexicon.late import late
from pipeline.lexicon.signs import signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Bylines", "Credit", "bylines"]

LISTS = (
    "bare", "reporter", "after", "nobody", "suffix", "shadow", "stops", "regions", "ranks", "posted_before", "posted_after",
    "media", "by", "shot", "compound", "commentators", "crowd", "section", "unsigned", "source_class", "author_class",
)  # fmt: skip
ROLES = ("author", "publisher", "editor", "date", "modified")
LONGEST_VALUE = 60
LONGEST_NAME = 40
RANKED = 8
"""A longer value may have ranks in front of the name."""
SIGNED = 24
"""The longest signature of an article."""
_BLANKS = " \u3000\xa0\t"
"""What may stand between a label and its sign, at most `GAP` of it."""
_BLANK = re.compile(f"[{_BLANKS}]")
_APART = " \u3000\t"
"""Behind one of these a label may stand that has no sign."""
GAP = 3
_SPACES = 4
"""How many blanks may be set between the two characters of a label."""
GENERIC = 2
"""A label of a date this short is one only where no word runs into it."""
_WIDE = late(r"[\u4e00-\u9fff]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


class _Label(NamedTuple):
    """A label in a line, from its first character to where its value begins."""

    start: int
    end: int
    word: str


class Credit(NamedTuple):
    """A label of a byline with its value, at ``[start, end)`` of the line; `role` is one of `ROLES`."""

    role: str
    value: str
    start: int
    end: int


class Bylines(NamedTuple):
    """The labels of bylines in every language."""

    labels: Mapping[str, re.Pattern[str]]
    widest: int
    behind: re.Pattern[str]
    bare: re.Pattern[str]
    lead: re.Pattern[str]
    reporter: re.Pattern[str]
    roles: Mapping[str, str]
    stop: re.Pattern[str]
    cut: re.Pattern[str]
    pairs: frozenset[str]
    surnames: frozenset[str]
    nobody: frozenset[str]
    suffix: tuple[str, ...]
    shadow: tuple[str, ...]
    regions: tuple[str, ...]
    ranks: re.Pattern[str]
    posted: re.Pattern[str]
    media: tuple[str, ...]
    dated: re.Pattern[str]
    marks: frozenset[str]
    aside: re.Pattern[str]
    rounds: re.Pattern[str]
    by: re.Pattern[str]
    shot: tuple[str, ...]
    compound: frozenset[str]
    commentators: tuple[str, ...]
    crowd: re.Pattern[str]
    section: tuple[str, ...]
    unsigned: frozenset[str]
    sources: re.Pattern[str]
    writers: re.Pattern[str]
    """Pieces of class names: of an element that holds a source's name, or an author's."""

    def credits(self, line: str) -> Iterator[Credit]:
        """Every label with a value in `line`, in order.

        >>> [(credit.role, credit.value) for credit in bylines().credits("来源：巴彦日报 编辑：苏明")]
        [('publisher', '巴彦日报'), ('editor', '苏明')]
        """
        found = self._labelled(line)
        if not found and _BLANK.search(line):
            found = self._opened(line)
        for i, (start, begin, word) in enumerate(found):
            role = self.roles[_bare(word)]
            if role == "publisher" and line[:start].endswith(self.shadow):
                continue
            if role == "date" and start and len(word) <= GENERIC and _WIDE.match(line[start - 1]):
                continue  # the end of a longer word
            end = found[i + 1].start if i + 1 < len(found) else len(line)
            value = line[begin : min(end, begin + LONGEST_VALUE)]
            if role in {"author", "publisher", "editor"}:
                value = self._ended(value)
            yield Credit(role, value.strip(signs()["value"]), start, end)

    def _labelled(self, line: str) -> list[_Label]:
        """The labels with a sign behind them, found from the sign backwards: signs are few, and labels many."""
        found: list[_Label] = []
        after = 0
        for sign in self.behind.finditer(line):
            at = stop = sign.start()
            while after < stop and at - stop < GAP and line[stop - 1] in _BLANKS:
                stop -= 1
            labels = self.labels.get(line[stop - 1]) if stop > after else None
            match = None if labels is None else labels.search(line, max(after, stop - self.widest), stop)
            if match is not None:
                after = at + 1
                found.append(_Label(match.start(), after, match[0]))
        return found

    def _opened(self, line: str) -> list[_Label]:
        """The labels without a sign: at the opening of the line, or behind a blank, with a blank behind them."""
        found: list[_Label] = []
        match = self.bare.search(line)
        while match is not None:
            start = match.start()
            opening = self.lead.fullmatch(line, 0, start) is not None
            if opening or line[start - 1] in _APART:
                found.append(_Label(0 if opening else start, match.end(), match["label"]))
                start = match.end() - 1
            match = self.bare.search(line, start + 1)
        return found

    def _ended(self, value: str) -> str:
        lead = len(value) - len(value.lstrip(signs()["lead"]))
        for stop in self.stop.finditer(value, lead):
            before = value[lead : stop.start()]
            if stop[0] not in signs()["round_shut"] or _open(before) <= 0:
                value = value[: stop.start()]
                break
        for found in dates().find(value):
            value = value[: found.start]
            break
        return value

    def publisher(self, value: str) -> str | None:
        """A publisher's name out of a value, or None where it names nobody."""
        for word in self.suffix:
            value = value.removesuffix(word).rstrip()
        for region in self.regions:
            if value.endswith(region) and len(value) > len(region) + 2:
                value = value.removesuffix(region)
                break
        value = value.lstrip("@")
        value = self.aside.sub("", value).strip(signs()["value"] + signs()["round_open"] + signs()["round_shut"])
        if not 1 < len(value) <= LONGEST_NAME or shape(value) in self.nobody or not any(map(str.isalpha, value)):
            return None
        return None if "://" in value or "=" in value else value

    def author(self, value: str) -> str | None:
        """An author's name, or names, out of a value, or None where it names nobody."""
        if self.crowd.search(shape(value)):
            return None
        value = self._cut(value)
        value = value.strip(signs()["value"]).replace(" ,", ",")
        if _open(value):
            value = self.rounds.split(value, maxsplit=1)[0].strip()
        if len(value) > RANKED and not value.isascii():
            value = self._unranked(value)
        if not 1 < len(value) <= LONGEST_NAME or shape(value) in self.nobody or "0" in shape(value)[:1]:
            return None
        if "://" in value or "=" in value or "@" in value or not any(map(str.isalpha, value)):
            return None
        if any(word in shape(value) for word in self.nobody if len(word) > 5 and word.isascii()):
            return None
        return self._named(value)

    def _cut(self, value: str) -> str:
        """What stands before the first word, number or sign that no name holds."""
        match = self.cut.search(value)
        while match is not None and match["pair"] and _bare(match["pair"]) not in self.pairs:
            match = self.cut.search(value, match.start() + 1)
        return value if match is None else value[: match.start()]

    def _named(self, value: str) -> str:
        """Chinese names apart by 、."""
        pieces = [piece for piece in signs().names.split(value) if piece]
        if len(pieces) > 1 and all(_NAME.fullmatch(piece) for piece in pieces):
            return signs()["joiner"].join(pieces)
        return value

    def _unranked(self, value: str) -> str:
        """The one Chinese name behind ranks, or `value` as it is."""
        ranks = list(self.ranks.finditer(value))
        name = value[ranks[-1].end() :].strip(" \u3000") if ranks else ""
        return name if _NAME.fullmatch(name) and name[0] in self.surnames else value

    def names(self, line: str) -> str | None:
        """The names that a line is made of and nothing else, joined by 、; each begins with a known surname.

        >>> bylines().names("赵延东、风笑天"), bylines().names("高新技术")
        ('赵延东、风笑天', None)
        """
        pieces = [piece for piece in signs().names.split(line.strip()) if piece]
        if not pieces or not all(_NAME.fullmatch(piece) and len(piece) < 4 for piece in pieces):
            return None
        if any(piece.startswith(self.regions) for piece in pieces):
            return None
        if pieces[0][0] not in self.surnames or (len(pieces) == 1 and len(pieces[0]) != 3):
            return None
        return signs()["joiner"].join(pieces)

    def is_name(self, text: str) -> bool:
        """Whether `text` may be a person's Chinese name: two to four characters, a known surname first."""
        if _NAME.fullmatch(text) is None:
            return False
        return text[:2] in self.compound or (len(text) < 4 and text[0] in self.surnames)

    def signed(self, text: str) -> str | None:
        """Who signs an article in brackets behind its last full stop: a name, names, or a commentator of a paper.

        >>> bylines().signed("销量将回升。(李楠)"), bylines().signed("见下表。（全文完）"), bylines().signed("其女（李楠）")
        ('李楠', None, None)
        """
        text = text.rstrip()
        sign = signs()
        if text[-1:] not in sign["round_shut"] or not text:
            return None
        start = max(text.rfind(one) for one in sign["round_open"])
        inner = text[start + 1 : -1].strip()
        before = text[max(0, start - SIGNED) : max(0, start)].rstrip()
        if len(inner) > SIGNED or inner in self.unsigned or sign.ended.search(before) is None:
            return None
        if inner.endswith(self.commentators) and shape(inner) not in self.nobody:
            return inner
        if _NAME.fullmatch(inner) and len(inner) < 4 and inner[0] in self.surnames and not inner.endswith(self.media):
            return inner
        return self.names(inner)

    def poster(self, line: str) -> str | None:
        """Who posted an entry: NAME in 由 NAME 张贴."""
        match = self.posted.search(line)
        return None if match is None else self.author(match["name"])

    def reporters(self, line: str) -> str | None:
        """Names behind 记者 and its like, joined by 、; only what begins with a known surname counts.

        >>> bylines().reporters("新京报记者 陆一夫 编辑 刘晓")
        '陆一夫'
        """
        for match in self.reporter.finditer(line):
            if line[match.end() :].lstrip().startswith(self.shot):
                continue  # of a picture
            names: list[str] = []
            for piece in signs().names.split(match["names"]):
                name = self._cut(piece)
                if len(name) > 2 and name[-1] in self.marks:
                    return None
                if not 2 <= len(name) <= 4 or name[0] not in self.surnames:
                    break
                if names and name != piece and _BLANK.match(match["names"], match["names"].rfind(piece) - 1):
                    break  # a place: 记者 NAME PLACE报道
                ends = name != piece or match.end() == len(line)
                pair = len(name) == 4 and ends and name[2] in self.surnames and name[:2] not in self.compound
                names += [name[:2], name[2:]] if pair else [name]
                if name != piece:
                    break
            if names:
                return signs()["joiner"].join(names)
        return None


def _open(text: str) -> int:
    """How many round brackets of `text` are open at its end."""
    return sum(text.count(sign) for sign in signs()["round_open"]) - sum(text.count(sign) for sign in signs()["round_shut"])


def _bare(label: str) -> str:
    return re.sub(r"\s", "", label).lower()


def _spaced(word: str) -> str:
    """A label of two Chinese characters is often set with blanks between them."""
    if len(word) == 2 and not word.isascii():
        return re.escape(word[0]) + rf"[ \u3000\xa0]{{0,{_SPACES}}}" + re.escape(word[1])
    return re.escape(word).replace(r"\ ", r"\s?")


def _choice(words: list[str]) -> str:
    return "|".join(_spaced(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _opening(words: set[str], pairs: set[str]) -> str:
    """A pattern that finds where a word begins, whichever; a pair of characters that may be one, set apart, is its ``pair``."""
    shortest = (word for word in words if not any(word[:end] in words for end in range(1, len(word))))
    first, second = ("".join(sorted({pair[at] for pair in pairs})) for at in (0, 1))
    return rf"{alternation(shortest)}|(?P<pair>[{first}][ \u3000\xa0]{{0,{_SPACES}}}[{second}])"


@cache
def bylines() -> Bylines:
    """The table of byline labels, loaded once."""
    roles: dict[str, str] = {}
    words: dict[str, list[str]] = {key: [] for key in (*LISTS, "signs", "marks", "days")}
    surnames = ""
    for language in LANGUAGES:
        file = f"languages/{language}/boilerplate.toml"
        table = read_toml(file).get("byline", {})
        if not isinstance(table, dict):
            raise DataError(file, "byline", "is no table")
        for role in ROLES:
            for label in table.get(role, ()):
                if role == "modified":
                    roles[_bare(label)] = role
                else:
                    roles.setdefault(_bare(label), role)
                words.setdefault("labels", []).append(label)
                if role == "date" and len(label) > 2:
                    words["days"].append(label)
        for key in LISTS:
            words[key].extend(table.get(key, ()))
        words["marks"].extend(word for word in table.get("after", ()) if len(word) == 1)
        words["signs"].extend(table.get("signs", ()))
        surnames += table.get("surnames", "")
    behind = "[" + re.escape("".join(sorted(set(words["signs"])))) + "]"
    wide = [word for word in words["labels"] if not word.isascii() and len(word) > 1]
    narrow = [word for word in words["labels"] if word.isascii() or len(word) == 1]
    table = signs()
    edge = rf"(?:^|(?<=\s)|(?<={table.a_class('open', 'bar', 'list', 'full')}))"
    labels: dict[str, re.Pattern[str]] = {}
    for last in {word[-1] for word in words["labels"]}:
        parts = [_choice([word for word in wide if word[-1] == last])]
        parts.append(f"{edge}(?:{_choice(some)})" if (some := [word for word in narrow if word[-1] == last]) else "")
        labels[last] = late(f"(?:{'|'.join(filter(None, parts))})\\Z")
    bare = rf"(?P<label>{_choice(words['bare'])})[{_BLANKS}]{{1,{GAP}}}(?=\S)"
    after = {word for word in words["after"] if not word.isascii() and len(word) > 1} | set(wide)
    pairs = {word for word in after if len(word) == 2}
    after_ascii = [word for word in words["after"] if word.isascii()]
    cut = rf"{_opening(after - pairs, pairs)}|\d|(?:(?<=\s)(?:{_choice(after_ascii)})\b)|{table.a_class('bar', 'colon', 'full')}"
    colon, apart = re.escape(table["colon"]), re.escape(table["list"])
    name = r"[\u4e00-\u9fff]{2,8}"
    reporter = rf"(?:{_choice(words['reporter'])})[\s{colon}]{{0,3}}(?P<names>{name}(?:[\s{apart}]{{1,2}}{name}){{0,5}})"
    stop = rf"(?:{_choice(words['stops'])})|" + r"\t|\n|[ \u3000\xa0]{2,}|\u3000|" + table.a_class("field")
    return Bylines(
        labels,
        max(map(len, words["labels"])) + _SPACES,
        re.compile(behind),
        re.compile(bare),
        re.compile(rf"[\s{re.escape(table['open'] + table['dash'])}]{{0,4}}"),
        re.compile(reporter),
        roles,
        re.compile(stop),
        re.compile(cut),
        frozenset(pairs),
        frozenset(surnames),
        frozenset(shape(word) for word in words["nobody"]),
        tuple(words["suffix"]),
        tuple(words["shadow"]),
        tuple(words["regions"]),
        late(_choice(words["ranks"])),
        re.compile(
            rf"(?:{_choice(words['posted_before'])})\s?(?P<name>[^\s{apart}]{{2,12}})\s?(?:{_choice(words['posted_after'])})"
        ),
        tuple(words["media"]),
        re.compile(rf"(?:{_choice([*words['days'], *words['posted_after']])})[\s@{colon}]{{0,4}}"),
        frozenset(words["marks"]),
        re.compile(rf"\s?{table.a_class('round_open')}[\x00-\x7f]{{1,40}}+{table.a_class('round_shut')}?$"),
        re.compile(table.a_class("round_open", "round_shut")),
        re.compile(rf"^(?:{_choice(words['by'])})\s++(?=\S)"),
        tuple(words["shot"]),
        frozenset(words["compound"]),
        tuple(words["commentators"]),
        re.compile(alternation(map(shape, words["crowd"]))),
        tuple(words["section"]),
        frozenset(words["unsigned"]),
        re.compile(_choice(words["source_class"])),
        re.compile(_choice(words["author_class"])),
    )
