"""Sentences about Refinement Consultations (section 3) and Modification Report Consultations (section 4)."""

from shared.papers.grammar import ItemReader, Opened, Sentence, stated
from shared.papers.items import Named
from shared.papers.sentences import Found, form
from shared.papers.statement import SectionId, Statement, say
from shared.papers.words import NotUnderstood

_NOTHING = form("", end=r"\.?")
_CLOSES = form(r"((,|–|-)? ?\(?(extended, )?(which )?(closes|closing) on {on}\)?)?", end=r"\.?")
_NAMES = {"refinement": "Refinement Consultation", "modification_report": "Modification Report Consultation"}


def consultation_sentences(section: SectionId, kind: str) -> tuple[Sentence, ...]:
    """What a section says of its consultations: `kind` is `refinement` or `modification_report`."""
    name = _NAMES[kind]

    def are_open(found: Found) -> Opened:
        return Opened(stated(section, f"consultations.{kind}.open", found), _open_items(section, kind))

    def are_expected(found: Found) -> Opened:
        monday = _monday(found)
        list_id = f"consultations.{kind}.expected.{monday}"
        return Opened(stated(section, list_id, found), _planned_items(section, kind, list_id, monday))

    def none_expected(found: Found) -> Opened:
        return Opened(stated(section, f"consultations.{kind}.expected", found))

    issued = "expected to be issued (in|for) the week commencing {week_on}"
    return (
        (form(f"There (is|are) (currently )?{{n}} {{noun}} (currently )?out for {name}"), are_open),
        (form(f"The following {{noun}} (is|are) (currently )?out for {name}"), are_open),
        (form(f"The following (?P<noun>{name}s?) (is|are) {issued}"), are_expected),
        (form(f"{{n}} (?P<noun>{name}s?) (is|are) {issued}"), are_expected),
        (form(f"There (is|are) (currently )?{{n}} (?P<noun>{name}s?) expected to be issued"), none_expected),
        (form(f"{{n}} (?P<noun>{name}s?) (is|are) (currently )?expected to be issued"), none_expected),
    )


def _monday(found: Found) -> str:
    week = found.day("week_on")
    if week is None:
        raise NotUnderstood("the week has no day")
    return week


def _open_items(section: SectionId, kind: str) -> ItemReader:
    def item(item: Named) -> tuple[Statement, ...]:
        return (
            say(
                section,
                "consultation_open",
                item.stream,
                list=f"consultations.{kind}.open",
                type=kind,
                label=item.label,
                title=item.title,
                closes_on=item.after(_CLOSES).day(),
            ),
        )

    return item


def _planned_items(section: SectionId, kind: str, list_id: str, monday: str) -> ItemReader:
    def item(item: Named) -> tuple[Statement, ...]:
        item.after(_NOTHING)
        return (
            say(
                section,
                "consultation_planned",
                item.stream,
                list=list_id,
                type=kind,
                week_commencing=monday,
                label=item.label,
                title=item.title,
            ),
        )

    return item
