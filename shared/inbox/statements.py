"""What the inbox asks its database."""

# What is new of it. No name of a source or of a door holds the end of a line, so that none can pass for another.
KEEP = """
WITH kept AS (
    INSERT INTO {deliveries} (source, door, delivery_id, digest, key, sealed)
    SELECT *
    FROM unnest(
        %(sources)s::text[], %(doors)s::text[], %(ids)s::text[],
        %(digests)s::bytea[], %(keys)s::text[], %(sealed)s::bytea[]
    )
    ON CONFLICT DO NOTHING
    RETURNING number, source, door, delivery_id
),
waits AS (
    INSERT INTO {waiting} (number)
    SELECT number
    FROM kept
    WHERE concat_ws(E'\\n', source, door, delivery_id) != ALL (%(evidence)s::text[])
)
SELECT source, door, delivery_id, number FROM kept
"""

# Key by key, however many there are: a plan for a small table would go through the whole of a large one.
BEFORE = """
SELECT given.source, given.door, given.delivery_id, before.number, before.digest
FROM unnest(%s::text[], %s::text[], %s::text[]) AS given (source, door, delivery_id)
CROSS JOIN LATERAL (
    SELECT number, digest
    FROM {deliveries} AS there
    WHERE (there.source, there.door, there.delivery_id) = (given.source, given.door, given.delivery_id)
    OFFSET 0
) AS before
"""

RING = "SELECT pg_notify({bell}, '')"

COLUMNS = "number, source, door, delivery_id, digest, key, sealed, received_at"

# Each of the oldest looked up by its number: joined in order, all that was ever kept before them would be gone through.
WAITING = f"""
SELECT {COLUMNS}
FROM (SELECT number AS oldest FROM {{waiting}} ORDER BY number LIMIT %s) AS those
CROSS JOIN LATERAL (SELECT * FROM {{deliveries}} WHERE number = oldest OFFSET 0) AS kept
ORDER BY number
"""

RECEIPT = f"SELECT {COLUMNS} FROM {{deliveries}} WHERE number = %s"
BY_DIGEST = f"SELECT {COLUMNS} FROM {{deliveries}} WHERE digest = %s AND source = %s ORDER BY number LIMIT 1"
PILE = """
SELECT (SELECT count(*) FROM {waiting}), coalesce(extract(epoch FROM clock_timestamp() - max(received_at)), 0)
FROM {deliveries}
WHERE number = (SELECT min(number) FROM {waiting})
"""

IS_WAITING = "SELECT 1 FROM {waiting} WHERE number = %s"
READ = "DELETE FROM {waiting} WHERE number = ANY(%s)"
WATERMARK = "SELECT changed_at, ticket_id FROM {watermarks} WHERE source = %s"

MARK = """
INSERT INTO {watermarks} (source, changed_at, ticket_id)
VALUES (%s, %s, %s)
ON CONFLICT (source) DO UPDATE
SET changed_at = excluded.changed_at, ticket_id = excluded.ticket_id, saved_at = clock_timestamp()
"""

POLLS = """
SELECT source, polled_at, swept_at, failures, left_alone_until, trouble
FROM {polls}
ORDER BY source
"""

NOTE = """
INSERT INTO {polls} (source, polled_at, swept_at, failures, left_alone_until, trouble)
VALUES (%(source)s, %(polled_at)s, %(swept_at)s, %(failures)s, %(left_alone_until)s, %(trouble)s)
ON CONFLICT (source) DO UPDATE
SET polled_at = excluded.polled_at,
    swept_at = excluded.swept_at,
    failures = excluded.failures,
    left_alone_until = excluded.left_alone_until,
    trouble = excluded.trouble
"""

TURN_AWAY = """
INSERT INTO {turned_away} AS there (day, code, count, last_digest)
VALUES (%s, %s, %s, %s)
ON CONFLICT (day, code) DO UPDATE
SET count = there.count + excluded.count, last_digest = excluded.last_digest
"""

TURNED_AWAY = "SELECT day, code, count FROM {turned_away} ORDER BY day, code"

SEALED_UNDER = """
SELECT source, count(*), count({waiting}.number)
FROM {deliveries}
LEFT JOIN {waiting} ON {waiting}.number = {deliveries}.number
WHERE key = %s
GROUP BY source
ORDER BY source
"""

COUNT_UNDER = "SELECT count(*) FROM {deliveries} WHERE key = %s AND digest = ANY(%s)"

# What lies in the inbox, by source and door.
TALLIES = """
SELECT
    source,
    door,
    count(*),
    count({waiting}.number),
    count(*) - count(DISTINCT digest),
    max({deliveries}.number),
    max(received_at)
FROM {deliveries}
LEFT JOIN {waiting} ON {waiting}.number = {deliveries}.number
GROUP BY source, door
ORDER BY source, door
"""
