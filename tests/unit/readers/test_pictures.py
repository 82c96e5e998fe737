"""Pages that are pictures: what is recognised of scans that `tests/scans.py` makes, and what is told of them."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from tests.notation import shown
from tests.ofd_paper import package, xml
from tests.paper import Look, Sheet, Text, draw, pdf
from tests.scans import (
    as_file,
    as_pdf,
    as_tiff,
    bound,
    images,
    needs_ocr,
    noisy,
    on_edge,
    skewed,
    with_red_head,
    with_seal,
)
from tests.unit.readers.ofd.ofd_parts import document

from hospplan.errors import DamagedSourceError, EmptySourceError, LimitError, MissingPartError, SourceError
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import ReadOptions, Source, SourceParagraph, SourceTable
from hospplan.readers import read
from hospplan.readers.image import _page

LETTER = """\
@题 云州市第三人民医院2024年工作要点
@主送 各科室：
根据《云州市“十四五”卫生健康发展规划》（云卫发〔2022〕15号），现将2024年工作要点印发给你们。
一、主要目标
（一）门急诊人次达到98.6万，同比增长5.2%；平均住院日不超过7.4天，药占比≤28%。
（二）切口感染率低于0.5%，床位使用率保持在85%～93%，新增重点专科3个。
@署名 云州市第三人民医院
@日期 2024年1月18日
"""
TABLE = """\
@表 12 30 20 20 30
| 序号 | 指标 | 2023年 | 2024年 | 责任科室 |
| 1 | 床位使用率 | 86.3% | ≥88% | 医务部 |
| 2 | 平均住院日 | 7.9天 | 7.5天 | ^ |
| 3 | 三四级手术占比 | 41% | 45% | 外科、麻醉手术中心 |
| 合计 | < | 3 | 3 | 质量管理办公室 |
"""
LINES = [shown(line.rpartition("@")[2].rpartition(" ")[2]) for line in LETTER.splitlines()]


def opened(data: bytes, name: str = "scan.pdf", limits: Limits = DEFAULT_LIMITS, workers: int = 1) -> Source:
    return read(data, name, lexicon=default_lexicon(), limits=limits, options=ReadOptions(workers=workers))


def texts(source: Source) -> list[str]:
    """Paragraphs, and tables row by row, without white space, marks in half width."""
    found = []
    for block in source.blocks:
        if isinstance(block, SourceParagraph):
            found.append(block.text)
        else:
            found += ["|".join(cell.text for cell in block.cells if cell.row == row) for row in rows(block)]
    return [plain(text) for text in found]


def rows(table: SourceTable) -> range:
    return range(max(cell.row for cell in table.cells) + 1)


def plain(text: str) -> str:
    wide = str.maketrans("，：；（）～", ",:;()~")
    return "".join(text.split()).translate(wide)


LETTER_TEXT = [plain(line) for line in LINES]
TABLE_TEXT = [
    "序号|指标|2023年|2024年|责任科室",
    "1|床位使用率|86.3%|≥88%|医务部",
    "2|平均住院日|7.9天|7.5天",
    "3|三四级手术占比|41%|45%|外科、麻醉手术中心",
    "合计|3|3|质量管理办公室",
]


@needs_ocr
def test_a_scan_reads_as_its_text() -> None:
    """Askew, dusty, a little blurred, and with a seal over the signature."""
    (page,) = images(draw(LETTER))
    source = opened(as_pdf([noisy(skewed(with_seal(page, 150, 150), 1.3))]))
    assert texts(source) == LETTER_TEXT


@needs_ocr
def test_a_red_head_is_read_beside_a_seal() -> None:
    (page,) = images(draw(LETTER))
    headed = with_seal(with_red_head(page, "云州市第三人民医院文件", 22), 150, 150)
    assert texts(opened(as_pdf([noisy(headed)]))) == ["云州市第三人民医院文件", *LETTER_TEXT]


@needs_ocr
def test_a_seal_is_told_with_its_place() -> None:
    (page,) = images(draw(LETTER))
    source = opened(as_pdf([on_edge(with_seal(page, 150, 150), 90)]))
    told = [finding.message for finding in source.findings if finding.code == "seal"]
    assert told == [
        "page 1: part of a seal (骑缝章) lies over the edge, 17 × 41 mm, 194 mm from the left and 70 mm from the top",
        "page 1: a seal lies over the page, 42 × 42 mm, 129 mm from the left and 129 mm from the top",
    ]
    assert texts(source) == LETTER_TEXT


@needs_ocr
def test_a_ruled_table_keeps_its_merged_cells_on_a_page_that_lies_on_its_side() -> None:
    (page,) = images(draw(TABLE, Look(is_landscape=True, size=12)))
    source = opened(as_file(page.transpose(Image.Transpose.ROTATE_90), "PNG"), "table.png")
    (table,) = source.blocks
    assert isinstance(table, SourceTable)
    assert texts(source) == TABLE_TEXT
    spans = {
        plain(cell.text): (cell.row_span, cell.col_span)
        for cell in table.cells
        if cell.row_span + cell.col_span > 2
    }
    assert spans == {"医务部": (2, 1), "合计": (1, 2)}


@needs_ocr
def test_pages_of_text_stay_text_beside_pages_that_are_pictures() -> None:
    (page,) = images(draw(LETTER))
    source = opened(bound(draw(TABLE), as_pdf([page]), draw("@题 附件\n各科室按季度上报进展。\n")))
    assert texts(source) == [*TABLE_TEXT, *LETTER_TEXT, "附件", "各科室按季度上报进展。"]
    assert [finding.code for finding in source.findings] == ["page-recognised"]
    assert source.findings[0].message.startswith("page 2 is read from its picture (OCR), ")
    assert [block.page for block in source.blocks] == [1, *[2] * len(LETTER_TEXT), 3, 3]


@needs_ocr
def test_every_page_of_a_fax_is_read_also_one_on_its_head_with_any_number_of_processes() -> None:
    (letter,) = images(draw(LETTER))
    (table,) = images(draw(TABLE))
    fax = as_tiff([letter, table.transpose(Image.Transpose.ROTATE_180)])
    source = opened(fax, "fax.tif")
    assert source == opened(fax, "fax.tif", workers=2)
    assert source.pages == 2
    assert source.media_type == "image/tiff"
    assert texts(source) == [*LETTER_TEXT, *TABLE_TEXT]


@needs_ocr
def test_a_scan_with_the_line_of_a_program_at_its_edge_is_one() -> None:
    (page,) = images(draw(LETTER))
    stamp = pdf(Sheet([Text(400, 830, "由云州扫描助手扫描生成", size=9)]))
    file = PdfWriter(clone_from=PdfReader(BytesIO(as_pdf([page]))))
    file.pages[0].merge_page(PdfReader(BytesIO(stamp)).pages[0])
    whole = BytesIO()
    file.write(whole)
    source = opened(whole.getvalue())
    assert texts(source)[: len(LETTER_TEXT)] == LETTER_TEXT


@needs_ocr
def test_the_page_of_an_ofd_file_that_is_a_picture_is_read() -> None:
    (page,) = images(draw(LETTER))
    res = xml(
        "Res",
        '<MultiMedias><MultiMedia ID="7" Type="Image"><MediaFile>p.png</MediaFile></MultiMedia></MultiMedias>',
    )
    item = '<ImageObject ID="4" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
    parts = document(
        item, common="<DocumentRes>DocumentRes.xml</DocumentRes>", parts={"DocumentRes.xml": res}
    )
    parts["Doc_0/p.png"] = as_file(page, "PNG")
    assert texts(opened(package(parts), "scan.ofd")) == LETTER_TEXT


@pytest.mark.usefixtures("without_ocr")
def test_an_image_is_refused_with_how_to_add_what_reads_it() -> None:
    with pytest.raises(MissingPartError) as caught:
        opened(as_file(Image.new("RGB", (40, 40)), "PNG"), "photo.png")
    assert str(caught.value) == (
        "this is an image, whose text has to be recognised; "
        "install what recognises text: pip install 'hospplan[ocr]'"
    )


@needs_ocr
@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        (
            b"GIF89a",
            DamagedSourceError,
            "the image is broken or cut off; get the file again from where it comes",
        ),
        (
            as_file(Image.new("L", (300, 300), 255), "PNG")[:200],
            DamagedSourceError,
            "the image is broken or cut off; get the file again from where it comes",
        ),
        (
            as_file(Image.new("1", (12_000, 12_000)), "PNG"),
            LimitError,
            "the image has too many pixels; scan it at 300 dpi or less",
        ),
        (
            as_file(Image.new("1", (9_200, 9_200)), "PNG"),
            LimitError,
            "the image has 9,200 × 9,200 pixels; scan it at 300 dpi or less",
        ),
        (
            as_pdf([Image.new("L", (9_200, 9_200))]),
            LimitError,
            "a picture of the PDF has 9,200 × 9,200 pixels; scan it at 300 dpi or less",
        ),
    ],
    ids=["no image", "cut off", "a bomb", "too large", "too large in a PDF"],
)
def test_what_can_not_be_read_is_told(data: bytes, kind: type[SourceError], message: str) -> None:
    with pytest.raises(kind) as caught:
        opened(data, "scan")
    assert str(caught.value) == message


@needs_ocr
def test_a_picture_without_text_is_told_and_so_is_a_file_of_such() -> None:
    with pytest.raises(EmptySourceError) as caught:
        opened(as_pdf([Image.new("RGB", (600, 800), "white")]))
    assert str(caught.value) == "no text was seen in the PDF; scan it again, straight and at 300 dpi"


@needs_ocr
def test_more_pages_than_are_read_are_refused() -> None:
    blank = Image.new("L", (300, 400), 255)
    with pytest.raises(LimitError) as caught:
        opened(as_pdf([blank, blank]), limits=Limits(picture_pages=1))
    assert str(caught.value) == "more than 1 pages of the file are pictures; split the file"


@needs_ocr
def test_a_page_that_takes_too_long_is_told_the_others_are_read() -> None:
    (page,) = images(draw(LETTER))
    source = opened(bound(draw("请予审批。\n"), as_pdf([page])), limits=Limits(picture_seconds=0.05))
    assert texts(source) == ["请予审批。"]
    assert [(f.code, f.severity, f.message) for f in source.findings] == [
        (
            "page-picture",
            "error",
            "page 2 is a picture and not read: its recognition took more than 0.05 seconds",
        )
    ]


def test_a_strip_that_says_nothing_of_its_size_does_not_grow_to_gigabytes() -> None:
    shot = _page(Image.new("L", (100, 40_000), 255))
    assert shot.rows * shot.columns <= 16_100_000
    assert len(shot.data) == 3 * shot.rows * shot.columns
