"""The drawing at the head of the README, as the reporter draws it. `python -m tests.docs` writes it anew."""

from pathlib import Path

from services.reporter.render.html import drawing
from services.reporter.report import Chart
from tests.services.reporter.papers import june

PROJECT = Path(__file__).parents[1]
STAGES = PROJECT / "docs" / "stages-2020-06.svg"
STYLE = "<style>text { font: 15px Arial, sans-serif; } .value { font-weight: bold; } rect { fill: #0b4a7a; }</style>"


def stages_drawn() -> str:
    """The chart of the June 2020 paper on a white ground, with the style that it has on the page."""
    (chart,) = (block for section in june().sections for block in section.blocks if isinstance(block, Chart))
    head, rest = drawing(chart).split("\n", 1)
    sized = head.replace("<svg ", '<svg width="720" ', 1)
    return f"{sized}\n{STYLE}\n{rest.strip()}\n"


if __name__ == "__main__":
    STAGES.parent.mkdir(exist_ok=True)
    STAGES.write_text(stages_drawn())
