"""PURE. One file a section of the paper, and one for each of its larger blocks: View -> Section.

`SECTIONS` is the list, in the order of the paper. To add a section: its file, a line here, its id in
shared/papers/statement.py, and a test that reads like the paper. A section says everything from rows and template
words; what depends on who reads it (page, telephone, program) is the renderers'.
"""

from collections.abc import Callable

from services.reporter.report import Section
from services.reporter.sections.define import define
from services.reporter.sections.opine import opine
from services.reporter.sections.purpose import purpose
from services.reporter.sections.recommendations import recommendations
from services.reporter.sections.refine import refine
from services.reporter.sections.releases import releases
from services.reporter.sections.summary import summary
from services.reporter.view import View

SECTIONS: tuple[Callable[[View], Section], ...] = (
    purpose,
    recommendations,
    summary,
    define,
    refine,
    opine,
    releases,
)
