"""
A document with what easily gets lost on the way from Word 97: boxes, numbers, merges, fields, notes, hidden text.

`word97.doc` beside this file is its .docx saved by LibreOffice 7.4 (`python -m tests.unit.readers.converted.word97_sample`), with
other dates stored in its clock fields than the day of saving, so that the first way is tried on every machine.
"""

from pathlib import Path

from tests.unit.readers.docx.docx_parts import lvl, make_docx, number, numbering, p, t, tbl, tc

STORED = Path(__file__).with_name("word97.doc")
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_SIZE = 'cx="5616000" cy="900000"'
_WIDTH = '<w:tcW w:w="2000" w:type="dxa"/>'


def _shape(content: str) -> str:
    return (
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {_SIZE}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic>"
    )


def inline_box(content: str, index: int) -> str:
    """A text box that stands in the line as a character does."""
    return (
        f'<w:r><w:drawing><wp:inline {_DRAWING} distT="0" distB="0" distL="0" distR="0"><wp:extent {_SIZE}/>'
        f'<wp:docPr id="{index}" name="{index}"/>{_shape(content)}</wp:inline></w:drawing></w:r>'
    )


def floating_box(content: str, index: int) -> str:
    """A text box that stands beside the text."""
    return (
        f'<w:r><w:drawing><wp:anchor {_DRAWING} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>1260000</wp:posOffset></wp:positionV>'
        f'<wp:extent {_SIZE}/><wp:wrapTopAndBottom/><wp:docPr id="{index}" name="{index}"/>{_shape(content)}'
        "</wp:anchor></w:drawing></w:r>"
    )


def field(code: str, result: str) -> str:
    """A field with its stored result."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{marks['begin']}{instruction}{marks['separate']}{t(result)}{marks['end']}"


_CHANGE = 'w:author="党政办公室" w:date="2024-01-01T00:00:00Z"'
CLOCK = ("2019年03月01日", "08:01")
"""What is stored of the two clock fields."""
_BODY = "".join(
    (
        p(runs=inline_box(p("云州市第三人民医院文件"), 1)),
        p("云三医〔2019〕48号"),
        p(runs=floating_box(p("内部资料") + p("注意保存"), 2) + t("各科室：")),
        p(runs=t("前半") + inline_box(p("行内说明"), 3) + t("后半")),
        p("加强队伍建设", number(1)),
        p("床位", number(1, 1)),
        p("引进人员", number(1, 2)),
        p("更新设备", number(1, 2)),
        p("提升服务质量", number(1)),
        p(runs=t("看得见") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>" + t("，也看得见")),
        p(runs=t("打印日期：") + field('DATE \\@ "yyyy年MM月dd日"', CLOCK[0])),
        p(runs=t("打印时间：") + field('TIME \\@ "HH:mm"', CLOCK[1]) + t("止")),
        p(runs=field('HYPERLINK "http://yunzhou.invalid/"', "医院网站") + t("。")),
        p(
            runs=f'<w:ins w:id="1" {_CHANGE}>{t("新写的")}</w:ins>'
            f'<w:del w:id="2" {_CHANGE}><w:r><w:delText>划掉的</w:delText></w:r></w:del>' + t("留下的")
        ),
        p(
            runs=t("床位")
            + '<w:r><w:footnoteReference w:id="1"/></w:r>'
            + t("1200张")
            + '<w:r><w:endnoteReference w:id="1"/></w:r>'
        ),
        tbl(
            tc("指标", f'{_WIDTH}<w:vMerge w:val="restart"/>')
            + tc("目标值", f'{_WIDTH}<w:gridSpan w:val="2"/>'),
            tc("", f"{_WIDTH}<w:vMerge/>") + tc("2019年", _WIDTH) + tc("2020年", _WIDTH),
        ),
        p("表后"),
        tbl(
            tc(p("外层") + tbl(tc("里一", _WIDTH) + tc("里二", _WIDTH)) + p("外层尾"), _WIDTH)
            + tc(p("第一项", number(1, 2)) + p("第二项", number(1, 2)), _WIDTH)
        ),
        p(runs=t("第一行") + "<w:r><w:br/></w:r>" + t("第二行") + "<w:r><w:tab/></w:r>" + t("制表位之后")),
        p(runs=t("≥90%，㎡，①") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>',
    )
)
_LISTS = numbering(
    lvl(0, "chineseCountingThousand", "%1、")
    + lvl(1, "chineseCountingThousand", "（%2）")
    + lvl(2, "decimal", "%3.")
)
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "document": "document.main",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "header",
}


def make_sample() -> bytes:
    """The sample as .docx."""
    parts = {
        "numbering": _LISTS,
        "footnotes": f'<w:footnote w:id="1">{p(runs="<w:r><w:footnoteRef/></w:r>" + t(" 含分院。"))}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{p("年底统计。")}</w:endnote>',
        "header": p(runs=floating_box(p("页眉里的框"), 9) + t("页眉")),
    }
    return make_openable(_BODY, parts)


def make_openable(body: str, parts: dict[str, str]) -> bytes:
    """A .docx that names the kinds of its parts, without which LibreOffice opens none."""
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORDML}.{kind}+xml"/>'
        for part, kind in _TYPES.items()
        if part in {"document", *parts}
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )
    return make_docx(body, parts=parts, members={"[Content_Types].xml": types.encode()})


def store_clock(data: bytes, day: str, time: str) -> bytes:
    """A .doc that LibreOffice has just saved, with other texts of the same length stored of its clock fields."""
    for shown, stored in zip((day, time), CLOCK, strict=True):
        assert data.count(shown.encode("utf-16-le")) == 1
        data = data.replace(shown.encode("utf-16-le"), stored.encode("utf-16-le"))
    return data


if __name__ == "__main__":
    from tests.office import save_as

    from hospplan.limits import DEFAULT_LIMITS
    from hospplan.readers.converted.word97_child import stored_clock

    saved = save_as("doc", {"sample": make_sample()})["sample"]
    STORED.write_bytes(store_clock(saved, *stored_clock(saved, password=None, limits=DEFAULT_LIMITS)))
