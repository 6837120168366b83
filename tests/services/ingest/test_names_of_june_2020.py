"""What the June 2020 paper calls its proposals, and what it says of itself."""

from datetime import date

from services.ingest.from_paper import Imported
from shared.domain.facts import FigureStated, PaperPlanned, ProposalNamed
from tests.services.ingest.given import facts


def test_the_head_says_what_days_the_paper_covers(june: Imported) -> None:
    (planned,) = facts(june, PaperPlanned)
    assert (planned.stream, planned.occurred_by) == ("paper/2020-06", date(2020, 6, 12))
    assert planned.data.model_dump(mode="json") == {
        "paper_ref": "SECP_81_1906_12",
        "panel_on": "2020-06-19",
        "action": "For Decision",
        "classification": "White",
        "author": "Holly Burton",
        "team": "SECAS Team",
        "issued_on": "2020-06-12",
        "attachments": [{"name": "Appendix A", "title": "DCC Preliminary Assessments and Impact Assessments update"}],
        "news_from": "2020-05-06",
        "news_to": "2020-06-12",
        "stats_to": "2020-05-31",
    }


def test_the_figures_are_those_of_the_summary_tables(june: Imported) -> None:
    stated = {
        fact.name: fact.value for entry in facts(june, FigureStated) if isinstance(fact := entry.data, FigureStated)
    }
    assert stated == {
        "assessments.pa.open.count": 6,
        "assessments.pa.open.mean_wd": 78,
        "assessments.pa.completed.count": 13,
        "assessments.pa.completed.mean_wd": 44,
        "assessments.ia.open.count": 3,
        "assessments.ia.open.mean_wd": 113,
        "assessments.ia.completed.count": 5,
        "assessments.ia.completed.mean_wd": 79,
        "proposals.open.count": 60,
        "proposals.open.mean_wd": 279,
        "proposals.concluded.count": 23,
        "proposals.concluded.mean_wd": 115,
    }


def names(june: Imported, stream: str) -> dict[tuple[str, str | None], int]:
    return {
        (entry.data.label, entry.data.title): entry.data.times
        for entry in facts(june, ProposalNamed)
        if entry.stream == stream and isinstance(entry.data, ProposalNamed)
    }


def test_a_title_spelt_in_two_ways_is_named_in_both_with_how_often(june: Imported) -> None:
    assert names(june, "115") == {
        ("MP115", "Changes to the NSCS Good Practice Guides"): 1,
        ("MP115", "Changes to the NCSC Good Practice Guides"): 2,
    }


def test_a_forecast_names_a_proposal_by_the_label_it_will_have(june: Imported) -> None:
    title = "Consequential changes to DUIS and MMC"
    assert names(june, "124") == {("DP124", title): 2, ("MP124", title): 1}


def test_a_proposal_that_only_a_table_names_is_known_by_its_label(june: Imported) -> None:
    assert names(june, "7") == {("SECMP0007", None): 1}


def test_being_raised_counts_as_one_naming_and_being_mentioned_as_another(june: Imported) -> None:
    assert names(june, "126") == {}
    assert names(june, "18") == {("SECMP0018", "Standard Electricity Distributor Configuration Settings"): 1}
