"""Papers to be issued, few and plain."""

from datetime import UTC, date, datetime
from hashlib import sha256

from shared.domain.entry import Actor, Entry, Source, entry
from shared.domain.facts import AnyFact, IssuedFormat, PaperInputs, ReportIssued

STREAM = "paper/2020-06"
FILES = {"md": b"# A paper\n", "pdf": bytes(range(256)) * 4}
INPUTS = PaperInputs(
    position=1,
    news_from=date(2020, 5, 1),
    news_to=date(2020, 6, 12),
    stats_to=date(2020, 5, 31),
    day_count="weekdays_both_ends",
    calendar="england_and_wales/1",
    rules="rules/1",
    template="paper/1",
)


def issued(edition: str = "", by: str = "Ann") -> Entry[AnyFact]:
    """That such a paper was issued."""
    formats = tuple(
        IssuedFormat(format=form, sha256=sha256(data).hexdigest(), size_bytes=len(data)) for form, data in FILES.items()
    )
    fact = ReportIssued(
        paper_ref="SECP_81_1906_12",
        edition=edition,
        inputs=INPUTS,
        checkpoint="as signed",
        formats=formats,
        built=f"{STREAM}#1",
    )
    return entry(
        fact,
        STREAM,
        on=date(2020, 6, 12),
        known_at=datetime(2020, 6, 12, 9, tzinfo=UTC),
        source=Source(kind="command", ref="issue"),
        actor=Actor(body="SECAS", person=by, role="secretariat"),
    )
