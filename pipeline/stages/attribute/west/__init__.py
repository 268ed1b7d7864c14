"""English: whose a figure is, what it measures and when, read from noun phrases and clauses.

A sentence is read as words (`words`, `tagging`), noun phrases (`phrases`) and clauses (`clauses`), and every figure is looked at
in its clause (`view`). What is measured is a noun phrase (`metrics`, by what stands behind the figure, `following`, and before
it, `leading`); whose it is, the owner of that phrase, the clause's subject, or what was spoken of before (`subjects`); when, the
time that stands nearest (`dates`). Rules propose, the arbiter chooses.
"""

from pipeline.stages.attribute.west.walk import walk

__all__ = ["walk"]
