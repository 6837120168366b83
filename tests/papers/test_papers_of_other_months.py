"""What the June 2020 paper did not have to say is understood too, in the words that follow from its own."""

import pytest

from shared.papers.read import read
from shared.papers.statement import Value
from tests.papers.june import june, told, with_change

ITEM = "- [MP090 'Alerts'](#)"
NAMED: dict[str, Value] = {"label": "MP090", "title": "Alerts"}


def says(section: str, text: str) -> list[tuple[str, str, dict[str, Value]]]:
    reading = read(f"{section}\n\n{text}\n")
    assert reading.not_understood == ()
    return [(s.kind, s.subject, dict(s.values)) for s in reading.statements if s.kind != "wording"]


@pytest.mark.parametrize(
    ("section", "sentence", "list_id", "n"),
    [
        (
            "1. Summary",
            "There are no Draft Proposals being presented to the Panel for progression to the Refinement Process.",
            "agenda.refinement",
            0,
        ),
        (
            "1. Summary",
            "There is one Modification Report being presented to the Panel for progression to the Report Phase:",
            "agenda.report_phase",
            1,
        ),
        (
            "1. Summary",
            "The Change Board approved no Modification Proposals under Self-Governance this month.",
            "decisions.change_board",
            0,
        ),
        ("1. Summary", "The Authority issued no determinations this month.", "decisions.authority", 0),
        (
            "1. Summary",
            "The Authority issued a determination on one Modification Proposal this month:",
            "decisions.authority",
            1,
        ),
        ("2. Define", "No Draft Proposals were raised this month.", "new_proposals", 0),
        ("2. Define", "The Change Sub-Committee (CSC) made no decisions this month.", "ready", 0),
        (
            "3. Refine",
            "There are currently 21 Modification Proposals out for Refinement Consultation:",
            "consultations.refinement.open",
            21,
        ),
        (
            "3. Refine",
            "There are no Refinement Consultations expected to be issued.",
            "consultations.refinement.expected",
            0,
        ),
        (
            "3. Refine",
            "Two Impact Assessments were requested at the June 2020 Change Board meeting:",
            "ia_requested.2020-06",
            2,
        ),
        ("4. Opine", "The Change Board voted on no modifications this month.", "votes", 0),
        ("4. Opine", "The Authority issued no determinations this month.", "determinations", 0),
        (
            "4. Opine",
            "There are no Modification Proposals currently with the Authority for decision.",
            "with_authority",
            0,
        ),
        ("5. Releases", "No modifications were implemented this month.", "implemented", 0),
    ],
)
def test_counts_of_none_one_and_many(section: str, sentence: str, list_id: str, n: int) -> None:
    (count,) = [said for said in says(section, sentence) if said[0] == "stated_count"]
    assert (count[1], count[2]["n"]) == (list_id, n)


def test_an_open_consultation_with_its_last_day() -> None:
    lead = "There is currently one Modification Proposal out for Refinement Consultation:"
    text = f"{lead}\n\n{ITEM} (closes on 3 July 2020)"
    assert says("3. Refine", text)[1] == (
        "consultation_open",
        "90",
        {"list": "consultations.refinement.open", "type": "refinement", "closes_on": "2020-07-03", **NAMED},
    )


def test_an_impact_assessment_requested() -> None:
    text = f"One Impact Assessment was requested at the June 2020 Change Board meeting:\n\n{ITEM}"
    assert says("3. Refine", text)[1] == ("ia_requested", "90", {"list": "ia_requested.2020-06", **NAMED})


def test_a_vote_to_reject_and_one_for_a_standalone_release() -> None:
    lead = "The Change Board voted on two modifications on 24 June 2020:"
    rejected = f"{ITEM} was **rejected** under Self-Governance."
    released = "for implementation as a standalone release on 1 July 2020"
    standalone = f"- [MP091 'B'](#) was **approved** under Self-Governance {released}."
    votes = [said[2] for said in says("4. Opine", f"{lead}\n\n{rejected}\n{standalone}") if said[0] == "voted"]
    assert [(vote["result"], vote["release"]) for vote in votes] == [
        ("reject", None),
        ("approve", "standalone/2020-07-01"),
    ]


def test_a_determination_for_a_release_says_both() -> None:
    lead = "The Authority issued a determination on the following modification:"
    released = "for implementation in the November 2020 SEC Release"
    text = f"{lead}\n\n{ITEM} was **approved** on 1 July 2020 {released}."
    determined, assigned = says("4. Opine", text)
    assert (determined[0], determined[2]["on"], determined[2]["implementation_wd_after"]) == (
        "determined",
        "2020-07-01",
        None,
    )
    assert assigned == ("assigned", "90", {"list": None, "release": "2020-11", "part": None, **NAMED})


