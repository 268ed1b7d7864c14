"""Names that cannot be those of a file: the fault of one document, where a full disk is that of the run."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from pipeline.batch.tasks import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["removed", "unplaced"]

_NO_PLACE = {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.EILSEQ, errno.ENOTEMPTY}


def unplaced(error: OSError, seconds: Mapping[str, float]) -> Failure:
    """The failure of one document that has no place to go; raises the error again where it is about more than that."""
    if error.errno not in _NO_PLACE:
        raise error
    return Failure(stage="write", error="OSError", message=f"the record's name: {error.strerror}", seconds=seconds)


def removed(target: Path) -> None:
    """Remove a file where there is one; a name that can be none has none."""
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        unplaced(error, {})
