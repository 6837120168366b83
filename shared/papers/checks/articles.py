"""One organisation is named with its article or without, and not both."""

import re
from collections import defaultdict
from collections.abc import Iterator

from shared.papers.checks.said import Statements, line, listed, of_kind, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement

_RAISED = re.compile(r"was raised by .{1,80}? (?:from|of|on behalf of) (?P<body>.{1,120}?) on \d")


def articles_agree(statements: Statements) -> Iterator[Finding]:
    """In the sentences that say who raised a proposal; the usual form is the more frequent one."""
    forms: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for printed in of_kind(statements, "wording"):
        if found := _RAISED.search(str(printed["text"])):
            forms[found["body"].removeprefix("the ")][found["body"]].append(printed)
    for of_one_body in forms.values():
        usual, *others = sorted(of_one_body, key=lambda form: -len(of_one_body[form]))
        for odd in others:
            yield Finding(
                "articles-agree",
                f"'{odd}' in {listed(line(s) for s in of_one_body[odd])}, but '{usual}' elsewhere",
                places(*of_one_body[odd], of_one_body[usual][0]),
                f"write '{usual}' everywhere",
            )
