"""Measurements at full size: what is too slow or too large for the tests."""
