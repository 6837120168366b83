"""Many commands in one request, one a line, and an answer for each line."""

import io
from dataclasses import dataclass
from datetime import datetime

import orjson

from services.ingest.bulk import Answer, Mode, Unread, Withheld, bulk
from services.ingest.commanding import CommandDesk
from services.ingest.lines import lines_of
from services.ingest.web import answer
from shared.process.command import Giver
from shared.web.problem import told

MEDIA_TYPE = "application/x-ndjson"
LARGEST_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Answered:
    """A line for each line of the request that is not blank, and whether all were carried out."""

    body: bytes
    all_taken: bool


def give_many(desk: CommandDesk, body: bytes, giver: Giver, mode: Mode, *, now: datetime) -> Answered:
    """What is answered with 201 is durable. The same text again carries nothing out twice, and is answered so.

    Raises LogUnavailable: what was carried out by then is not known; send the same again.
    """
    given = list(bulk(lines_of(io.BytesIO(body)), desk, giver, mode=mode, now=now))
    return Answered(b"".join(map(_line, given)), all(each.is_taken for each in given))


def _line(given: Answer) -> bytes:
    told_of = _told(given)
    return b'{"line":%d,"status":%d,"answer":%s}\n' % (given.line, told_of.status, told_of.body)


def _told(given: Answer) -> answer.Answer:
    match given.outcome:
        case Unread(reason=reason):
            return answer.Answer(422, orjson.dumps(told(422, "not-a-command", reason)))
        case Withheld() as withheld:
            return answer.Answer(424, orjson.dumps(told(424, "withheld", str(withheld))))
        case outcome:
            assert given.asked is not None
            return answer.of_outcome(given.asked.command.stream, outcome)
