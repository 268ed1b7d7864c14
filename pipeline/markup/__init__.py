"""Markup read in one pass: tokens that cover the source without gaps, and a light tree whose text knows its place.

`tokens` is the only place that looks at angle brackets, `tree` the only one that knows which element closes which.
`flow` turns runs of the source into what a person reads. The stages that need a page's structure start from here.
"""
