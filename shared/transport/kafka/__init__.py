"""Kafka behind the two ports, by way of kafka-python.

`publisher` and `subscription` are the ports; `headers` is what a record looks like, `record_form` its bytes and
`record_read` the way back; `handing_over` gives them to the library's sender, `fetched` takes them from its fetcher;
`topic_admin` makes the topic and knows its present life; `settings` sets each of the library's defaults on purpose;
`clients` opens its clients and turns its errors into ours. Nothing here decides what is projected, and nothing rests
on what Kafka remembers.
"""
