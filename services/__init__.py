"""Loops that wire adapters to pure functions: ingest, projector, reporter; and the command line over them."""
