"""Histories as text, one fact a line, as a specialist would write them down.

    2020-03-26      MP106  AssessmentAccepted  PA 1  target_wd=15
    2020-03-26      MP106  ProposalRaised  label=DP106 title="Meters" proposer.name=Someone
    by 2020-05-31   MP106  AssessmentDurationStated  PA 1  duration_wd=34  known=2020-06-12

A day (`by`: no later than), any spelling of the modification or a stream id, the fact, for an assessment its kind and
number, then fields. A value is JSON where it can be, else text; `a.b=…` is a field within a field; `known` is the day
on which it was known, else that of the fact. Facts count from position 1, and from version 1 in each stream.
"""

import json
import shlex
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.domain.codec import decode, encode, placed
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.recorded import Recorded, StoredFact

INPUTS = (
    '{"position": 9, "news_from": "2020-05-01", "news_to": "2020-05-31", "stats_to": "2020-05-31", "day_count": "d", '
    '"calendar": "c", "rules": "r", "template": "t"}'
)
"""Those of some paper, as a fact has them."""

_RECORDED_FROM = datetime(2020, 6, 20, 9, tzinfo=UTC)


def history(text: str) -> tuple[Recorded, ...]:
    """The facts of all lines, in order, as if recorded one second after another."""
    return tuple(
        placed(entry, stored.position, stored.stream, stored.version, stored.recorded_at)
        for entry, stored in _placed(entries(text))
    )


def stored(entries: Iterable[Entry[AnyFact]]) -> tuple[StoredFact, ...]:
    """The entries as a log would keep them: positions from 1, versions from 1 in each stream."""
    return tuple(stored for _, stored in _placed(entries))


def entries(text: str) -> tuple[Entry[AnyFact], ...]:
    """The facts of all lines, in order, not yet recorded. Empty lines and lines that begin with `;` are passed over."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(_entry(line) for line in lines if line and not line.startswith(";"))


def words(line: str) -> tuple[str, dict[str, Any]]:
    """A command on a line, written as a fact is: its name; and its `ref`, `on` and fields, flat."""
    day, ref, name, *rest = shlex.split(line)
    told: dict[str, Any] = {"ref": ref, "on": day}
    if rest and rest[0] in ("PA", "IA"):
        told |= {"kind": rest.pop(0)}
        if rest and rest[0].isdigit():
            told |= {"n": int(rest.pop(0))}
    return name, told | _fields(rest)


def _placed(entries: Iterable[Entry[AnyFact]]) -> Iterable[tuple[Entry[AnyFact], StoredFact]]:
    versions: Counter[str] = Counter()
    for position, entry in enumerate(entries, start=1):
        versions[entry.stream] += 1
        recorded_at = _RECORDED_FROM + timedelta(seconds=position)
        version = versions[entry.stream]
        yield entry, StoredFact(position, entry.stream, version, entry.data.topic(), recorded_at, encode(entry))


def _entry(line: str) -> Entry[AnyFact]:
    words = shlex.split(line)
    clock = "occurred_by" if words[0] == "by" else "occurred_on"
    day, ref, fact, *rest = words[1:] if words[0] == "by" else words
    envelope: dict[str, Any] = {"type": fact, "version": 1, "ref": ref, clock: day}
    if rest and rest[0] in ("PA", "IA"):
        envelope |= {"kind": rest[0], "n": int(rest[1])}
        rest = rest[2:]
    data = _fields(rest)
    known_on = data.pop("known", day)
    source = {"kind": "register", "ref": "given"}
    whole = envelope | {"known_at": f"{known_on}T12:00:00Z", "source": source, "data": data}
    return decode(json.dumps(whole).encode())


def _fields(words: Iterable[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for word in words:
        path, _, text = word.partition("=")
        *outer, name = path.split(".")
        place = fields
        for part in outer:
            place = place.setdefault(part, {})
        place[name] = _value(text)
    return fields


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def histories_of(facts: Iterable[StoredFact], streams: Collection[str], upto: int) -> dict[str, list[StoredFact]]:
    """Of each of `streams`, its facts up to position `upto`."""
    told: dict[str, list[StoredFact]] = {}
    for fact in facts:
        if fact.stream in streams and fact.position <= upto:
            told.setdefault(fact.stream, []).append(fact)
    return told
