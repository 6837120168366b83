"""What happened around modifications in one line of words: of meetings, releases and papers."""

from shared.domain.facts import (
    AgendaPublished,
    AnyFact,
    CommentaryWritten,
    FigureStated,
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
    PaperPlanned,
    ReleaseDateChangeApproved,
    ReleaseDateChanged,
    ReleaseDateChangeRequested,
    ReleasePlanned,
    ReleaseWentLive,
    ReportBuilt,
    ReportIssued,
    ReportRestated,
)


def around(fact: AnyFact) -> str | None:
    return _meeting(fact) or _release(fact) or _paper(fact)


def _meeting(fact: AnyFact) -> str | None:
    match fact:
        case MeetingScheduled(agenda_on=agenda_on):
            return "meeting scheduled" + (f", agenda to be announced on {agenda_on}" if agenda_on else "")
        case AgendaPublished(items=items, provisional=provisional):
            which = "provisional agenda" if provisional else "agenda"
            return f"{which} published: {', '.join(item.stream for item in items) or 'nothing'}"
        case MeetingHeld(mode=mode, ad_hoc=ad_hoc, considered=considered):
            how = "held by correspondence" if mode == "correspondence" else "ad-hoc meeting held" if ad_hoc else "held"
            return how + (f", considered {', '.join(considered) or 'nothing'}" if considered is not None else "")
        case MeetingCancelled(reason=reason):
            return "meeting cancelled" + (f": {reason}" if reason else "")
        case _:
            return None


def _release(fact: AnyFact) -> str | None:
    match fact:
        case ReleasePlanned(planned_on=on):
            return f"release planned for {on}"
        case ReleaseDateChangeRequested(planned_on=on, reason=reason):
            return f"the Panel asks to have the release moved to {on}: {reason}"
        case ReleaseDateChangeApproved(planned_on=on, flex_to=flex_to):
            return f"the Authority approves {on} for the release" + (f", with room to {flex_to}" if flex_to else "")
        case ReleaseDateChanged(was_on=was_on, planned_on=on):
            return f"release moved{f' from {was_on}' if was_on else ''} to {on}"
        case ReleaseWentLive(sec_version=version):
            return "release went live" + (f", SEC version {version}" if version else "")
        case _:
            return None


def _paper(fact: AnyFact) -> str | None:
    match fact:
        case PaperPlanned(paper_ref=ref, issued_on=on):
            return f"paper {ref} planned for {on}"
        case FigureStated(name=name, value=value, unit=unit):
            return f"states {name} as {value} {unit}".strip()
        case CommentaryWritten(section=section, text=text):
            return f"commentary on {section}: {text}"
        case ReportBuilt(paper_ref=ref, edition=edition, inputs=inputs):
            return f"{_edition(ref, edition)} built from the facts up to position {inputs.position}"
        case ReportIssued(paper_ref=ref, edition=edition, formats=formats, accepted=accepted):
            return f"{_edition(ref, edition)} issued in {len(formats)} formats, {len(accepted)} findings accepted"
        case ReportRestated(paper_ref=ref, edition=edition, restates=restates, changes=changes):
            return f"{_edition(ref, edition)} issued beside {restates}, {len(changes)} figures changed"
        case _:
            return None


def _edition(ref: str, edition: str) -> str:
    return f"{ref} ({edition})" if edition else ref
