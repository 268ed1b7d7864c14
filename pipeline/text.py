"""Text that remembers where it came from.

A page is read once into ``Text.source`` and changed through one door, `Text.rewrite`. Every change is a layer of
`Edit`s; the layers together say what was done and lead any place in the current text back to the source, exactly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "EditError", "Layer", "Span", "Text"]


class Span(NamedTuple):
    """A half-open piece of a text, in Unicode code points."""

    start: int
    end: int


class Edit(NamedTuple):
    """``[start, end)`` of the text as it was becomes `new`.

    An edit that keeps the length is one to one: each new character stands for the old one at its place.
    """

    start: int
    end: int
    new: str


class EditError(ValueError):
    """Edits that are out of range, out of order, or overlap."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One change of the whole text: sorted edits, with the places they hold after the change.

    `after` has the start of each edit in the new text, so both directions are one bisect. A layer whose edits all keep
    their length moves nothing, and costs nothing on the way back.
    """

    by: str
    edits: tuple[Edit, ...]
    after: tuple[int, ...]

    @property
    def moves(self) -> bool:
        """Whether any place differs between the old text and the new one."""
        return bool(self.after)

    def back(self, start: int, end: int) -> Span:
        """The piece of the old text that ``[start, end)`` of the new text was made from.

        A piece dropped at either edge is left outside; one dropped within is inside. A place within an edit that changed
        the length stands for the whole edit.
        """
        if not self.after:
            return Span(start, end)
        first = self._back(start, opening=True)
        if end <= start:
            return Span(first, first)
        return Span(first, self._back(end - 1, opening=False))

    def _back(self, place: int, *, opening: bool) -> int:
        """The old place where the character at `place` opens, or (not `opening`) ends."""
        i = bisect_right(self.after, place) - 1
        if i < 0:
            return place if opening else place + 1
        edit, at = self.edits[i], self.after[i]
        offset = place - at
        if offset >= len(edit.new):
            old = edit.end + offset - len(edit.new)
            return old if opening else old + 1
        if len(edit.new) == edit.end - edit.start:
            return edit.start + offset if opening else edit.start + offset + 1
        return edit.start if opening else edit.end

    def forth(self, start: int, end: int) -> Span:
        """The piece of the new text that ``[start, end)`` of the old text became."""
        if not self.after:
            return Span(start, end)
        first = self._forth(start, opening=True)
        return Span(first, max(first, self._forth(end, opening=False)))

    def _forth(self, place: int, *, opening: bool) -> int:
        """The new place of a boundary; what is inserted there belongs to the piece that opens."""
        i = bisect_left(self.edits, (place,))
        if opening and i < len(self.edits) and self.edits[i].start == place:
            return self.after[i]
        i -= 1
        if i < 0:
            return place
        edit, at = self.edits[i], self.after[i]
        if place >= edit.end:
            return at + len(edit.new) + place - edit.end
        if len(edit.new) == edit.end - edit.start:
            return at + place - edit.start
        return at if opening else at + len(edit.new)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the way back to its source.

    >>> text = Text.of("國(guó)債1,000萬").rewrite("gloss", [Edit(1, 6, "")])
    >>> text.value
    '國債1,000萬'
    >>> text.span(0, 2)
    Span(start=0, end=7)
    >>> text.source[0:7]
    '國(guó)債'
    """

    source: str
    value: str
    layers: tuple[Layer, ...] = ()

    @classmethod
    def of(cls, source: str) -> Text:
        """A text that has not been changed yet."""
        return cls(source, source)

    def __len__(self) -> int:
        return len(self.value)

    def rewrite(self, by: str, edits: Iterable[Edit]) -> Text:
        """The text after `edits`, which are sorted and do not overlap; `by` names who made them.

        Raises `EditError` for an edit out of range or out of order. Linear in the text and the edits.
        """
        old, kept = self.value, tuple(edits)
        pieces: list[str] = []
        after: list[int] = []
        last = at = 0
        moves = False
        for edit in kept:
            start, end, new = edit
            if start < last or end < start:
                raise EditError(f"{by}: edit {start}:{end} follows one that ends at {last}; sort the edits, without overlap")
            pieces.append(old[last:start])
            pieces.append(new)
            at += start - last
            after.append(at)
            at += len(new)
            moves = moves or len(new) != end - start
            last = end
        if last > len(old):
            raise EditError(f"{by}: edit ends at {last}, the text at {len(old)}")
        if not kept:
            return self
        pieces.append(old[last:])
        layer = Layer(by, kept, tuple(after) if moves else ())
        return Text(self.source, "".join(pieces), (*self.layers, layer))

    def span(self, start: int, end: int) -> Span:
        """The piece of the source that ``[start, end)`` of the current text was read from."""
        for layer in reversed(self.layers):
            start, end = layer.back(start, end)
        return Span(start, end)
