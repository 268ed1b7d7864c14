"""The stages of the road: one file or one folder each. No stage imports another."""
