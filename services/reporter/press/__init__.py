"""Papers that go out, over the log, the rows and the files of issued papers: built, issued, made again.

Somebody builds a paper, looks at it, and has that recorded; somebody else issues the very same. Its files and the fact
are written in one transaction, after everything else: whatever fails, no half of a paper is out.
"""
