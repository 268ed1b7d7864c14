"""When a figure holds: `dated` asks the rules, each beside it reads one kind of time."""