def test_what_waits_for_a_standalone_release() -> None:
    text = f"One modification is approved for implementation as a standalone release on 1 July 2020:\n\n{ITEM}, part 2"
    planned, _, assigned = says("5. Releases", text)
    assert planned == (
        "release_planned",
        "release/standalone/2020-07-01",
        {"name": "standalone/2020-07-01", "on": "2020-07-01"},
    )
    assert (assigned[2]["release"], assigned[2]["part"]) == ("standalone/2020-07-01", 2)


@pytest.mark.parametrize(
    ("sentence", "kind", "values"),
    [
        ("This request was granted by the Panel.", "urgency_granted", {"by": "panel"}),
        (
            "On 1 July 2020, the Change Board voted to reject this Modification Proposal under Self-Governance.",
            "voted",
            {"on": "2020-07-01", "result": "reject", "basis": "self_governance"},
        ),
        (
            "The Authority sent this modification back on 1 July 2020 for further work.",
            "determined",
            {"on": "2020-07-01", "outcome": "sent_back"},
        ),
        ("Part 2 of it was implemented on 1 July 2020.", "implemented", {"on": "2020-07-01", "part": 2}),
    ],
)
def test_what_a_proposals_own_text_may_say_of_its_process(sentence: str, kind: str, values: dict[str, Value]) -> None:
    raised = f"{ITEM[2:]} was raised by John Noad of Npower on 1 June 2020."
    text = f"New Draft Proposals\n\nMP090\n\n{raised}\n\nIt is slow. {sentence}"
    _, problem, said = says("2. Define", text)
    assert problem == ("problem", "90", {"text": "It is slow."})
    assert said[0] == kind
    assert values.items() <= said[2].items()


def test_a_sentence_of_the_process_with_no_such_day_is_not_taken_for_the_problem() -> None:
    reading = read(
        with_change(
            ("Authority approved this modification on 26 May", "Authority approved this modification on 32 May")
        )
    )
    assert [line.line for line in reading.not_understood] == [121]


def as_markdown(paper: str) -> str:
    """The published form in Markdown: headings marked, columns apart by pipes."""
    lines = []
    for line in paper.split("\n"):
        cells = line.rstrip().split("\t")
        if line.startswith(tuple(f"{n}. " for n in range(1, 6))):
            lines.append(f"## {line}")
        elif line.endswith("\t\t"):
            lines.append(f"#### {line.strip()}\n")
        elif len(cells) > 1 and not line.startswith(("Paper Reference", "Action")):
            lines.append(f"| {' | '.join(cells)} |")
            if cells[0] in ("Assessment", "Modification", "Status"):
                lines.append("|---" * len(cells) + "|")
        else:
            lines.append(line)
    return "\n".join(lines)


def test_the_same_paper_in_markdown_says_the_same() -> None:
    reading = read(as_markdown(with_change()))
    assert reading.not_understood == ()
    assert [told(s) for s in reading.statements] == [told(s) for s in june().statements]


def test_a_table_that_a_page_parted_is_one() -> None:
    reading = read(with_change(("\nMP106\tPA\t26 Mar", "\n\nMP106\tPA\t26 Mar")))
    assert reading.not_understood == ()
    assert reading.statements == june().statements


def test_words_of_the_analyst_are_commentary_on_what_stands_above() -> None:
    quote = "Decisions\n\n> Two of these were close."
    reading = read(with_change(("Decisions", quote)))
    (said,) = [told(s) for s in reading.statements if s.kind == "commentary"]
    assert said == ("summary", "commentary", "summary", {"about": "Decisions", "text": "Two of these were close."})


def test_the_notes_after_a_drafted_paper_are_no_part_of_it() -> None:
    colophon = "### Colophon\n\n| Input | Value |\n| --- | --- |\n| Rules | rules/1 |\n"
    notes = f"\n## Notes on this paper\n\nMade from recorded facts.\n\n- a finding\n\n{colophon}"
    reading = read(with_change() + notes)
    assert reading.not_understood == ()
    assert reading.statements == june().statements
    assert {line.why for line in reading.boilerplate if line.line > 310} == {"notes on the paper"}


def test_marks_and_notes_of_a_table_are_not_its_figures() -> None:
    reading = read(
        with_change(
            ("15 WD\t34 WD", "15 WD\t34 WD [a]"),
            ("\n4. Opine", "\n[a] Stated; its dates make it 47 WD.\n\n4. Opine"),
        )
    )
    assert reading.not_understood == ()
    assert [s for s in reading.statements if s.kind != "wording"] == [
        s for s in june().statements if s.kind != "wording"
    ]
