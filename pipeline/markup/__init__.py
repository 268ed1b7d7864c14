"""Markup read in one pass: tokens that cover the source without gaps, and a light tree whose text knows its place.

`tokens` is the only place that looks at angle brackets, `opened` the only one that knows which tag ends which element, `tree`
what they make together. `flow` turns runs of the source into what a person reads. The stages that need a page's structure start
from here.
"""
