"""
Documents in Word's format, laid out as GB/T 9704-2012 asks for, from the plain notation of `notation.py`.

The same notation gives the same bytes on every machine: the archive is not compressed (compressors differ),
its dates are fixed, and nothing in it comes from a clock or a user's name.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape

from tests.notation import Kind, Paragraph, Run, Table, read_notation, runs_of
from tests.word_parts import (
    BODY_FONT,
    CONTENT_TYPES,
    CORE,
    DOCUMENT_RELATIONS,
    NAMESPACES,
    NUMBERING,
    PACKAGE_RELATIONS,
    SETTINGS,
    STYLES_PART,
    XML,
)

EPOCH = (2024, 1, 1, 0, 0, 0)
TEXT_WIDTH = 8845
"""156 mm, the width of 版心, in twentieths of a point."""
CHAR = 320
"""One character of 3号 (16 pt), in twentieths of a point."""

BODY, BLACK, KAI, TITLE, SONG = BODY_FONT, "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"


@dataclass(frozen=True, slots=True)
class Style:
    """How an element of the page looks; lengths in twentieths of a point, sizes in half points."""

    font: str = BODY
    size: int = 32
    align: Literal["left", "center", "right", "both"] = "both"
    first_line: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    line: int = 570
    """28.5 pt."""
    colour: str | None = None
    rules: tuple[tuple[str, str, int, str], ...] = ()
    """Side, kind, width in eighths of a point and colour of each line at the paragraph."""
    tab: int | None = None
    """Where a tab takes the right end of the line."""


RED = "FF0000"
STYLES: dict[Kind, Style] = {
    "正文": Style(first_line=2 * CHAR),
    "份号": Style(align="left"),
    "密级": Style(BLACK, align="left"),
    "紧急": Style(BLACK, align="left"),
    "机关": Style(TITLE, 88, "center", before=1200, line=1200, colour=RED),
    "机关框": Style(TITLE, 88, "center", line=1200, colour=RED),
    "信头": Style(
        TITLE, 72, "center", line=1000, colour=RED, rules=(("bottom", "thickThinSmallGap", 24, RED),)
    ),
    "字号": Style(align="center", before=600, rules=(("bottom", "single", 18, RED),)),
    "题": Style(TITLE, 44, "center", before=600, line=640),
    "副题": Style(KAI, 32, "center"),
    "题注": Style(KAI, 32, "center"),
    "主送": Style(align="left", before=570),
    "附件列": Style(align="left", left=3 * CHAR, first_line=-CHAR),
    "署名": Style(align="right", right=2 * CHAR, before=570),
    "日期": Style(align="right", right=4 * CHAR),
    "附注": Style(first_line=2 * CHAR),
    "附件": Style(BLACK, align="left"),
    "表题": Style(BLACK, 28, "center", before=120),
    "抄送": Style(size=28, align="left", left=280, right=280, rules=(("top", "single", 8, "000000"),)),
    "印发": Style(
        size=28,
        align="left",
        left=280,
        right=280,
        tab=TEXT_WIDTH - 280,
        rules=(("top", "single", 6, "000000"), ("bottom", "single", 8, "000000")),
    ),
}
CELL = Style(size=24, align="left", line=380)
HEAD_CELL = Style(BLACK, 24, "center", line=380)
RUN_IN = re.compile(r"[^。：]{1,60}。(?=.)")
HEADINGS = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), BLACK),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), KAI),
)


@dataclass
class Package:
    """What the parts of a document have in common while they are written."""

    notes: list[str] = field(default_factory=list)
    revisions: int = 0

    def revision(self) -> str:
        """The attributes of the next tracked change."""
        self.revisions += 1
        return f'w:id="{self.revisions}" w:author="党政办公室" w:date="2024-01-01T00:00:00Z"'


def build_docx(source: str) -> bytes:
    """
    The .docx of a document in the notation.

    Raises:
        ValueError: *source* is not in the notation.
    """
    elements = read_notation(source)
    package = Package()
    letter = any(isinstance(e, Paragraph) and e.kind == "信头" for e in elements)
    body = "".join(
        _table(element, package)
        if isinstance(element, Table)
        else _paragraph(element, package, letter=letter)
        for element in elements
    )
    # Word asks for a paragraph after a last table.
    body += "" if elements and isinstance(elements[-1], Paragraph) else "<w:p/>"
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "docProps/core.xml": CORE,
        "word/document.xml": (
            f"{XML}<w:document {NAMESPACES}><w:body>{body}{_page(letter=letter)}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": STYLES_PART,
        "word/settings.xml": SETTINGS,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": _footnotes(package.notes),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/footer3.xml": f"{XML}<w:ftr {NAMESPACES}><w:p/></w:ftr>",
    }
    return pack(parts)


def pack(parts: dict[str, str]) -> bytes:
    """An archive of *parts*, byte for byte the same for the same parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, text.encode())
    return file.getvalue()


