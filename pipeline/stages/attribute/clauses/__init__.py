"""How attribution reads a document: sentences and clauses with their cues, the phrase at a figure, the lists of figures."""
