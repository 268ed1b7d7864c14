"""Whose a figure is: `owned` asks the rules, each beside it reads one construction."""
