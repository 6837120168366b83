"""What a fact belongs to. Stream ids are stored for ever; their forms are these and no others."""

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from shared.domain.reference import ModificationRef, NotAReference

StreamKind = Literal["modification", "meeting", "release", "paper", "feed", "ticket"]
Body = Literal["panel", "csc", "change_board", "working_group"]

BODIES: tuple[Body, ...] = ("panel", "csc", "change_board", "working_group")

_FORMS: tuple[tuple[StreamKind, re.Pattern[str]], ...] = (
    ("modification", re.compile(r"[1-9]\d{0,3}[A-Z]?", re.ASCII)),
    ("meeting", re.compile(r"meeting/(panel|csc|change_board|working_group)/(\d{4}-\d{2}-\d{2})", re.ASCII)),
    ("release", re.compile(r"release/(?:(\d{4}-(?:0[1-9]|1[0-2]))|standalone/(\d{4}-\d{2}-\d{2}))", re.ASCII)),
    ("paper", re.compile(r"paper/(\d{4}-(?:0[1-9]|1[0-2]))", re.ASCII)),
    (
        "ticket",
        re.compile(r"ticket/(urn:(?:dcc:itsm|secas):[a-z0-9._-]{1,60})/([A-Za-z0-9._:-]{1,64})", re.ASCII),
    ),
    ("feed", re.compile(r"feed/([a-z0-9:._-]{1,80})", re.ASCII)),
)


AT_HAND = 1 << 16
"""More than there are modifications in a very long history."""


class NotAStream(ValueError):
    """The text is neither a modification nor the id of another stream."""


@lru_cache(AT_HAND)
def kind_of(stream: str) -> StreamKind:
    """Which kind of stream the id `stream` is. Raises NotAStream."""
    for kind, form in _FORMS:
        if form.fullmatch(stream):
            return kind
    raise NotAStream(f"{stream!r} is no stream: expected such as 124, 102B, meeting/panel/2020-06-19, release/2020-11")


@lru_cache(AT_HAND)
def resolve(ref: str) -> str:
    """The stream that `ref` names: any spelling of a modification, or a stream id. Raises NotAStream."""
    try:
        return ModificationRef.parse(ref).stream
    except NotAReference:
        stream = ref.strip()
        _check_dates(stream, kind_of(stream))
        return stream


def _check_dates(stream: str, kind: StreamKind) -> None:
    for day in re.findall(r"\d{4}-\d{2}-\d{2}", stream):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise NotAStream(f"{stream!r} is no {kind}: {day} is not a day ({error})") from None


def body_named(word: str) -> Body | None:
    """The body that meets under this word; None where none does."""
    return next((body for body in BODIES if body == word), None)


def meeting(body: Body, on: date) -> str:
    """The stream of the meeting that `body` holds on the day `on`."""
    return f"meeting/{body}/{on.isoformat()}"


def release(name: str) -> str:
    """The stream of the release `name`: `2020-11`, or `standalone/2020-05-27`."""
    return f"release/{name}"


def ticket(source: str, ticket_id: str) -> str:
    """The stream of the revisions of one ticket: `ticket/urn:dcc:itsm:prod/4f3a`."""
    return f"ticket/{source}/{ticket_id}"


def feed(source: str) -> str:
    """The stream of one source of tickets: `feed/urn:dcc:itsm:prod`."""
    return f"feed/{source}"


def paper(month: str) -> str:
    """The stream of the Change Status Report of `month` (`2020-06`)."""
    return f"paper/{month}"
