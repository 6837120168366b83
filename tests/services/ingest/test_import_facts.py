"""Facts from a file, one a line: the good are recorded, each of the others is told with its line and reason."""

import io
from datetime import date

import pytest

from services.ingest.import_facts import FactsImported, import_facts
from shared.domain.facts import AssessmentReturned
from shared.eventlog.log import EventLog
from tests.services.ingest.fact_lines import NOW, about, imported, line
from tests.services.ingest.test_fact_line import BAD

pytestmark = pytest.mark.integration


def test_good_lines_among_bad_ones_are_recorded(log: EventLog) -> None:
    bad = [bad for bad, _ in BAD.values()]
    done, refused = imported(log, line(), *bad, line(ref="MP123"))
    assert (done.lines, done.recorded, done.refused) == (22, 2, 20)
    assert [each.line for each in refused] == list(range(2, 22))


def test_the_example_of_the_interface_is_recorded(log: EventLog) -> None:
    done, refused = imported(log, line())
    assert done == FactsImported(1, 1, 0, 0, 0, {"AssessmentReturned": 1}) and not refused
    (recorded,) = log.history("122")
    assert recorded.fact == AssessmentReturned(target_wd=15, duration_wd_stated=10)
    assert recorded.entry.occurred_on == date(2020, 5, 28)


def test_importing_again_adds_nothing(log: EventLog) -> None:
    imported(log, line(), line(ref="MP123"))
    done, _ = imported(log, line(), line(ref="SECMP0123"))
    assert (done.recorded, done.repeated, log.head()) == (0, 2, 2)


def test_another_source_adds_evidence(log: EventLog) -> None:
    imported(log, line())
    done, _ = imported(log, line(source={"kind": "letter", "ref": "DCC to SECAS, 28 May 2020"}))
    assert (done.recorded, done.evidence) == (0, 1)


def test_blank_lines_windows_ends_and_a_byte_order_mark_are_passed_over(log: EventLog) -> None:
    done, refused = imported(log, b"\xef\xbb\xbf" + line() + b"\r", b"", b"   \r", line(ref="MP123") + b"\r")
    assert (done.lines, done.recorded) == (2, 2) and not refused


def test_a_file_cut_off_says_so_and_keeps_what_was_whole(log: EventLog) -> None:
    done, refused = imported(log, line(), line(ref="MP123")[:-40], end=b"")
    assert done.recorded == 1
    assert refused[0].line == 2 and refused[0].reason.endswith("the file ends in the middle of this line")


def test_an_empty_file_is_no_error(log: EventLog) -> None:
    done, refused = imported(log, b"", end=b"")
    assert done == FactsImported(0, 0, 0, 0, 0, {}) and not refused


def test_a_line_of_100_mb_is_passed_over_unread(log: EventLog) -> None:
    class Endless(io.RawIOBase):
        """100 MB without an end of line, then a fact; counts the largest piece that anyone asked for."""

        def __init__(self) -> None:
            self.left, self.largest = 100 << 20, 0

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None and size > 0
            self.largest = max(self.largest, size)
            if self.left > size:
                self.left -= size
                return b"x" * size
            ending, self.left = (b"x" * self.left + b"\n", 0) if self.left else (b"", 0)
            return ending

    file = Endless()
    refused: list[str] = []
    done = import_facts(file, log, lambda each: refused.append(str(each)), now=NOW)  # type: ignore[arg-type]
    assert (done.lines, done.refused) == (1, 1)
    assert refused == ["1: 104,857,601 bytes are too many for one fact; the line was passed over unread"]
    assert file.largest <= 1 << 20


def test_a_correction_is_taken_when_its_target_is_there_also_in_the_same_file(log: EventLog) -> None:
    correction = about("FactCorrected", of="122#1", now={"target_wd": 20}, reason="the letter says 20")
    done, refused = imported(log, line(), correction)
    assert done.recorded == 2 and not refused
    again, _ = imported(log, line(), correction)
    assert (again.recorded, again.repeated) == (0, 2)


@pytest.mark.parametrize(
    ("mend", "reason"),
    [
        (about("FactCorrected", of="122#9", now={"target_wd": 20}, reason="no such"), "122#9, which is not in the log"),
        (about("FactRetracted", of="122#2", reason="no such"), "122#2, which is not in the log"),
        (about("EvidenceAdded", of="122#3"), "122#3, which is not in the log"),
        (about("FactCorrected", of="122#1", now={"target_wd": "many"}, reason="no"), "would make the fact impossible"),
        (about("FactCorrected", of="122#1", now={"occurred_on": "2021-01-01"}, reason="no"), "impossible"),
    ],
)
def test_a_mend_that_cannot_stand_is_refused(mend: bytes, reason: str, log: EventLog) -> None:
    done, refused = imported(log, line(), mend)
    assert (done.recorded, done.refused) == (1, 1)
    assert reason in refused[0].reason