def _paragraph(paragraph: Paragraph, package: Package, *, letter: bool) -> str:
    style = STYLES[paragraph.kind]
    first_line = style.first_line
    if paragraph.kind == "字号":
        if letter:
            style = replace(style, align="right", before=0, rules=())
        elif "\t" in paragraph.text:  # 上行文: the number at the left, 签发人 at the right
            style = replace(style, align="left", left=CHAR, right=CHAR, tab=TEXT_WIDTH - CHAR)
    if paragraph.kind == "附件列" and paragraph.text.startswith("附件"):
        style = replace(style, left=5 * CHAR)
        first_line = -3 * CHAR
    if paragraph.kind == "附件列" and not paragraph.text.startswith("附件"):
        style = replace(style, left=6 * CHAR)
    content = "".join(_heading_runs(paragraph, replace(style, first_line=first_line), package))
    if paragraph.kind == "机关框":
        return f"<w:p>{_text_box(_wrap(content, style))}</w:p>"
    extra = "<w:pageBreakBefore/>" if paragraph.starts_page else ""
    if paragraph.auto_level is not None:
        extra += f'<w:numPr><w:ilvl w:val="{paragraph.auto_level}"/><w:numId w:val="1"/></w:numPr>'
    return _wrap(content, replace(style, first_line=first_line), extra)


def _wrap(content: str, style: Style, extra: str = "") -> str:
    """A paragraph around its runs; the order of the properties is the one that the schema asks for."""
    rules = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{width}" w:space="4" w:color="{colour}"/>'
        for side, kind, width, colour in style.rules
    )
    first = (
        f'w:hanging="{-style.first_line}"' if style.first_line < 0 else f'w:firstLine="{style.first_line}"'
    )
    return (
        f"<w:p><w:pPr>{extra}"
        + (f"<w:pBdr>{rules}</w:pBdr>" if rules else "")
        + (f'<w:tabs><w:tab w:val="right" w:pos="{style.tab}"/></w:tabs>' if style.tab else "")
        + f'<w:spacing w:before="{style.before}" w:line="{style.line}" w:lineRule="exact"/>'
        + f'<w:ind w:left="{style.left}" w:right="{style.right}" {first}/>'
        + f'<w:jc w:val="{style.align}"/></w:pPr>{content}</w:p>'
    )


def _heading_runs(paragraph: Paragraph, style: Style, package: Package) -> Iterator[str]:
    """The runs of a paragraph, its heading (the first sentence of a run-in one) in the heading's font."""
    font = None
    if paragraph.auto_level is not None:
        font = (BLACK, KAI, None, None)[paragraph.auto_level]
    elif paragraph.kind == "正文":
        font = next((font for mark, font in HEADINGS if mark.match(paragraph.text)), None)
    if font is None:
        yield from (_run(run, style, package) for run in paragraph.runs())
        return
    run_in = RUN_IN.match(paragraph.text)
    cut = run_in.end() if run_in else len(paragraph.text)
    yield from (_run(run, replace(style, font=font), package) for run in runs_of(paragraph.text[:cut]))
    yield from (_run(run, style, package) for run in runs_of(paragraph.text[cut:]))


