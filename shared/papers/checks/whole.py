"""A paper is whole: every section is there, it does not break off, and every line of it was understood."""

from collections.abc import Iterator
from itertools import zip_longest

from shared.papers.blocks import LABEL
from shared.papers.finding import Finding
from shared.papers.grammar import LED_BY_THAT
from shared.papers.reading import Reading
from shared.papers.statement import Place, SectionId

EXPECTED: dict[SectionId, str] = {
    "header": "the head (reference, action, title)",
    "recommendations": "Recommendations",
    "summary": "Summary",
    "define": "Define",
    "refine": "Refine",
    "opine": "Opine",
    "releases": "Releases",
}


def missing_sections(reading: Reading) -> tuple[str, ...]:
    """The sections of which the paper says nothing, by their headings; a paper that breaks off lacks the last ones."""
    there = {statement.section for statement in reading.statements}
    return tuple(words for section, words in EXPECTED.items() if section not in there)


def sections_are_there(reading: Reading) -> Iterator[Finding]:
    missing = missing_sections(reading)
    if missing:
        last = max((s.place.line for s in reading.statements if s.place), default=1)
        yield Finding(
            "sections-are-there",
            f"the paper says nothing of {', '.join(missing)}; the last line that says something is line {last}",
            (Place(last, "the last line that says something"),),
            "check whether the file is complete",
        )


def headings_head_something(reading: Reading) -> Iterator[Finding]:
    """A heading with the next one right below it, unless that one is deeper: what stood between was lost."""
    headings = {line.line: line.text.strip() for line in reading.boilerplate if line.why == "heading"}
    others = (line.line for line in (*reading.boilerplate, *reading.not_understood))
    lines = sorted({*reading.said_on, *others})
    for line, below in zip_longest(lines, lines[1:]):
        if line in headings and (below is None or _is_no_deeper(headings.get(below), headings[line])):
            yield Finding(
                "headings-head-something",
                f"nothing stands below the heading '{headings[line].lstrip('# ')}'",
                (Place(line, headings[line].lstrip("# ")),),
                "put back what belongs there, such as a chart that the text has lost, or take the heading out",
            )


def _is_no_deeper(below: str | None, above: str) -> bool:
    return below is not None and _depth(below) <= _depth(above)


def _depth(heading: str) -> int:
    """As Markdown counts: 2 is a section; the label of a proposal stands below the heading of its list."""
    if heading.startswith("#"):
        return len(heading) - len(heading.lstrip("#"))
    return 2 if heading[0].isdecimal() else 4 if LABEL.fullmatch(heading) else 3


def text_is_understood(reading: Reading) -> Iterator[Finding]:
    """A sentence that was not understood speaks for the list below it."""
    for line in (line for line in reading.not_understood if line.why != LED_BY_THAT):
        yield Finding(
            "text-is-understood",
            f"not understood: {line.why}",
            (Place(line.line, line.text.strip()[:60]),),
            "write it as other papers do, or have a reader taught to read it",
        )
