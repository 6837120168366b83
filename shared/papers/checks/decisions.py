"""Section 1 repeats the decisions of section 4: each must be in both, with the same outcome."""

from collections.abc import Iterator

from shared.papers.checks.said import Statements, by_subject, items, label, listed, of_kind, one, places, whole
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import in_words

RULE = "decisions-agree"
_BODIES = {"change_board": "Change Board decision", "authority": "Authority determination"}
_OUTCOMES = {"approve": "approved", "reject": "rejected"}


def decisions_agree(statements: Statements) -> Iterator[Finding]:
    for body in _BODIES:
        repeated = items(statements, f"decisions.{body}")
        taken = [s for s in of_kind(statements, "voted", "determined") if _is_decision(s, body)]
        stated = one(statements, "stated_count", f"decisions.{body}")
        if stated or repeated:
            yield from _same_items(body, stated, repeated, taken)
            yield from _same_outcomes(repeated, taken)


def _is_decision(statement: Statement, body: str) -> bool:
    """A vote that recommends decides nothing; sentences in a proposal's own text belong to no list."""
    if statement["list"] is None:
        return False
    if statement.kind == "voted":
        return body == "change_board" and statement["basis"] == "self_governance"
    return body == "authority"


def _same_items(
    body: str, stated: Statement | None, repeated: list[Statement], taken: list[Statement]
) -> Iterator[Finding]:
    of_section_1, of_section_4 = {s.subject for s in repeated}, {s.subject for s in taken}
    missing = [s for s in taken if s.subject not in of_section_1]
    extra = [s for s in repeated if s.subject not in of_section_4]
    if not missing and not extra:
        return
    said = whole(stated, "n") if stated else len(repeated)
    absent = [f"{listed(_named(s) for s in missing)} {_is(missing)} missing from section 1"] if missing else []
    absent += [f"{listed(label(s) for s in extra)} {_is(extra)} missing from section 4"] if extra else []
    yield Finding(
        RULE,
        f"section 1 says {_counted(said, body)}; section 4 lists {in_words(len(taken))}: {'; '.join(absent)}",
        places(stated, *missing, *extra),
        f"{_mend(missing, extra)}, and say {in_words(len(taken))}",
        (f"decisions.{body}", *dict.fromkeys(s.subject for s in (*missing, *extra))),
    )


def _mend(missing: list[Statement], extra: list[Statement]) -> str:
    mends = [f"add {listed(label(s) for s in missing)} to section 1"] if missing else []
    mends += [f"take {listed(label(s) for s in extra)} out of section 1, or add it to section 4"] if extra else []
    return "; ".join(mends)


def _same_outcomes(repeated: list[Statement], taken: list[Statement]) -> Iterator[Finding]:
    decided = by_subject(taken)
    for summary in repeated:
        others = decided.get(summary.subject, [])
        if others and summary["outcome"] not in [_outcome(other) for other in others]:
            yield Finding(
                RULE,
                f"{label(summary)} is {_words(str(summary['outcome']))} in section 1 and "
                f"{_words(_outcome(others[0]))} in section 4",
                places(summary, *others),
                "give the outcome of the decision itself in both",
                (summary.subject,),
            )


def _outcome(statement: Statement) -> str:
    return _OUTCOMES[str(statement["result"])] if statement.kind == "voted" else str(statement["outcome"])


def _named(statement: Statement) -> str:
    return f"{label(statement)} ({_words(_outcome(statement))})"


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _counted(n: int, body: str) -> str:
    return f"{in_words(n)} {_BODIES[body]}{'' if n == 1 else 's'}"


def _is(statements: list[Statement]) -> str:
    return "is" if len(statements) == 1 else "are"
