"""PURE. What we keep ready to read: row types, and the rows of one stream from its history.

Every row belongs to exactly one stream, and is what the log says of it: never of when it was projected. Rows carry
the dated history that their readers need, so "as of a day" is a function of the row (`at`). What spans streams (a
release's contents, a count by stage) is joined when read. To add one: its file here, and a line in `READ_MODELS`.
"""

from typing import Any

from shared.readmodels.assessments import ASSESSMENTS
from shared.readmodels.boards import BOARD_VOTES
from shared.readmodels.consultations import CONSULTATIONS
from shared.readmodels.feeds import FEEDS
from shared.readmodels.followed import FOLLOWED
from shared.readmodels.implementations import IMPLEMENTATIONS
from shared.readmodels.meetings import MEETINGS
from shared.readmodels.papers import PAPERS
from shared.readmodels.particulars import PARTICULARS
from shared.readmodels.problems import PROBLEMS
from shared.readmodels.proceedings import PROCEEDINGS
from shared.readmodels.readmodel import ReadModel
from shared.readmodels.register import REGISTER
from shared.readmodels.releases import RELEASES
from shared.readmodels.responses import RESPONSES
from shared.readmodels.set_aside import SET_ASIDE
from shared.readmodels.tickets import TICKETS

READ_MODELS: tuple[ReadModel[Any], ...] = (
    REGISTER,
    PROBLEMS,
    PARTICULARS,
    ASSESSMENTS,
    PROCEEDINGS,
    BOARD_VOTES,
    CONSULTATIONS,
    RESPONSES,
    IMPLEMENTATIONS,
    MEETINGS,
    RELEASES,
    PAPERS,
    FOLLOWED,
    TICKETS,
    FEEDS,
    SET_ASIDE,
)

__all__ = [
    "ASSESSMENTS",
    "BOARD_VOTES",
    "CONSULTATIONS",
    "FEEDS",
    "FOLLOWED",
    "IMPLEMENTATIONS",
    "MEETINGS",
    "PAPERS",
    "PARTICULARS",
    "PROBLEMS",
    "PROCEEDINGS",
    "READ_MODELS",
    "REGISTER",
    "RELEASES",
    "RESPONSES",
    "SET_ASIDE",
    "TICKETS",
]
