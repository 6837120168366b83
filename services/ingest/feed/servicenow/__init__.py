"""Door A: the tickets of a ServiceNow-compatible Table API, polled into the inbox.

`row` says what a row means, `query` what is asked for, `patience` how long to wait; these are PURE. `wire` reaches the
one host that is configured, `access` shows who asks, `client` gets a page, `poller` goes from page to page and keeps
each with the watermark, and `polling` does so again and again.

What is not asked for is never received: assigned people, notes and comments stay where they are.
"""
