"""ADAPTER: read-model rows in PostgreSQL, versioned by log position, with the bookmarks of those who write them.

A generation is one whole set of rows; one is live, and a rebuild fills another beside it. Every row version holds
the range of log positions for which it is what the log says, so any past state is one indexed query. Rows, bookmarks
and parked facts change in one transaction; a bookmark that is not where its writer believed refuses the whole of it.
What the rows are is decided elsewhere: see `shared/readmodels` and the projector.
"""
