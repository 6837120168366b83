"""PURE. A chart as a picture for programs that draw no SVG: the same drawing, the same bytes for the same chart."""

from services.reporter.render.html import drawing
from services.reporter.report import Chart

_PIXELS_PER_INCH = 192.0
_PAGE = b"""#set page(width: auto, height: auto, margin: 2pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 340pt)
"""
_STYLE = (
    '<style>text { font: 14px "DejaVu Sans Mono", Arial, sans-serif; fill: #14202b } rect { fill: #0b4a7a } '
    ".value { font-weight: bold }</style>"
)


def png(chart: Chart) -> bytes:
    """Drawn with the fonts that come with the renderer, whatever the machine has."""
    import typst

    svg = drawing(chart)
    styled = svg if "<style" in svg else svg.replace("<title", f"{_STYLE}<title", 1)
    return typst.compile(
        _PAGE, format="png", ppi=_PIXELS_PER_INCH, ignore_system_fonts=True, sys_inputs={"svg": styled}
    )
