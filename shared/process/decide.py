"""`decide`: what a command leads to, or why it leads nowhere."""

from collections.abc import Mapping

from shared.domain.calendar import Calendar
from shared.process.command import Command, Giver
from shared.process.guard import Case
from shared.process.place import place_of
from shared.process.policy import may_give
from shared.process.refusal import Refusal
from shared.process.rule import Place, Rule, Told
from shared.process.rules import BY_COMMAND, RULES
from shared.process.separation import separated
from shared.process.settings import Settings
from shared.process.standing import Standing

NO_OTHERS: Mapping[str, Standing] = {}


def decide(
    command: Command,
    standing: Standing,
    *,
    calendar: Calendar,
    settings: Settings,
    giver: Giver,
    others: Mapping[str, Standing] = NO_OTHERS,
) -> Told | Refusal:
    """The facts that the command leads to, the one it asks for first; or the first rule that it breaks.

    `standing` is of the command's stream, `others` are of the streams that `others_of` names; `settings` are those of
    the command's day. Nothing is recorded. Raises OutsideTheCalendar for days that the calendar does not know.
    """
    rule = BY_COMMAND[command.name]
    case = Case(command, standing, others, calendar, settings, giver)
    if not may_give(giver.role, command.name):
        return Refusal("role_may_not", f"{giver.role} does not give {command.name}", "policy")
    if mixed := separated(case):
        return Refusal(mixed[0].code, mixed[1], mixed[0].clause)
    place = place_of(rule, case)
    if place not in rule.sources and "any" not in rule.sources:
        return _out_of_place(rule, case, place)
    for guard in rule.guards:
        if found := guard.broken(case):
            return Refusal(guard.code, found, guard.clause)
    if rule.move(place, rule.case_of(case)) is None:
        return _out_of_place(rule, case, place)
    return rule.tell(case)


def others_of(command: Command) -> tuple[str, ...]:
    """The further streams that the command's rule must see."""
    return BY_COMMAND[command.name].others(command)


def allowed_at(rule: Rule, place: Place, role: str) -> tuple[str, ...]:
    """The commands that somebody in the role may give where a subject of the rule's kind stands at `place`."""
    alike = (each for each in RULES if each.subject == rule.subject and place in each.sources)
    return tuple(each.command for each in alike if may_give(role, each.command))


def _out_of_place(rule: Rule, case: Case, place: Place) -> Refusal:
    words = {"modification": case.command.stream, "assessment": "the assessment", "meeting": "the meeting"}
    expected = ", ".join(_words(source) for source in rule.sources)
    message = f"{words.get(rule.subject, 'it')} is {_words(place)}: {rule.command} is for {expected}"
    # Where its place fits, its guards have looked at it; elsewhere it may say anything.
    if place in rule.sources and (which := rule.case_of(case)):
        message += f" ({which})"
    return Refusal("not_allowed_now", message, rule.clause, allowed_at(rule, place, case.giver.role))


def _words(place: Place) -> str:
    return place.replace("_", " ")
