"""Writes the first Word template of the paper, with its styles: `python -m infra.word_template FILE`.

From there on people edit it in Word. A template with which papers were issued is not edited: it is copied to the next
number, so that those papers can be made again.
"""

import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
INK, SOFT, BLUE, LINE = "14202B", "4A5864", "0B4A7A", "B9C3CC"
COLUMN_TWIPS = 9_638
"""The width of A4 less its margins of 20 mm, in twentieths of a point."""


def main(target: Path) -> None:
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": RELATIONS_OF_THE_DOCUMENT,
        "word/styles.xml": _styles(),
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": FOOTER,
        "docProps/core.xml": CORE,
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), HEAD + text, zipfile.ZIP_DEFLATED)


def _document() -> str:
    body = "".join(
        (
            *_each("line", "head", _text("PaperHead", "{{r line }}")),
            _text("Title", "{{r title }}"),
            _tag("for section in sections"),
            _text("Heading1", "{{r section.title }}"),
            _tag("for block in section.blocks"),
            *_blocks(),
            _tag("endfor"),
            _tag("endfor"),
            _text("Heading1", "{{r notes.title }}"),
            _text("BodyText", "{{r notes.lead }}"),
            *_each("finding", "notes.findings", _text("ListNumber", "{{r finding }}")),
            *_each("block", "notes.blocks", *_blocks()),
            _text("Note", "Whoever has the facts and these inputs makes this paper again, byte for byte."),
        )
    )
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )
    return f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{section}</w:body></w:document>'


def _blocks() -> Iterable[str]:
    """One block of a section, by its kind."""
    kinds = {
        "heading": [_text("Heading2", "{{r block.text }}")],
        "subheading": [_text("Heading3", "{{r block.text }}")],
        "paragraph": [_text("BodyText", "{{r block.text }}")],
        "lead": [_text("LeadIn", "{{r block.text }}")],
        "quote": [_text("Quote", "{{r block.text }}")],
        "preformatted": [*_each("line", "block.lines", _text("Preformatted", "{{r line }}"))],
        "bullets": [*_each("line", "block.lines", _text("ListBullet", "{{r line }}"))],
        "table": [_text("Caption", "{{r block.caption }}"), _table(), *_notes()],
        "chart": [
            _text("Caption", "{{r block.caption }}"),
            _text("ChartNote", "{{r block.subtitle }}"),
            _text("Figure", "{{r block.picture }}"),
            _table(),
            *_notes(),
        ],
    }
    for at, (kind, inside) in enumerate(kinds.items()):
        yield _tag(f'{"elif" if at else "if"} block.kind == "{kind}"')
        yield from inside
    yield _tag("endif")


def _notes() -> Iterable[str]:
    yield from _each("note", "block.notes", _text("Note", "{{r note }}"))


