"""A published paper goes into the log once, whole or not at all, and the next paper goes on from it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from services.ingest.export_facts import export_facts
from services.ingest.import_paper import import_paper
from services.ingest.papers import JUNE_2020, bundled
from services.reporter.render.docx import docx
from services.reporter.render.markdown import markdown
from shared.domain.facts import AssessmentReturned, EvidenceAdded
from shared.eventlog.log import EventLog
from shared.papers.decode import NotAPaper
from shared.readmodels.assessments import ASSESSMENTS
from shared.readmodels.readmodel import rows_of
from tests.services.ingest.fact_lines import NOW, imported
from tests.services.reporter.papers import june

pytestmark = pytest.mark.integration

JUNE = bundled(JUNE_2020)
MP092_OPEN = "MP092\tPA\t2 Dec 19\t15 WD\t130 WD"
MP105_DONE = "MP105\tPA\t4 May 20\t15 WD\t15 WD"


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as opened:
        yield opened


def july() -> bytes:
    """The June paper made into July's: another head and window, and MP092's assessment returned on 15 June."""
    text = JUNE.decode()
    for old, new in (
        ("SECP_81_1906_12", "SECP_82_1707_11"),
        ("Report – June 2020", "Report – July 2020"),
        ("\n12 June 2020\n", "\n10 July 2020\n"),
        ("up to the end of May 2020", "up to the end of June 2020"),
        (f"{MP092_OPEN}\n", ""),
        (MP105_DONE, f"MP092\tPA\t15 Jun 20\t15 WD\t140 WD\n{MP105_DONE}"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_the_paper_is_recorded_and_again_adds_nothing(log: EventLog) -> None:
    done = import_paper(JUNE, log, now=NOW)
    assert (done.recorded, done.repeated, done.evidence) == (163, 0, 0)
    assert (done.not_understood, done.findings) == ((), ())
    assert done.told["AssessmentReturned"] == 18
    again = import_paper(JUNE, log, now=NOW)
    assert (again.recorded, again.repeated, again.evidence, log.head()) == (0, 163, 0, 163)


def test_in_word_it_adds_nothing_to_its_markdown(log: EventLog) -> None:
    report = june()
    first = import_paper(markdown(report).encode(), log, now=NOW)
    assert first.recorded > 150
    done = import_paper(docx(report), log, now=NOW)
    assert (done.recorded, done.not_understood, done.findings) == (0, (), ())
    assert done.told == first.told


def test_the_next_paper_completes_what_was_open_and_is_evidence_for_the_rest(log: EventLog) -> None:
    import_paper(JUNE, log, now=NOW)
    done = import_paper(july(), log, now=NOW)
    assert done.not_understood == ()
    assert done.evidence > 100

    history = log.history("92")
    row = rows_of(ASSESSMENTS, history)["92/PA/1"]
    assert [(turn.state, turn.on.isoformat()) for turn in row.turns] == [
        ("open", "2019-12-02"),
        ("returned", "2020-06-15"),
    ]
    kinds = Counter(type(recorded.fact) for recorded in log.history("106"))
    assert kinds[EvidenceAdded] == 2  # its acceptance, and its name
    returned = [recorded.id for recorded in log.history("90") if isinstance(recorded.fact, AssessmentReturned)]
    assert len(returned) == 2


def test_each_of_two_papers_read_again_adds_nothing(log: EventLog) -> None:
    import_paper(JUNE, log, now=NOW)
    import_paper(july(), log, now=NOW)
    head = log.head()
    for paper in (JUNE, july(), JUNE):
        done = import_paper(paper, log, now=NOW)
        assert (done.recorded, done.evidence, done.not_understood) == (0, 0, ())
    assert log.head() == head


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe" + JUNE.decode().encode("utf-16-le"),
        JUNE.replace(b"Purpose", b"Purp\xe9se", 1),
        JUNE.replace(b"Purpose", b"Pur\0pose", 1),
        b"x" * 6_000_000,
        b"A letter to the editor.\n",
        JUNE.replace(b"SECP_81_1906_12", b""),
        JUNE[:1500],
        JUNE[: JUNE.index(b"5. Releases")],
        JUNE.replace(b"\n12 June 2020\n", b"\n31 June 2020\n"),
    ],
    ids=[
        "empty",
        "UTF-16",
        "Latin-1",
        "NUL",
        "too large",
        "a letter",
        "no reference",
        "cut off",
        "cut off late",
        "no such day",
    ],
)
def test_what_is_no_paper_leaves_the_log_as_it_was(data: bytes, log: EventLog) -> None:
    with pytest.raises(NotAPaper) as refused:
        import_paper(data, log, now=NOW)
    assert "\n" not in str(refused.value)
    assert log.head() == 0


def test_a_row_without_a_column_is_listed_with_its_line_and_the_rest_is_recorded(log: EventLog) -> None:
    broken = JUNE.decode().replace(MP092_OPEN, MP092_OPEN.replace("\t15 WD", "")).encode()
    done = import_paper(broken, log, now=NOW)
    assert [line.line for line in done.not_understood] == [211]
    assert done.told["AssessmentAccepted"] == 8


def test_an_export_of_the_paper_makes_the_same_log_again(log: EventLog, database: str) -> None:
    import_paper(JUNE, log, now=NOW)
    import_paper(july(), log, now=NOW)
    exported = list(export_facts(log))
    with EventLog.open(database, schema="fresh") as fresh:
        done, refused = imported(fresh, *exported)
        assert (done.recorded, done.repeated, done.evidence, refused) == (len(exported), 0, 0, [])
        assert [(fact.id, fact.value) for fact in fresh.read(0, 10_000)] == [
            (fact.id, fact.value) for fact in log.read(0, 10_000)
        ]


def test_a_paper_that_is_not_out_yet_is_refused(log: EventLog) -> None:
    with pytest.raises(NotAPaper, match="is dated 2020-06-12, which is yet to come"):
        import_paper(JUNE, log, now=datetime(2020, 6, 1, tzinfo=UTC))
    assert log.head() == 0
