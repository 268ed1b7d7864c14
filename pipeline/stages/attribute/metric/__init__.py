"""What a figure measures: `measured` asks the rules, each beside it reads one construction."""
