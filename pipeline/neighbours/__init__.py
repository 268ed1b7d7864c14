"""Lines that repeat across the pages of one host: what a site puts around its articles, learnt from the pages themselves.

`seen` is what one page contributes, `Sample` gathers pages in bounded memory, `Lines` is the outcome: an explicit input of a
run, in a file that people can read and correct. Nothing depends on the order in which pages come. A line counts once for each
story it stands on: pages that are copies of one another (an article at two addresses, its update) are one story, since
what only copies share is the article itself.
"""

from __future__ import annotations

from pipeline.neighbours.lines import Lines, LinesError
from pipeline.neighbours.page import Seen, host, key, seen
from pipeline.neighbours.sample import Sample

__all__ = ["Lines", "LinesError", "Sample", "Seen", "host", "key", "seen"]
