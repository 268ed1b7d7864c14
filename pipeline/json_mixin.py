"""dataclasses-json's mixin, loaded with the first value that is read or written by it.

With marshmallow under it, it takes a tenth of the time from a cold start to the first record, and a run of the command never asks
it: records are written by orjson.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from dataclasses_json import DataClassJsonMixin
else:

    class DataClassJsonMixin:
        """Stands for `dataclasses_json.DataClassJsonMixin`: the same methods, called when they are called."""

        __slots__ = ()
        dataclass_json_config = None

        def to_json(self, **options: Any) -> str:
            """The value as JSON: see dataclasses-json for the options."""
            return _mixin(type(self)).to_json(self, **options)

        def to_dict(self, encode_json: bool = False) -> dict[str, Any]:
            """The value as a dictionary."""
            return _mixin(type(self)).to_dict(self, encode_json)

        @classmethod
        def from_json(cls, content: str | bytes, **options: Any) -> Self:
            """A value out of JSON."""
            return _mixin(cls).from_json.__func__(cls, content, **options)

        @classmethod
        def from_dict(cls, content: Any, *, infer_missing: bool = False) -> Self:
            """A value out of a dictionary."""
            return _mixin(cls).from_dict.__func__(cls, content, infer_missing=infer_missing)

        @classmethod
        def schema(cls, **options: Any) -> Any:
            """Marshmallow's schema of the class."""
            return _mixin(cls).schema.__func__(cls, **options)

    def _mixin(asked: type) -> Any:
        """The mixin itself, which from now on knows the class as one of its own."""
        from dataclasses_json import DataClassJsonMixin as Mixin  # noqa: PLC0415 - see the module's docstring

        Mixin.register(asked)
        return Mixin


__all__ = ["DataClassJsonMixin"]
