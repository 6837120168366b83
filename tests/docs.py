"""The drawing at the head of the README, as the reporter draws it. `python -m tests.docs` writes it anew."""

from pathlib import Path

from services.reporter.render.html import drawing
from services.reporter.report import Chart
from tests.services.reporter.papers import june

PROJECT = Path(__file__).parents[1]
STAGES = PROJECT / "docs" / "stages-2020-06.svg"


def stages_drawn() -> str:
    """The chart of the June 2020 paper."""
    blocks = (block for section in june().sections for block in section.blocks)
    (chart,) = (block for block in blocks if isinstance(block, Chart) and block.id == "stages")
    return drawing(chart).replace("<svg ", '<svg width="720" ', 1)


if __name__ == "__main__":
    STAGES.parent.mkdir(exist_ok=True)
    STAGES.write_text(stages_drawn())
