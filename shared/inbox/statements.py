"""What the inbox asks its database."""

# One row comes back for each delivery given, in its order, with the digest that is kept under its id.
KEEP = """
WITH given AS (
    SELECT *
    FROM unnest(
        %(sources)s::text[], %(doors)s::text[], %(ids)s::text[],
        %(digests)s::bytea[], %(keys)s::text[], %(sealed)s::bytea[], %(to_be_read)s::boolean[]
    ) WITH ORDINALITY AS given (source, door, delivery_id, digest, key, sealed, to_be_read, place)
),
kept AS (
    INSERT INTO {deliveries} (source, door, delivery_id, digest, key, sealed)
    SELECT DISTINCT ON (source, door, delivery_id) source, door, delivery_id, digest, key, sealed
    FROM given
    ORDER BY source, door, delivery_id, place
    ON CONFLICT DO NOTHING
    RETURNING number, source, door, delivery_id, digest
),
waits AS (
    INSERT INTO {waiting} (number)
    SELECT DISTINCT kept.number
    FROM kept JOIN given USING (source, door, delivery_id)
    WHERE given.to_be_read
)
SELECT
    coalesce(kept.number, before.number),
    kept.number IS NULL OR given.place > min(given.place) OVER (PARTITION BY source, door, delivery_id),
    coalesce(kept.digest, before.digest)
FROM given
LEFT JOIN kept USING (source, door, delivery_id)
LEFT JOIN {deliveries} AS before USING (source, door, delivery_id)
ORDER BY given.place
"""

RING = "SELECT pg_notify({bell}, '')"

COLUMNS = "number, source, door, delivery_id, digest, key, sealed, received_at"

WAITING = f"""
SELECT {COLUMNS}
FROM {{waiting}} JOIN {{deliveries}} USING (number)
ORDER BY number
LIMIT %s
"""

RECEIPT = f"SELECT {COLUMNS} FROM {{deliveries}} WHERE number = %s"
BY_DIGEST = f"SELECT {COLUMNS} FROM {{deliveries}} WHERE digest = %s AND source = %s ORDER BY number LIMIT 1"
PILE = """
SELECT (SELECT count(*) FROM {waiting}), coalesce(extract(epoch FROM clock_timestamp() - max(oldest.received_at)), 0)
FROM (
    SELECT received_at
    FROM {waiting} JOIN {deliveries} USING (number)
    ORDER BY number
    LIMIT 1
) AS oldest
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
