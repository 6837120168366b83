"""Loops that wire adapters to pure functions."""
