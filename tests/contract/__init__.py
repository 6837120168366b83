"""The same promises asked of every adapter that stands behind a port."""
