"""What the demo tells when it is done, in fewer than 25 lines."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import fill

from services.ingest.import_paper import PaperImported
from services.reporter.compare.table import compared_in_words
from services.reporter.compare.verdict import MEANINGS, Comparison
from services.reporter.report import Report

CONTRADICTION = "decisions-agree"
"""The rule whose finding is shown: what the summary says of decisions, against the sections that list them."""


def told(
    imported: PaperImported,
    report: Report,
    comparison: Comparison,
    files: Mapping[str, Path],
    home: Path,
    seconds: float,
) -> str:
    """What was done, how the comparison went, one contradiction of the real paper, and what to try next."""
    return "\n".join(
        (
            f"The Change Status Report of June 2020, made from facts in {seconds:.1f} s:",
            *(f"  {path}" for path in files.values()),
            "",
            f"{_facts(imported, home)};",
            f"they went through log, broker and projector, up to position {report.cut.position}.",
            "",
            f"Against the published paper, {compared_in_words(comparison)}:",
            *(f"  {count:>4}  {MEANINGS[word]}" for word, count in comparison.counts.items() if count),
            "",
            "A contradiction that it found in the real paper:",
            _contradiction(comparison),
            "",
            "Try next:",
            "  .venv/bin/secchange report explain 2020-06 assessments.ia.open.mean_wd",
            "  .venv/bin/secchange register show MP130 --trail",
            "  .venv/bin/secchange up          and open http://127.0.0.1:8000/",
        )
    )


def _facts(imported: PaperImported, home: Path) -> str:
    if imported.recorded:
        return f"{imported.recorded} facts were read from the published paper into {home}"
    return f"{imported.repeated} facts were in {home} already"


def _contradiction(comparison: Comparison) -> str:
    verdicts = [verdict for verdict in comparison.verdicts if verdict.word == "contradicts_itself"]
    first = next((verdict for verdict in verdicts if verdict.rule == CONTRADICTION), verdicts[0] if verdicts else None)
    return fill(first.why if first else "none", 100, initial_indent="  ", subsequent_indent="  ")
