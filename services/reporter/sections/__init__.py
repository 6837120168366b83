"""PURE. One file a section of the paper, and one for each of its larger blocks: View -> Section.

`SECTIONS` is the list, in the order of the paper. To add a section: its file, a line here and in `PARTS_OF`, its id in
shared/papers/statement.py, and a test that reads like the paper. A section says everything from rows and template
words; what depends on who reads it (page, telephone, program) is the renderers'.
"""

from collections.abc import Callable, Mapping

from services.reporter.report import Section
from services.reporter.sections.blocks import Part
from services.reporter.sections.define import PARTS as OF_DEFINE
from services.reporter.sections.define import define
from services.reporter.sections.opine import ALONE as ALONE_IN_OPINE
from services.reporter.sections.opine import PARTS as OF_OPINE
from services.reporter.sections.opine import opine
from services.reporter.sections.purpose import PARTS as OF_PURPOSE
from services.reporter.sections.purpose import purpose
from services.reporter.sections.recommendations import PARTS as OF_RECOMMENDATIONS
from services.reporter.sections.recommendations import recommendations
from services.reporter.sections.refine import ALONE as ALONE_IN_REFINE
from services.reporter.sections.refine import PARTS as OF_REFINE
from services.reporter.sections.refine import refine
from services.reporter.sections.releases import PARTS as OF_RELEASES
from services.reporter.sections.releases import releases
from services.reporter.sections.summary import ALONE as ALONE_IN_SUMMARY
from services.reporter.sections.summary import PARTS as OF_SUMMARY
from services.reporter.sections.summary import summary
from services.reporter.view import View
from shared.papers.statement import SectionId

SECTIONS: tuple[Callable[[View], Section], ...] = (
    purpose,
    recommendations,
    summary,
    define,
    refine,
    opine,
    releases,
)
PARTS_OF: Mapping[SectionId, tuple[Part, ...]] = {
    "purpose": OF_PURPOSE,
    "recommendations": OF_RECOMMENDATIONS,
    "summary": OF_SUMMARY,
    "define": OF_DEFINE,
    "refine": OF_REFINE,
    "opine": OF_OPINE,
    "releases": OF_RELEASES,
}
"""Of what each is put together: a part can be asked alone, and says the same."""
ALONE: Mapping[SectionId, tuple[Part, ...]] = {
    "summary": ALONE_IN_SUMMARY,
    "refine": ALONE_IN_REFINE,
    "opine": ALONE_IN_OPINE,
}
"""Smaller than parts: a bar, a row of a summary."""
