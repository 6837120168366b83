"""What befalls few modifications, as the register shows it: held, deferred, withdrawn, appealed, split, merged.

Each is None, or an empty list, where it did not happen. `marks` says the same in words.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from shared.readmodels.deeds import Proceeding
from shared.readmodels.modification import Modification


def befallen(row: Modification, deeds: Sequence[Proceeding], day: date) -> dict[str, Any]:
    return {
        "hold": _hold(row, day),
        "deferred": _deferred(deeds, day),
        "fast_track": _fast_track(row, day),
        "withdrawal": _withdrawal(row, day),
        "appeal": _appeal(row, day),
        "split_from": next(iter(_others(row, "split_from", day)), None),
        "split_into": _others(row, "split_into", day),
        "merged_into": next(iter(_others(row, "merged_into", day)), None),
        "depends_on": _others(row, "depends_on", day),
        "alternatives": [{"n": each.n, "title": each.title} for each in row.alternatives if each.on <= day],
        "lead_analyst": next((each.analyst for each in reversed(row.analysts) if each.on <= day), None),
    }


def _hold(row: Modification, day: date) -> dict[str, Any] | None:
    hold = row.hold_at(day)
    return {"since": hold.on.isoformat(), "reason": hold.reason, "awaiting": hold.awaiting} if hold else None


def _deferred(deeds: Iterable[Proceeding], day: date) -> dict[str, Any] | None:
    """The deferral after which nobody has voted."""
    told = [deed for deed in deeds if deed.body == "change_board" and deed.taken.on <= day]
    last = max(told, key=lambda deed: deed.taken.on, default=None)
    if last is None or last.deed != "deferred":
        return None
    until = last.until.isoformat() if last.until else None
    return {"on": last.taken.on.isoformat(), "until": until, "reason": last.about}


def _fast_track(row: Modification, day: date) -> str | None:
    by_then = [each for each in row.fast_track if each.on <= day]
    if not by_then:
        return None
    return "approved" if any(each.approved for each in by_then) else "recommended"


def _withdrawal(row: Modification, day: date) -> dict[str, Any] | None:
    withdrawal = row.withdrawal_at(day)
    if withdrawal is None:
        return None
    until = withdrawal.adoptable_until
    return {
        "requested_on": withdrawal.on.isoformat(),
        "adoptable_until": until.isoformat() if until else None,
        "reason": withdrawal.reason,
    }


def _appeal(row: Modification, day: date) -> dict[str, Any] | None:
    """`pending`: the appellants whose appeals are not determined; `outcome`: what was determined last."""
    by_then = [each for each in row.appeals if each.on <= day]
    if not by_then:
        return None
    pending = row.pending_appeals_at(day)
    determined = [each for each in by_then if each.outcome]
    return {
        "pending": bool(pending),
        "lodged_on": next((each.on.isoformat() for each in reversed(by_then) if not each.outcome), None),
        "appellants": [each.appellant for each in pending],
        "outcome": determined[-1].outcome if determined else None,
        "determined_on": determined[-1].on.isoformat() if determined else None,
    }


def _others(row: Modification, how: str, day: date) -> list[str]:
    return list(dict.fromkeys(tie.other for tie in row.ties if tie.how == how and tie.on <= day))


def marks(found: dict[str, Any]) -> list[str]:
    """What a reader should know at once of a modification listed: `urgent`, `on hold since 2021-03-01 awaiting 252`."""
    told = [
        {"granted": "urgent", "requested": "urgency asked for", "refused": "urgency refused"}.get(found["urgency"], ""),
        _mark(found["hold"], "on hold since {since}", awaiting=" awaiting {awaiting}"),
        _mark(found["deferred"], "deferred on {on}", until=" to {until}"),
        f"Fast-Track {found['fast_track']}" if found["fast_track"] else "",
        _mark(
            found["withdrawal"], "withdrawn on {requested_on}", adoptable_until=", adoptable until {adoptable_until}"
        ),
        f"appealed on {found['appeal']['lodged_on']}" if found["appeal"] and found["appeal"]["pending"] else "",
        f"split from {found['split_from']}" if found["split_from"] else "",
        f"split into {', '.join(found['split_into'])}" if found["split_into"] else "",
        f"merged into {found['merged_into']}" if found["merged_into"] else "",
    ]
    return [mark for mark in told if mark]


def _mark(told: dict[str, Any] | None, text: str, **more: str) -> str:
    """`more`: what to add where the value of that name is known."""
    if told is None:
        return ""
    return text.format(**told) + "".join(added.format(**told) for name, added in more.items() if told[name])
