"""Records become one table of facts that can be asked, compared and checked.

`build` makes it, `ask` asks it, `compare` brings together what several articles say of one thing, `check` does the arithmetic
inside an article. Needs the extra ``facts`` (DuckDB, pyarrow, currencyconverter).
"""
