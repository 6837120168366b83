"""The paper of June 2020 for the tests of the reporter: its facts, as the importer makes them of the published text."""

from functools import cache
from importlib.resources import files

from services.ingest.from_paper import facts_of
from services.reporter.assemble import assemble
from services.reporter.report import Report
from services.reporter.view import View
from services.reporter.views import view_of
from shared.domain.codec import recorded
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.papers.read import read
from tests.given import stored

JUNE = Month(2020, 6)


@cache
def published() -> str:
    return files("services.ingest.papers").joinpath("SECP_81_1906_12.md").read_text("utf-8")


@cache
def june_history() -> tuple[Recorded, ...]:
    imported = facts_of(read(published()), lambda stream: ())
    return tuple(recorded(fact) for fact in stored(imported.entries))


@cache
def june_view() -> View:
    return view_of(june_history(), JUNE)


@cache
def june() -> Report:
    return assemble(june_view())
