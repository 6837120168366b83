"""Every statement that is put to the log, but for those that make it. `{facts}` is its table."""

LOCK = "SELECT pg_advisory_xact_lock(%s, %s::regclass::oid::integer)"

APPEND = """
SELECT place, at
FROM {append}(
    %b::text[], %b::bigint[], %b::text[], %b::bytea[], %b::timestamptz[], %b::timestamptz[], %b::bytea[]
)
"""

# The same for one fact: its values are sent as they are, which takes the client half the time.
APPEND_ONE = """
SELECT place, at
FROM {append}(
    ARRAY[%b::text], ARRAY[%b::bigint], ARRAY[%b::text], ARRAY[%b::bytea],
    ARRAY[%b::timestamptz], ARRAY[%b::timestamptz], ARRAY[%b::bytea]
)
"""

# Several saves in one transaction, in their order, each checked as if it came alone: one of them refused, all are.
APPEND_EACH = """
SELECT save.number, done.place, done.at
FROM unnest(%b::integer[], %b::integer[]) WITH ORDINALITY AS save (first, last, number)
CROSS JOIN LATERAL {append}(
    (%b::text[])[save.first:save.last],
    (%b::bigint[])[save.first:save.last],
    (%b::text[])[save.first:save.last],
    (%b::bytea[])[save.first:save.last],
    (%b::timestamptz[])[save.first:save.last],
    (%b::timestamptz[])[save.first:save.last],
    (%b::bytea[])[save.first:save.last]
) AS done
"""

# Facts that say the same as the given identities.
HOLDERS = """
SELECT
    identity,
    originator_id || '#' || originator_version,
    topic,
    state
FROM {facts}
WHERE identity = ANY(%b::bytea[])
"""

# The last version of each given stream: one step in the index for each.
VERSIONS = """
SELECT
    given.stream,
    coalesce(last.originator_version, 0)
FROM unnest(%b::text[]) AS given (stream)
LEFT JOIN LATERAL (
    SELECT f.originator_version
    FROM {facts} AS f
    WHERE f.originator_id = given.stream
    ORDER BY f.originator_version DESC
    LIMIT 1
) AS last ON true
"""

# A page of the log.
PAGE = """
SELECT notification_id, originator_id, originator_version, topic, recorded_at, state
FROM {facts}
WHERE notification_id > %b AND notification_id <= %b
ORDER BY notification_id
LIMIT %b
"""

# A page of the streams whose numbers, 0 to 1,023, lie in a range. A server gives a stream the same number each time.
PAGE_OF_SHARE = """
SELECT notification_id, originator_id, originator_version, topic, recorded_at, state
FROM {facts}
WHERE notification_id > %b AND notification_id <= %b
    AND (hashtext(originator_id) & 1023) BETWEEN %b AND %b
ORDER BY notification_id
LIMIT %b
"""

# The history of one stream.
HISTORY = """
SELECT notification_id, originator_id, originator_version, topic, recorded_at, state
FROM {facts}
WHERE originator_id = %b AND notification_id <= %b
ORDER BY originator_version
"""

# Whole streams. Of each, in the order of its versions.
HISTORIES = """
SELECT notification_id, originator_id, originator_version, topic, recorded_at, state
FROM {facts}
WHERE originator_id = ANY(%b::text[]) AND notification_id <= %b
ORDER BY originator_version
"""

# The same above the version that is known of each, which are given in two columns.
HISTORIES_SINCE = """
SELECT notification_id, originator_id, originator_version, topic, recorded_at, state
FROM unnest(%b::text[], %b::bigint[]) AS known(stream, version)
JOIN {facts} ON originator_id = stream AND originator_version > version
ORDER BY originator_version
"""

# The facts of the given types, whatever their version. There is no index by type: it goes through the whole log.
OF_TYPES = """
SELECT notification_id, originator_id, originator_version, topic, recorded_at, state
FROM {facts}
WHERE split_part(topic, '/', 1) = ANY(%b::text[]) AND notification_id <= %b
ORDER BY notification_id
"""

# Which of the given facts are what stands at their positions, to the byte.
ATTESTED = """
SELECT f.notification_id
FROM unnest(%b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::timestamptz[], %b::bytea[])
    AS given (position, stream, version, topic, recorded_at, digest)
JOIN {facts} AS f
    ON f.notification_id = given.position
WHERE f.originator_id = given.stream
    AND f.originator_version = given.version
    AND f.topic = given.topic
    AND f.recorded_at = given.recorded_at
    AND sha256(f.state) = given.digest
"""

HEAD = "SELECT coalesce(max(notification_id), 0) FROM {facts}"

# The last position up to which everything was known by then. latest_known_at only rises, so it is one step.
KNOWN_BY = """
SELECT notification_id
FROM {facts}
WHERE latest_known_at <= %b
ORDER BY latest_known_at DESC, notification_id DESC
LIMIT 1
"""

# Each stream with the position of its last fact at or below a position: from stream to stream in the index.
STREAMS = """
WITH RECURSIVE stream AS (
    (SELECT min(originator_id) AS id FROM {facts})
    UNION ALL
    SELECT (SELECT min(f.originator_id) FROM {facts} AS f WHERE f.originator_id > stream.id)
    FROM stream
    WHERE stream.id IS NOT NULL
)
SELECT stream.id, last.notification_id
FROM stream
CROSS JOIN LATERAL (
    SELECT f.notification_id
    FROM {facts} AS f
    WHERE f.originator_id = stream.id AND f.notification_id <= %b
    ORDER BY f.originator_version DESC
    LIMIT 1
) AS last
"""

# As above, of those streams of which something lies above another position.
STREAMS_SINCE = """
SELECT originator_id, max(notification_id)
FROM {facts}
WHERE notification_id > %b AND notification_id <= %b
GROUP BY originator_id
"""

# Of each given stream, what lies above its position: how much, and the first of it.
BACKLOG = """
SELECT
    given.stream,
    count(*),
    min(f.notification_id),
    min(f.recorded_at)
FROM unnest(%b::text[], %b::bigint[]) AS given (stream, after)
JOIN {facts} AS f
    ON f.originator_id = given.stream
WHERE f.notification_id > given.after AND f.notification_id <= %b
GROUP BY given.stream
ORDER BY min(f.notification_id)
"""

CLOCK = "SELECT clock_timestamp()"

# 256 kB in a temporary file, which is gone when the statement ends. Refused where the disk has no such room.
ROOM = """
SET LOCAL work_mem = '64kB';
WITH lines AS MATERIALIZED (
    SELECT repeat(md5(number::text), 256) AS line
    FROM generate_series(1, 32) AS number
)
SELECT sum(length(line))
FROM lines
"""

# How far the relay is on one life of a topic.
RELAYED = """
SELECT partition, position
FROM {progress}
WHERE topic = %b
"""
