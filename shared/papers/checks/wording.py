"""Slips of wording: a plural that does not follow its number, a missing full stop, a capital in mid-sentence."""

import re
from collections.abc import Iterator

from shared.papers.checks.said import Statements, of_kind, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import NUMBERS, plain

_TITLES = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
_NOUN = r"(?:(?:Draft|Modification) (?:Proposal|Report)|(?:Impact|Preliminary) Assessment|modification|determination)"
_ONE = rf"{_NOUN}(?!s| Proposal| Report)"
_MANY = "|".join(NUMBERS[2:])
_PLURAL, _CAPITAL = "let the words follow the number", "write it small"
_SLIPS = (
    (
        r"\b(?:Draft|Modification|Impact|Refinement)s (?:Proposal|Report|Assessment|Consultation)s?\b",
        "plural twice",
        _PLURAL,
    ),
    (rf"\b(?:{_MANY}|\d\d+|[2-9]) {_ONE}", "singular after a number of many", _PLURAL),
    (rf"\bone {_NOUN}s\b", "plural after one", _PLURAL),
    (rf"\bThere is (?:currently )?(?:{_MANY})\b", "singular verb with a number of many", _PLURAL),
    (rf"\bThere is (?:currently )?no {_NOUN}s\b", "singular verb with a plural", _PLURAL),
    (rf"\bThere are (?:currently )?no {_ONE}", "plural verb with a singular", _PLURAL),
    (r"\bThere are (?:currently )?one\b", "plural verb with one", _PLURAL),
    (rf"^One {_NOUN}s? were\b", "plural verb with one", _PLURAL),
    (rf"^(?:No|{_MANY}) {_NOUN}s? was\b", "singular verb with a number of many", _PLURAL),
    (r", (?:The|This|A|An) (?:\w+ ?){1,2}", "capital in mid-sentence", _CAPITAL),
)
"""Form, what is wrong with it, how to mend it."""
_ENDS = re.compile(r"[.:?!]['\"’”)*]*$")
_SAYS_SOMETHING = re.compile(r"\b(?:was|were|is|are|has|have)\b")


def wording_has_no_slips(statements: Statements) -> Iterator[Finding]:
    """A problem is in its Proposer's own words: of those only the full stop is looked for."""
    for printed in of_kind(statements, "wording"):
        text = plain(_TITLES.sub("[…]", str(printed["text"])))
        for form, name, mend in _SLIPS if printed.subject != "problem" else ():
            for found in re.finditer(form, text, 0 if name.startswith("capital") else re.IGNORECASE):
                yield _finding(printed, f"'{found[0].strip(' ,')}': {name}", mend)
        if _lacks_its_stop(printed, text):
            yield _finding(printed, f"no full stop after '… {' '.join(text.split()[-4:])}'", "end it with a full stop")


def _lacks_its_stop(printed: Statement, text: str) -> bool:
    """An item that only names something needs none, nor does a line all in bold, which heads a chart."""
    if _ENDS.search(text) or str(printed["text"]).endswith("**"):
        return False
    return printed.subject != "item" or bool(_SAYS_SOMETHING.search(text.partition("[…]")[2]))


def _finding(printed: Statement, message: str, mend: str) -> Finding:
    return Finding("wording", message, places(printed), mend)