def _table() -> str:
    """The row of the columns is repeated on each page; no row is parted."""
    columns = (
        _cell("{%tc for column in block.columns %}"),
        _cell("{%tc if column.is_number %}"),
        _cell("{{r column.text }}", "TableNumber"),
        _cell("{%tc else %}"),
        _cell("{{r column.text }}", "TableText"),
        _cell("{%tc endif %}"),
        _cell("{%tc endfor %}"),
    )
    cells = (
        _cell("{%tc for cell in row %}"),
        _cell("{%tc if cell.is_number %}"),
        _cell("{{r cell.text }}", "TableNumber"),
        _cell("{%tc else %}"),
        _cell("{{r cell.text }}", "TableText"),
        _cell("{%tc endif %}"),
        _cell("{%tc endfor %}"),
    )
    rows = (
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(columns)}</w:tr>",
        f"<w:tr>{_cell('{%tr for row in block.rows %}')}</w:tr>",
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>",
        f"<w:tr>{_cell('{%tr endfor %}')}</w:tr>",
    )
    look = (
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        'w:noVBand="1"/>'
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PaperTable"/><w:tblW w:w="5000" w:type="pct"/>{look}</w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{COLUMN_TWIPS}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _cell(text: str, style: str = "TableText") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{_text(style, text)}</w:tc>'


def _text(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'


def _tag(words: str) -> str:
    return f"<w:p><w:r><w:t>{{%p {escape(words)} %}}</w:t></w:r></w:p>"


def _each(one: str, of: str, *inside: str) -> Iterable[str]:
    yield _tag(f"for {one} in {of}")
    yield from inside
    yield _tag("endfor")


def _styles() -> str:
    heading = '<w:keepNext/><w:keepLines/><w:spacing w:before="{}" w:after="{}"/><w:outlineLvl w:val="{}"/>'
    styles = (
        _style("Normal", "Normal", "", "", default=True, based=""),
        _style("BodyText", "Body Text", '<w:spacing w:before="100" w:after="120"/>'),
        _style("LeadIn", "Lead In", "<w:keepNext/>", based="BodyText", following="ListBullet"),
        _style("Title", "Title", '<w:keepNext/><w:spacing w:before="240" w:after="280"/>', _look(44, BLUE, bold=True)),
        _style("PaperHead", "Paper Head", '<w:spacing w:after="100"/>'),
        _style("Heading1", "heading 1", heading.format(400, 140, 0), _look(32, BLUE, bold=True), following="BodyText"),
        _style("Heading2", "heading 2", heading.format(280, 100, 1), _look(26, BLUE, bold=True), following="BodyText"),
        _style("Heading3", "heading 3", heading.format(220, 80, 2), _look(22, BLUE, bold=True), following="BodyText"),
        _style("Caption", "caption", '<w:keepNext/><w:spacing w:before="200" w:after="80"/>',
               _look(21, INK, bold=True)),
        _style("ListBullet", "List Bullet", _list(1)),
        _style("ListNumber", "List Number", _list(2)),
        _style("Quote", "Quote", f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{LINE}"/></w:pBdr>'
               '<w:spacing w:after="140"/><w:ind w:left="340"/>'),
        _style("Figure", "Figure", '<w:keepNext/><w:spacing w:before="60" w:after="120"/>'),
        _style("Note", "Note", '<w:spacing w:before="40" w:after="100"/>', _look(19, SOFT)),
        _style("ChartNote", "Chart Note", "<w:keepNext/>", based="Note"),
        _style("TableText", "Table Text", '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
               _look(20, INK)),
        _style("TableNumber", "Table Number", '<w:jc w:val="right"/>', "", based="TableText"),
        _style("Preformatted", "Preformatted", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
               '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="16"/>'),
        _style("Footer", "footer", '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>', _look(17, SOFT)),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        _character("Strong", "Strong", "<w:b/><w:bCs/>"),
        _character("Hyperlink", "Hyperlink", f'<w:color w:val="{BLUE}"/><w:u w:val="single"/>'),
        TABLE_STYLE,
    )  # fmt: skip
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return f'<w:styles xmlns:w="{W}">{defaults}{"".join(styles)}</w:styles>'


def _style(
    id: str,
    name: str,
    paragraph: str,
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
    default: bool = False,
) -> str:
    of = f'<w:basedOn w:val="{based}"/>' if based else ""
    then = f'<w:next w:val="{following}"/>' if following else ""
    first = ' w:default="1"' if default else ""
    form = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{id}"><w:name w:val="{name}"/>{of}{then}<w:qFormat/>'
        f"{form}{look}</w:style>"
    )


def _character(id: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
    )


def _look(half_points: int, colour: str, *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _list(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr><w:spacing w:after="60"/>'


TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="PaperTable"><w:name w:val="Paper Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="EEF4F9"/></w:tcPr></w:tblStylePr></w:style>'
)

_LEVEL = (
    '<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
)
NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    + _LEVEL.format(id=0, form="bullet", style="ListBullet", text="•")
    + _LEVEL.format(id=1, form="decimal", style="ListNumber", text="%1.")
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    "</w:numbering>"
)

SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:updateFields w:val="false"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/></w:settings>'
)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


FOOTER = (
    f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">'
    "{{ footer }}</w:t></w:r><w:r><w:tab/></w:r>"
    '<w:r><w:t xml:space="preserve">Page </w:t></w:r>'
    f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> of </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
)

CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:language>en-GB</dc:language></cp:coreProperties>"
)

_KINDS = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings"}
CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{OFFICE}.{kind}+xml"/>' for name, kind in _KINDS.items()
    )
    + f'<Override PartName="/word/footer1.xml" ContentType="{OFFICE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
RELATIONS_OF_THE_DOCUMENT = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{name}.xml"/>'
        for at, (kind, name) in enumerate(
            (("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), ("footer", "footer1")), start=1
        )
    )
    + "</Relationships>"
)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
