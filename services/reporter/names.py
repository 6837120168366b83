"""PURE. What a proposal is called in a paper, and where its name leads.

A name is a link within the paper: to the proposal's own paragraph where it has one, or else to a stable place that the
page makes where the proposal is named first.
"""

from dataclasses import dataclass
from datetime import date

from services.reporter.once import once_of_its_rows
from services.reporter.view import View
from shared.domain.reference import ModificationRef, series_of
from shared.readmodels import REGISTER
from shared.readmodels.register import Modification


@dataclass(frozen=True, slots=True)
class Name:
    """A proposal as this paper calls it in one place."""

    stream: str
    label: str
    title: str
    anchor: str

    @property
    def link(self) -> str:
        """Inline Markdown: `[DP125 'Correcting the ESME variant'](#dp125)`."""
        return f"[{self.label} '{self.title}'](#{self.anchor})"


@once_of_its_rows
def name(view: View, stream: str) -> Name:
    """Label and title as they are on the day the paper speaks of."""
    return _name(view, stream, label(view, stream))


@once_of_its_rows
def title(view: View, stream: str) -> str:
    """As it is on the day the paper speaks of."""
    row = view.of(REGISTER).get(stream)
    return (row.title_at(view.cut.as_of) if row else None) or f"title of {_bare_label(stream)} not recorded"


@once_of_its_rows
def name_as_proposal(view: View, stream: str) -> Name:
    """For forecasts: the label that it will have once it is a Modification Proposal."""
    row = view.of(REGISTER).get(stream)
    return _name(view, stream, row.label_as_proposal() if row else _bare_label(stream))


@once_of_its_rows
def name_on(view: View, stream: str, day: date) -> Name:
    """For what was done on `day`: the label that it had then."""
    row = view.of(REGISTER).get(stream)
    return _name(view, stream, row.label_at(day) if row else _bare_label(stream))


@once_of_its_rows
def label(view: View, stream: str) -> str:
    row = view.of(REGISTER).get(stream)
    return row.label_at(view.cut.as_of) if row else _bare_label(stream)


def is_new(view: View, row: Modification) -> bool:
    """Raised in the days of this paper: it has a paragraph of its own."""
    return row.raised is not None and row.raised.exact and row.raised.on in view.cut.news


def _name(view: View, stream: str, called: str) -> Name:
    return Name(stream, called, title(view, stream), _anchor(view, stream))


def _anchor(view: View, stream: str) -> str:
    row = view.of(REGISTER).get(stream)
    if row is None:
        return _bare_label(stream).lower()
    own = row.label_at(view.cut.as_of) if is_new(view, row) else row.label_as_proposal()
    return own.lower()


def _bare_label(stream: str) -> str:
    """For a proposal that no source names: by its number."""
    ref = ModificationRef.parse(stream)
    return ref.label(ref.own_series)


def in_order(streams: list[str]) -> list[str]:
    """By number and suffix, as papers list them."""
    return sorted(streams, key=ModificationRef.parse)


def noun(names: tuple[Name, ...], draft: str, other: str) -> str:
    """`draft` where all of them are Draft Proposals, else `other`."""
    return draft if names and all(series_of(named.label) == "DP" for named in names) else other
