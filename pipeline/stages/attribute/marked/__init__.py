"""Attribution where particles mark the nouns and the verb comes last: Japanese and Korean.

A sentence is read as nouns with their cases: the topic (は, 은) says whose or what, the subject (が, 이) what is measured, the
genitive (の, 의) ties the two, the base (に比べ, 보다) is passed over. Scripts and spaces tell the words, no tagger.
"""

from __future__ import annotations

from pipeline.stages.attribute.marked.walk import walk

__all__ = ["walk"]
