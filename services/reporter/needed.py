"""PURE. Which rows the paper of a month can rest on, step by step: what is found tells what else is needed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from services.reporter.cut import Asked
from services.reporter.panel import coming_panel
from services.reporter.rows import Rows, RowSource
from services.reporter.sections.ia_requests import last_regular_change_board
from services.reporter.sections.new_proposals import mentioned_in
from services.reporter.sections.since_the_last_paper import since_then
from services.reporter.sections.working_group import last_held
from services.reporter.view import View
from services.reporter.views import view
from shared.domain.period import Month
from shared.readmodels import (
    ASSESSMENTS,
    BOARD_VOTES,
    CONSULTATIONS,
    IMPLEMENTATIONS,
    MEETINGS,
    PAPERS,
    PROBLEMS,
    PROCEEDINGS,
    READ_MODELS,
    REGISTER,
    RELEASES,
)
from shared.readmodels.only import Only
from shared.readmodels.readmodel import ReadModel

Question = tuple[ReadModel[Any], Only]
Read = Callable[[Sequence[Question]], Sequence[Mapping[str, Any]]]
"""Of each read model the rows that are of those asked for; all calls give rows of one moment."""

_FEW = (PAPERS, MEETINGS, RELEASES)
"""A few a month, whatever the number of proposals: read whole."""
_BACK_TO_THE_LAST_BOARD = (31, 92, 366)
"""Days: a month, a quarter, a year."""


def needed_of(rows: RowSource, month: Month, asked: Asked | None = None) -> Mapping[str, Mapping[str, Any]]:
    """Of all rows, or of those that are needed, those that are."""

    def read(questions: Sequence[Question]) -> list[Mapping[str, Any]]:
        return [only.of(rows.of(model)) for model, only in questions]

    return Needed(read, month, asked).rows()


class Needed:
    """The rows by read model's name. Whatever they leave out changes nothing in the paper."""

    def __init__(self, read: Read, month: Month, asked: Asked | None) -> None:
        self._read = read
        self._rows: dict[str, Mapping[str, Any]] = {model.name: {} for model in READ_MODELS}
        self._take(*((model, Only()) for model in _FEW))
        self._planned = view(Rows(self._rows), month, 0, asked)

    def rows(self) -> Mapping[str, Mapping[str, Any]]:
        self._take(*self._deeds(), *self._what_lasts(), self._what_is_raised())
        if not self._anything_is_new():
            self._take(*((model, Only()) for model in READ_MODELS))
            return self._rows
        self._take_the_last_board()
        self._take(self._assessments(), self._earlier_votes())
        self._take_what_a_return_alone_tells()
        self._take((REGISTER, Only(keys=tuple(self._named() - self._of(REGISTER).keys()))))
        return self._rows

    def _take(self, *asked: Question) -> None:
        """All at once, and only what is not nothing."""
        questions = [(model, only) for model, only in asked if only.keys != () and only.streams != ()]
        for (model, _), found in zip(questions, self._read(questions), strict=True):
            self._rows[model.name] = {**self._rows[model.name], **found}

    def _of(self, model: ReadModel[Any]) -> Mapping[str, Any]:
        return self._rows[model.name]

    def _view(self) -> View:
        """As far as rows are there; its days are fixed, for papers and meetings alone tell them."""
        return replace(self._planned, rows=self._rows, answers={})

    def _take_the_last_board(self) -> None:
        """The votes of the last regular Change Board: most likely it met a month ago, but it may be any time."""
        day = self._view().cut.as_of
        for days in _BACK_TO_THE_LAST_BOARD:
            first = day - timedelta(days=days)
            self._take((BOARD_VOTES, Only(settled_from=first, as_of=day)))
            if (board := last_regular_change_board(self._view())) and board[0] >= first:
                return
        self._take((BOARD_VOTES, Only(as_of=day)))

    def _deeds(self) -> Iterator[Question]:
        """Of the days whose deeds may be told: of the news, and of the last Working Group."""
        seen = self._view()
        first, group = min(seen.cut.news.first, since_then(seen).first) - timedelta(days=1), last_held(seen)
        yield PROCEEDINGS, Only(settled_from=first, as_of=seen.cut.as_of)
        if group and group.on < first:
            yield PROCEEDINGS, Only(settled_from=group.on, as_of=group.on)

    def _anything_is_new(self) -> bool:
        """Where nothing is, the last day of which anything is recorded is told: it may lie anywhere."""
        news = self._view().cut.news
        return any(row.taken.on in news for row in self._of(PROCEEDINGS).values())

    def _what_lasts(self) -> Iterator[Question]:
        first, last = self._days()
        yield REGISTER, Only(settled_from=first, as_of=last)
        yield IMPLEMENTATIONS, Only(settled_from=first, as_of=last)
        yield CONSULTATIONS, Only(settled_from=self._view().cut.news.first, as_of=last)

    def _assessments(self) -> Question:
        """Also those that were requested at the last regular Change Board."""
        (first, last), board = self._days(), last_regular_change_board(self._view())
        return ASSESSMENTS, Only(settled_from=min(first, board[0]) if board else first, as_of=last)

    def _earlier_votes(self) -> Question:
        """On what was voted on in the days of the news: a vote that came before is told of."""
        votes = (row for row in self._of(PROCEEDINGS).values() if row.deed in ("vote_approve", "vote_reject"))
        return BOARD_VOTES, Only(streams=tuple({row.stream for row in votes}))

    def _days(self) -> tuple[date, date]:
        """The first and the last that bear on this paper, or on the one before, with which it is compared."""
        seen = self._view()
        before = seen.previous.cut if seen.previous else seen.cut
        first = min(seen.cut.looks_back_to, before.as_of, before.stats_to)
        return first, max(seen.cut.as_of, seen.cut.stats_to, before.as_of, before.stats_to)

    def _what_is_raised(self) -> Question:
        """In the words of the Proposer, which are printed once: in the paper of the news."""
        news = self._view().cut.news
        return PROBLEMS, Only(settled_from=news.first, as_of=news.last)

    def _take_what_a_return_alone_tells(self) -> None:
        """Of proposals that nobody is known to have raised, whatever else is known."""
        day = self._view().cut.as_of
        rows = self._of(REGISTER).values()
        streams = tuple(row.stream for row in rows if row.raised is None and row.stage_at(day) == "refine")
        self._take(*((model, Only(streams=streams)) for model in (PROCEEDINGS, CONSULTATIONS, ASSESSMENTS)))

    def _named(self) -> set[str]:
        """The modifications that the paper may name."""
        models = (PROCEEDINGS, ASSESSMENTS, IMPLEMENTATIONS, CONSULTATIONS)
        return {row.stream for model in models for row in self._of(model).values()} | set(self._mentioned())

    def _mentioned(self) -> Iterator[str]:
        seen = self._view()
        told = [row for row in self._of(MEETINGS).values() if row.on >= seen.cut.looks_back_to]
        for meeting in (*told, last_held(seen), coming_panel(seen)):
            for agenda in meeting.agendas if meeting else ():
                yield from (item.stream for item in agenda.items)
            yield from (meeting.considered or ()) if meeting else ()
        for deed in self._of(PROCEEDINGS).values():
            yield from deed.others
        for row in self._of(REGISTER).values():
            yield from (hold.awaiting for hold in row.holds if hold.awaiting)
        for problem in self._of(PROBLEMS).values():
            yield from mentioned_in(problem.text)
