"""The embedded PostgreSQL, and the ways in which a start or an end can go wrong."""