def test_a_retraction_is_told_again_without_harm(log: EventLog) -> None:
    retraction = about("FactRetracted", of="122#1", reason="it was another modification")
    imported(log, line(), retraction)
    done, refused = imported(log, line(), retraction)
    assert (done.recorded, done.repeated) == (0, 2) and not refused


def test_what_is_known_only_in_the_future_is_refused(log: EventLog) -> None:
    done, refused = imported(log, line(known_at="2020-08-01T09:11:00Z"), line(known_at="2020-08-01T09:09:00Z"))
    assert done.recorded == 1
    assert [str(each) for each in refused] == [
        "1: known_at 2020-08-01T09:11:00+00:00 is yet to come: expected a moment up to now"
    ]


def test_a_correction_that_contradicts_another_one_is_refused_unless_it_names_it(log: EventLog) -> None:
    imported(log, line(), about("FactCorrected", of="122#1", now={"target_wd": 20}, reason="the letter says 20"))
    other = about("FactCorrected", of="122#1", now={"target_wd": 25}, reason="the minutes say 25")
    done, refused = imported(log, other)
    assert done.refused == 1
    assert refused[0].reason == (
        "122#2 corrected target_wd of 122#1 to 20, and this to 25: where 122#2 is wrong, name it in the reason"
    )
    named = about("FactCorrected", of="122#1", now={"target_wd": 25}, reason="122#2: the letter was misread")
    further = about("FactCorrected", of="122#1", now={"duration_wd_stated": 11}, reason="counted again")
    done, refused = imported(log, named, further, named)
    assert (done.recorded, done.repeated, refused) == (2, 1, [])


def test_a_correction_says_of_which_proposal_it_comes_and_that_is_there(log: EventLog) -> None:
    proposed = about("CorrectionProposed", of="122#1", now={"target_wd": 20}, reason="the letter says 20")
    agreed = about("FactCorrected", of="122#1", now={"target_wd": 20}, reason="r", proposal="122#2")
    done, refused = imported(log, line(), agreed)
    assert (done.recorded, "122#2, which is not in the log" in refused[0].reason) == (1, True)
    done, refused = imported(log, about("CorrectionProposed", of="122#7", reason="r"), proposed, agreed)
    assert (done.recorded, len(refused)) == (2, 1)


def test_two_facts_that_exclude_each_other_are_not_both_recorded(log: EventLog) -> None:
    told = {"ref": "MP084", "type": "AuthorityDetermined", "kind": None, "n": None, "occurred_on": "2020-05-27"}
    rejected = line(**told, data={"outcome": "rejected"})
    approved = line(**told, data={"outcome": "approved"}, source={"kind": "letter", "ref": "Ofgem, 27 May"})
    done, refused = imported(log, rejected, approved)
    assert (done.recorded, done.refused, done.told) == (1, 1, {"AuthorityDetermined": 1})
    assert [str(each) for each in refused] == [
        "2: 84#1 excludes it (AuthorityDetermined of 2020-05-27: outcome rejected there, approved here): where 84#1 is "
        "wrong, correct it"
    ]
    again, refused = imported(log, rejected, approved)
    assert (again.repeated, again.refused, log.head()) == (1, 1, 1)


def test_what_one_source_leaves_out_excludes_nothing(log: EventLog) -> None:
    letter = {"kind": "letter", "ref": "a letter"}
    done, refused = imported(log, line(), line(data={"target_wd": 15}, source=letter), line(data={"target_wd": 15}))
    assert (done.recorded, done.evidence, done.repeated, refused) == (1, 1, 1, [])


def test_what_a_fact_was_corrected_to_does_not_exclude_it(log: EventLog) -> None:
    correction = about("FactCorrected", of="122#1", now={"target_wd": 20}, reason="the letter says 20")
    letter = {"kind": "letter", "ref": "a letter"}
    as_corrected = line(data={"target_wd": 20}, source=letter)
    done, refused = imported(log, line(), correction, as_corrected, line(data={"target_wd": 25}))
    assert (done.recorded, done.evidence) == (2, 1)
    assert [each.line for each in refused] == [4]


def test_a_statement_of_standing_on_another_day_excludes_nothing(log: EventLog) -> None:
    def open_for(duration_wd: int, by: str) -> bytes:
        told = {"type": "AssessmentDurationStated", "occurred_on": None, "occurred_by": by}
        return line(**told, data={"duration_wd": duration_wd}, source={"kind": "paper", "ref": by})

    _, refused = imported(log, open_for(34, "2020-05-31"), open_for(12, "2020-04-30"))
    assert refused == []
