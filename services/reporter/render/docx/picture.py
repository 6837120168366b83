"""PURE. A chart as a picture for programs that draw no SVG: the same drawing, the same bytes for the same chart."""

from services.reporter.chart import Chart
from services.reporter.render.charts import svg

_PIXELS_PER_INCH = 192.0
_PAGE = b"""#set page(width: auto, height: auto, margin: 2pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 340pt)
"""


def png(chart: Chart) -> bytes:
    """Drawn with the fonts that come with the renderer, whatever the machine has."""
    import typst

    drawing = {"svg": svg(chart)}
    return typst.compile(_PAGE, format="png", ppi=_PIXELS_PER_INCH, ignore_system_fonts=True, sys_inputs=drawing)
