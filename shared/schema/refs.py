"""How the things that facts speak of may be spelled, as patterns. `shared.domain.streams` reads the same."""

from collections.abc import Mapping

from shared.domain.streams import StreamKind

_MONTH, _DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])", "[0-9]{4}-[0-9]{2}-[0-9]{2}"

PATTERNS: Mapping[StreamKind, str] = {
    "modification": (
        r"^(?:\s*(?:[Ss][Ee][Cc][Mm][Pp]|[Mm][Pp]|[Dd][Pp])\s*0*[0-9]{1,4}\s*[A-Za-z]?\s*|[1-9][0-9]{0,3}[A-Z]?)$"
    ),
    "meeting": rf"^\s*meeting/(?:panel|csc|change_board|working_group)/{_DAY}\s*$",
    "release": rf"^\s*release/(?:{_MONTH}|standalone/{_DAY})\s*$",
    "paper": rf"^\s*paper/{_MONTH}\s*$",
    "feed": r"^\s*feed/[a-z0-9:._-]{1,80}\s*$",
    "ticket": r"^\s*ticket/urn:(?:dcc:itsm|secas):[a-z0-9._-]{1,60}/[A-Za-z0-9._:-]{1,64}\s*$",
}

EXAMPLES: Mapping[StreamKind, tuple[str, ...]] = {
    "modification": ("MP122", "DP125", "SECMP0007", "102B"),
    "meeting": ("meeting/panel/2020-06-19",),
    "release": ("release/2020-11", "release/standalone/2020-05-27"),
    "paper": ("paper/2020-06",),
    "feed": ("feed/urn:dcc:itsm:prod",),
    "ticket": ("ticket/urn:dcc:itsm:prod/4f3a",),
}


ANY = "|".join(f"(?:{pattern})" for pattern in PATTERNS.values())


def ref_of(kind: StreamKind | None) -> dict[str, object]:
    """What may name a stream of that kind; None for any."""
    if kind is None:
        return {"pattern": ANY, "examples": [each for examples in EXAMPLES.values() for each in examples]}
    return {"pattern": PATTERNS[kind], "examples": list(EXAMPLES[kind])}
