"""PURE. Outcomes of a meeting as a sheet: which columns it has, what it is filled with, and what its rows mean.

`columns` names what stands where, `outcomes` the words that each body may write and the commands they mean, `rows`
reads a row into commands, `template` fills a sheet with what awaits the body. Files are `services/ingest/sheet_files`.
"""
