"""The drawings, and how to read them."""

from collections.abc import Iterator

from services.reporter.process.diagram.charts import CHARTS
from services.reporter.process.page import Part, Picture, Prose

_READ = (
    "A box is a place to stand, with the commands that lead on from it, the case in which they do, and the mark of "
    "sureness. A line leads from a command to where it leads; a broken line in brown leads back. Lines that join have "
    "a dot; lines that cross without one have nothing to do with each other. From a box with a double border nothing "
    "leads on; a box with a dotted border stands for any of several places. The tables below say the same in words."
)
_STAYS = "Commands after which a modification stays where it is are in the tables only."


def pictures() -> Iterator[Part]:
    yield Part("Where each command leads", (Prose(_READ), Prose(_STAYS)))
    for chart in CHARTS:
        yield Part(chart.title, (Picture(chart),), level=3)