def _run(run: Run, style: Style, package: Package) -> str:
    latin = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
    fonts = f'<w:rFonts {latin} w:eastAsia="{style.font}" w:hint="eastAsia"/>'
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    look = f'{fonts}{colour}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    text = escape(run.text)
    match run.sort:
        case "break":
            return f"<w:r><w:rPr>{look}</w:rPr><w:br/></w:r>"
        case "tab":
            return f"<w:r><w:rPr>{look}</w:rPr><w:tab/></w:r>"
        case "note":
            package.notes.append(run.text)
            call = f'<w:footnoteReference w:id="{len(package.notes)}"/>'
            return f'<w:r><w:rPr>{look}<w:vertAlign w:val="superscript"/></w:rPr>{call}</w:r>'
        case "deleted":
            gone = f'<w:delText xml:space="preserve">{text}</w:delText>'
            return f"<w:del {package.revision()}><w:r><w:rPr>{look}</w:rPr>{gone}</w:r></w:del>"
        case "inserted" | "plain":
            plain = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
            return f"<w:ins {package.revision()}>{plain}</w:ins>" if run.sort == "inserted" else plain


def _text_box(content: str) -> str:
    """A shape with text as Word writes it: once for new versions, once more for old ones."""
    size = 'cx="5616000" cy="900000"'
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:posOffset>1260000</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapTopAndBottom/><wp:docPr id="1" name="发文机关标志"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
        f'<wps:txbx>{inner}</wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:shape id="mark" style="width:442pt;height:71pt" stroked="f" filled="f">'
    )
    return (
        f"{shape}<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _table(table: Table, package: Package) -> str:
    scale = TEXT_WIDTH / sum(table.widths)
    widths = [round(width * scale) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_row(table, row, widths, package) for row in range(len(table.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(table: Table, row: int, widths: list[int], package: Package) -> str:
    cells = table.rows[row]
    heading = row < table.heading_rows
    out = "<w:tr><w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if heading else "") + "</w:trPr>"
    for col, cell in enumerate(cells):
        if cell.merged == "left":
            continue
        span = 1
        while col + span < len(cells) and cells[col + span].merged == "left":
            span += 1
        below = row + 1 < len(table.rows) and table.rows[row + 1][col].merged == "above"
        merge = "<w:vMerge/>" if cell.merged else '<w:vMerge w:val="restart"/>' if below else ""
        style = HEAD_CELL if heading else CELL
        paragraphs = "".join(
            _wrap("".join(_run(run, style, package) for run in runs_of(line)), style)
            for line in cell.text.split("⏎")
        )
        out += (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[col : col + span])}" w:type="dxa"/>'
            + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
            + f'{merge}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'
        )
    return out + "</w:tr>"


def _page(*, letter: bool) -> str:
    """A4 with the margins of GB/T 9704-2012, 5.2; page 1 of a letter has no number (10.1)."""
    footers = (
        '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="even" r:id="rId6"/>'
    )
    first = '<w:footerReference w:type="first" r:id="rId7"/>' if letter else ""
    return (
        f'<w:sectPr>{footers}{first}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1587" w:header="851" w:footer="1587" '
        f'w:gutter="0"/>{"<w:titlePg/>" if letter else ""}</w:sectPr>'
    )


def _footer(align: Literal["left", "right"]) -> str:
    """The page number, "— 1 —", outward by one character (7.5)."""
    look = (
        f'<w:rPr><w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/><w:sz w:val="28"/></w:rPr>'
    )
    dash = [f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("— ", "1", " —")]
    page = f'<w:fldSimple w:instr=" PAGE ">{dash[1]}</w:fldSimple>'
    place = f'<w:pPr><w:ind w:{align}="280"/><w:jc w:val="{align}"/></w:pPr>'
    return f"{XML}<w:ftr {NAMESPACES}><w:p>{place}{dash[0]}{page}{dash[2]}</w:p></w:ftr>"


def _footnotes(notes: Iterable[str]) -> str:
    look = f'<w:rPr><w:rFonts w:eastAsia="{BODY}"/><w:sz w:val="21"/></w:rPr>'
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{look}<w:footnoteRef/></w:r>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"{XML}<w:footnotes {NAMESPACES}>{separators}{written}</w:footnotes>"
