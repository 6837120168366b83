"""The rules that are numbers or lists: each with its source, how sure it is, and the day from which it holds.

None of them could be checked against the legal text. A decision is judged by what held on its own day: to change one,
add a line with the later day, and leave the old one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from shared.domain.vocabulary import VoteResult, VotingCategory

Sureness = Literal["S", "P", "C", "K"]
"""The paper says it; a public page does; computed from what happened; general knowledge, not checked."""

ALWAYS = date.min


class Setting(NamedTuple):
    """`name` is a field of `Settings`; the value holds from `holds_from` on, until the next of that name."""

    name: str
    value: Any
    holds_from: date
    sure: Sureness
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds on one day. WD are Working Days."""

    adoption_window_wd: int
    appeal_window_wd: int
    consultation_min_wd: int
    impact_assessment_needs_change_board: bool
    change_board_seats: Mapping[VotingCategory, int]
    change_board_quorum: int
    tied_vote_is: VoteResult
    eligible_without_category: frozenset[str]
    oldest_series_ended_on: date

    @staticmethod
    def on(day: date) -> "Settings":
        """The settings that hold on `day`."""
        held = sorted((each for each in SETTINGS if each.holds_from <= day), key=lambda each: each.holds_from)
        return Settings(**{each.name: each.value for each in held})


SETTINGS: tuple[Setting, ...] = (
    Setting("adoption_window_wd", 10, ALWAYS, "P", "register page of MP117: withdrawn 9 June, open to 23 June 2021"),
    Setting("appeal_window_wd", 10, ALWAYS, "K", "SEC Section D9"),
    Setting("consultation_min_wd", 15, ALWAYS, "C", "register pages of MP118, MP117, MP127, MP134A, MP147 and MP099"),
    Setting(
        "impact_assessment_needs_change_board",
        True,
        ALWAYS,
        "S",
        "SECP_81_1906_12, section 3: Impact Assessments requested at the May 2020 Change Board meeting",
    ),
    Setting(
        "change_board_seats",
        MappingProxyType(
            {"large_supplier": 13, "small_supplier": 3, "network": 3, "other_sec_party": 3, "consumer": 1}
        ),
        ALWAYS,
        "P",
        "newsletter of 17 December 2021; earlier numbers were not found",
    ),
    Setting("change_board_quorum", 0, ALWAYS, "K", "not found: 0 asks for none"),
    Setting("tied_vote_is", "reject", ALWAYS, "K", "SEC Section D8: what is not approved is rejected"),
    Setting(
        "eligible_without_category",
        frozenset({"Citizens Advice", "DCC", "SEC Panel", "Ofgem"}),
        ALWAYS,
        "K",
        "SEC Section D1.3: who may raise a proposal without being of a Party Category",
    ),
    Setting(
        "oldest_series_ended_on",
        date(2018, 11, 1),
        ALWAYS,
        "P",
        "register: SECMP0063 raised 2 October 2018, MP071 on 29 March 2019; Section D changed on 1 November 2018",
    ),
)
