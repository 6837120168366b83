"""What the rules say of commands: all of them as a table, and one with its fields."""

from collections.abc import Sequence
from typing import Any

from services.cli.output import put_json, put_table
from services.cli.shapes import options, shape_of
from shared.process.naming import kebab
from shared.process.policy import POLICY
from shared.process.rule import LIVE, Rule
from shared.process.rules import RULES
from shared.schema.command import command_schema

SURENESS = {"S": "the paper says it", "P": "a public page says it", "C": "computed", "K": "not checked"}


def put_list(json: bool) -> None:
    """Every command, in the order of the process."""
    if json:
        put_json([_json(rule) for rule in RULES])
        return
    rows = [(rule.command, rule.decides, ", ".join(_moves(rule)), rule.clause) for rule in RULES]
    put_table("", ("Command", "Who decides", "From, to", "Clause"), rows)
    print("\nAnd, of tickets that no system sends: EnterTicketRevision")


def put_help(rule: Rule, json: bool) -> None:
    """One command: what it means, its fields, where it may be given, its guards, who may give it."""
    if json:
        put_json(_json(rule) | {"schema": command_schema(rule)})
        return
    print(f"secchange command {rule.command}  (or {kebab(rule.command)})\n\n{rule.means}")
    print(f"Decided by: {rule.decides}. Clause: {rule.clause} ({SURENESS[rule.sure]}).")
    print(f"Given by: {', '.join(_givers(rule)) or 'nobody'}.\n")
    put_table("Fields (* must be given)", ("Option", "Value", "Meaning"), _fields(rule))
    print(f"\nIt records {rule.fact.__name__}: {_in_one_line(rule.asks or rule.fact)}\n")
    put_table("Where it may be given", ("From", "To", "When"), [_move(*move) for move in rule.moves])
    if rule.guards:
        print()
        rows = [(guard.code, guard.says, guard.clause) for guard in rule.guards]
        put_table("And only if", ("Code of refusal", "What must hold", "Clause"), rows)


def _fields(rule: Rule) -> list[Sequence[str]]:
    told = ((name.replace("_", "-"), each) for name, each in options(shape_of(rule)))
    return [(f"--{name}{'*' if each.is_needed else ''}", each.in_words, each.means) for name, each in told]


def _moves(rule: Rule) -> list[str]:
    """From where to where; what only stays is told as it is."""
    places = [move.source for move in rule.moves if move.source == move.target]
    is_any_live = set(LIVE) <= set(places)
    stays = ["any that is live"] if is_any_live else []
    stays += [_words(place) for place in places if not (is_any_live and place in LIVE)]
    leads = [f"{_words(move.source)} → {_words(move.target)}" for move in rule.moves if move.source != move.target]
    return list(dict.fromkeys([*leads, *stays]))


def _move(source: str, target: str, when: str) -> Sequence[str]:
    return _words(source), "stays" if source == target else _words(target), when


def _givers(rule: Rule) -> list[str]:
    return [role for role, commands in POLICY.items() if rule.command in commands]


def _json(rule: Rule) -> dict[str, Any]:
    return {
        "command": rule.command,
        "means": rule.means,
        "decides": rule.decides,
        "clause": rule.clause,
        "sure": rule.sure,
        "subject": rule.subject,
        "roles": _givers(rule),
        "moves": [{"from": move.source, "to": move.target, "when": move.when} for move in rule.moves],
        "guards": [{"code": guard.code, "says": guard.says, "clause": guard.clause} for guard in rule.guards],
        "facts": [fact.__name__ for fact in (rule.fact, *rule.also)],
    }


def _in_one_line(fact: type) -> str:
    return " ".join((fact.__doc__ or "").split())


def _words(place: str) -> str:
    return place.replace("_", " ")
