"""One thing that a paper says: its section, kind, subject, values and place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

SectionId = Literal["header", "purpose", "recommendations", "summary", "define", "refine", "opine", "releases"]
Value = str | int | None
"""Days are ISO texts, months `2020-06`, durations whole Working Days, references labels as printed."""


@dataclass(frozen=True, slots=True)
class Place:
    """`line` counts from 1; `where` names headings: `4. Opine / Change Board votes`."""

    line: int
    where: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of statement means, what its subject is, and the names of its values (all present, maybe None)."""

    name: str
    subject: str
    values: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Two statements that say the same are equal, wherever they stand."""

    section: SectionId
    kind: str
    subject: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    place: Place | None = field(default=None, compare=False)

    def __hash__(self) -> int:
        return hash((self.section, self.kind, self.subject))

    def __getitem__(self, name: str) -> Value:
        return self.values[name]

    def at(self, place: Place) -> "Statement":
        """The same, in that place."""
        return Statement(self.section, self.kind, self.subject, self.values, place)


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        # the head
        Kind("paper_reference", "paper", ("ref",), "the reference printed on it: SECP_81_1906_12"),
        Kind("action", "paper", ("text",), "what it is brought for: For Decision"),
        Kind("classification", "paper", ("word",), "White, under the Panel Information Policy"),
        Kind("paper_title", "paper", ("text", "month"), "Change Status Report, and of which month"),
        Kind("author", "paper", ("name", "team"), "who signs it"),
        Kind("issued", "paper", ("on",), "the paper day"),
        Kind("attachment", "Appendix A", ("title",), "what is attached"),
        Kind("recommendation", "panel", ("verb", "about"), "what the Panel is requested to do"),
        # what a sentence says of its list: how many, and of what
        Kind("stated_count", "the list's id", ("n", "noun"), "the number of items that a lead sentence states"),
        # items of lists; `list` is the id of the list in which they stand
        Kind("agenda_item", "stream", ("list", "purpose", "label", "title"), "on the agenda of the coming Panel"),
        Kind("decided", "stream", ("list", "body", "outcome", "label", "title"), "a decision, as the summary has it"),
        Kind("ready", "stream", ("list", "on", "mode", "label", "title"), "the CSC found it ready for the Panel"),
        Kind("discussed", "stream", ("list", "on", "label", "title"), "on the agenda of a Working Group meeting held"),
        Kind("consultation_open", "stream", ("list", "type", "label", "title", "closes_on"), "out for consultation"),
        Kind(
            "consultation_planned",
            "stream",
            ("list", "type", "week_commencing", "label", "title"),
            "expected to be issued for consultation in that week",
        ),
        Kind("ia_requested", "stream", ("list", "label", "title"), "an Impact Assessment was requested of the DCC"),
        Kind(
            "voted",
            "stream",
            ("list", "on", "ad_hoc", "basis", "result", "release", "label", "title"),
            "the Change Board's result; basis self_governance or recommendation; ad_hoc 1 or 0",
        ),
        Kind(
            "determined",
            "stream",
            ("list", "on", "outcome", "implementation_wd_after", "label", "title"),
            "the Authority's determination",
        ),
        Kind("with_authority", "stream", ("list", "label", "title"), "the Authority has it and has not determined"),
        Kind("implemented", "stream", ("list", "release", "on", "part", "label", "title"), "in the Code since then"),
        Kind("assigned", "stream", ("list", "release", "part", "label", "title"), "approved, waiting for its release"),
        # a proposal's own paragraph
        Kind(
            "raised",
            "stream",
            ("list", "label", "title", "person", "organisation", "on_behalf_of", "on"),
            "who raised it and when",
        ),
        Kind(
            "problem",
            "stream",
            ("text",),
            "a paragraph of the problem, as its Proposer puts it; Markdown, links to proposals lead to `#label`",
        ),
        Kind("urgency_requested", "stream", (), "the Proposer asked for it to be treated as urgent"),
        Kind("urgency_granted", "stream", ("by",), "that was agreed, by that body"),
        Kind("mentioned", "stream", ("label", "title"), "named in the text of another proposal"),
        # meetings and releases
        Kind("meeting_held", "stream of the meeting", ("body", "on", "mode", "ad_hoc"), "a meeting took place"),
        Kind("meeting_scheduled", "stream of the meeting", ("body", "on", "agenda_on"), "a meeting is to take place"),
        Kind("release_live", "stream of the release", ("name", "on"), "the release and the day it went live"),
        Kind("release_planned", "stream of the release", ("name", "on"), "the release and the day it is planned for"),
        # figures and tables
        Kind("window", "assessments or proposals", ("months", "to"), "the months that the timescales cover"),
        Kind("figure", "the figure's name", ("value", "unit"), "a figure of a summary table"),
        Kind(
            "assessment_open",
            "stream",
            ("label", "kind", "accepted_on", "target_wd", "duration_wd"),
            "a row of the open assessments",
        ),
        Kind(
            "assessment_completed",
            "stream",
            ("label", "kind", "returned_on", "target_wd", "duration_wd"),
            "a row of the completed assessments",
        ),
        # the words themselves: checked for slips and compared as words; never facts
        Kind("wording", "sentence, item or problem", ("text",), "the words as they are printed"),
        # the analyst's own words
        Kind("commentary", "section id", ("about", "text"), "words of the analyst"),
    )
}

LISTS = """Ids of lists, as `list` values and as subjects of `stated_count`.

agenda.refinement, agenda.report_phase                      summary: recommended to proceed
decisions.change_board, decisions.authority                 summary: decisions
new_proposals                                               define
ready.{date}                                                define: CSC decisions of that day
discussed.{date}                                            refine: the Working Group of that day
consultations.refinement.open, consultations.modification_report.open
consultations.{type}.expected.{monday}
ia_requested.{yyyy-mm}                                      refine: at the Change Board meeting of that month
votes.{date}, determinations, with_authority                opine
implemented.{release}, approved.{release}                   releases; release as in 2020-11, standalone/2020-05-27

None where a sentence in a proposal's own text says it; what such a sentence does not print (label, title) is None too.
A sentence that says there are none states the count 0, of the list, or of `votes`, `ready`, `implemented`,
`new_proposals`, `consultations.{type}.expected` where no day or release is named. Nouns of counts are singular.
"""


def say(section: SectionId, kind: str, subject: str, place: Place | None = None, /, **values: Value) -> Statement:
    """A statement of a known kind. Raises ValueError where its values are not exactly those of the kind."""
    wanted = KINDS[kind].values
    if tuple(values) != wanted:
        if set(values) != set(wanted):
            raise ValueError(f"a statement {kind!r} has the values {sorted(wanted)}, found {sorted(values)}")
        values = {name: values[name] for name in wanted}
    return Statement(section, kind, subject, MappingProxyType(values), place)
