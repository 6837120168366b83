"""PURE. A comparison as text for a terminal, and as JSON for programs."""

from collections.abc import Iterator
from typing import Any

from services.reporter.compare.pairs import said_by
from services.reporter.compare.verdict import MEANINGS, Comparison, Verdict
from shared.papers.statement import Statement

SILENT = frozenset({"recomputed", "carried"})
"""Verdicts that are counted, and not listed one by one."""


def comparison_text(comparison: Comparison) -> str:
    """How many verdicts of each word; then each that needs a reader, with its place and both sides."""
    return "\n".join((*_counts(comparison), *_listed(comparison))) + "\n"


def compared_in_words(comparison: Comparison) -> str:
    """`157 statements compared, and 6 sentences that are worded otherwise`."""
    sentences = len(comparison.sentences)
    statements = _many(len(comparison.verdicts) - sentences, "statement")
    if not sentences:
        return f"{statements} compared"
    are = "are" if sentences > 1 else "is"
    return f"{statements} compared, and {_many(sentences, 'sentence')} that {are} worded otherwise"


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _counts(comparison: Comparison) -> Iterator[str]:
    yield compared_in_words(comparison)
    for word, count in comparison.counts.items():
        yield f"  {word:<18} {count:>4}  {MEANINGS[word]}"


def _listed(comparison: Comparison) -> Iterator[str]:
    for verdict in comparison.verdicts:
        if verdict.word not in SILENT:
            yield from (
                "",
                f"{_place(verdict)}: {_about(verdict)}",
                f"  {verdict.word} ({verdict.rule}): {verdict.why}",
            )
            yield from (f"    {line}" for line in _sides(verdict))


def _place(verdict: Verdict) -> str:
    place = verdict.published.place if verdict.published else None
    if place:
        return f"line {place.line}, {place.where}"
    return f"line {verdict.line}" if verdict.line else "not in the published paper"


def _about(verdict: Verdict) -> str:
    said = verdict.published or verdict.written
    if said is None:
        return "not understood"
    label = said.values.get("label") or said.subject
    return f"{label} {said.kind.replace('_', ' ')}"


def _sides(verdict: Verdict) -> Iterator[str]:
    if verdict.text:
        yield verdict.text
    names = verdict.differs or tuple((verdict.published or verdict.written or _NOTHING).values)
    for name in names if not verdict.equal else ():
        yield f"{name}: paper {_shown(verdict.published, name)} | report {_shown(verdict.written, name)}"


_NOTHING = Statement("header", "", "")


def _shown(said: Statement | None, name: str) -> str:
    value = said_by(said).get(name) if said else None
    return "–" if value is None else str(value)


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """`counts` by word, and all `verdicts` with the whole of both sides."""
    return {"counts": dict(comparison.counts), "verdicts": [_verdict_json(verdict) for verdict in comparison.verdicts]}


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    place = verdict.published.place if verdict.published else None
    return {
        "verdict": verdict.word,
        "rule": verdict.rule,
        "why": verdict.why,
        "line": place.line if place else verdict.line,
        "where": place.where if place else None,
        "differs": list(verdict.differs),
        "published": _statement_json(verdict.published),
        "report": _statement_json(verdict.written),
        "text": verdict.text or None,
    }


def _statement_json(said: Statement | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"section": said.section, "kind": said.kind, "subject": said.subject, "values": dict(said.values)}
