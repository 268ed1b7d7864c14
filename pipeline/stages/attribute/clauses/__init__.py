"""What stands in a clause: its noun phrases with exact edges, the phrase at a figure, the lists of figures."""
