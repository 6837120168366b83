"""What explains a difference: each rule by its name, with the sentence that a reader of the account is told."""

from collections.abc import Mapping
from typing import Literal

Rule = Literal[
    "shorter-than-its-days",
    "counted-otherwise",
    "target-defaulted",
    "before-the-feed",
    "not-accepted-yet",
    "requests-not-kept",
    "told-by-sheets",
    "follows-from-lines",
]

SENTENCE: Mapping[Rule, str] = {
    "shorter-than-its-days": "The DCC counts fewer days than lie between: its clock stood still for a while, or began "
    "later, and no ticket tells when. What it states is printed, and marked.",
    "counted-otherwise": "The DCC counts days by the other convention.",
    "target-defaulted": "The ticket tells no target; the usual one of its kind is taken.",
    "before-the-feed": "It was over before the first of the days that the tickets speak of.",
    "not-accepted-yet": "The DCC has not accepted it: nothing is to be recorded.",
    "requests-not-kept": "No request was recorded that early.",
    "told-by-sheets": "The source tells by sheets, as often as somebody drops one.",
    "follows-from-lines": "It follows from the lines above that are explained.",
}
