"""Findings as text for people and as JSON for programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shared.papers.finding import Finding
from shared.papers.reading import Reading


def findings_text(file: Path, findings: Sequence[Finding], paper: Reading, *, by_heading: bool = False) -> str:
    """Each finding with its places and the mend, as `file:line`; then lines that were not understood.

    `by_heading`: the places also by the headings above them, for a file whose lines nobody sees.
    """
    return "\n".join(_lines(file, findings, paper, by_heading)) + "\n"


def _lines(file: Path, findings: Sequence[Finding], paper: Reading, by_heading: bool) -> Iterator[str]:
    for finding in findings:
        yield f"{_lines_of(file, finding)}: {finding.message} [{finding.rule}]"
        if by_heading and finding.places:
            yield f"    where: {'; '.join(dict.fromkeys(place.where for place in finding.places))}"
        if finding.mend:
            yield f"    mend: {finding.mend}"
    for line in paper.not_understood:
        yield f"{file}:{line.line}: not understood: {line.why}: {line.text}"
    yield f"{len(findings)} findings; {len(paper.statements)} statements on {paper.lines} lines"


def _lines_of(file: Path, finding: Finding) -> str:
    numbers = sorted({place.line for place in finding.places})
    return f"{file}:{','.join(map(str, numbers))}" if numbers else str(file)


def findings_json(findings: Sequence[Finding], paper: Reading) -> dict[str, Any]:
    """`findings` with rule, message, mend and where; `not_understood` by line."""
    return {
        "findings": [
            {
                "rule": finding.rule,
                "message": finding.message,
                "mend": finding.mend,
                "where": [{"line": place.line, "where": place.where} for place in finding.places],
            }
            for finding in findings
        ],
        "not_understood": [{"line": n.line, "text": n.text, "why": n.why} for n in paper.not_understood],
    }
