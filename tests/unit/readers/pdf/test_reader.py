"""What is read from PDFs that `tests/paper.py` draws: the same text however it is drawn, and a word on what is not."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from tests.notation import shown
from tests.paper import (
    A4,
    Look,
    Mark,
    Picture,
    Sheet,
    Text,
    as_forms,
    as_scan,
    box,
    draw,
    grid,
    lay_out,
    lay_out_vertically,
    locked,
    pdf,
    turned,
    with_radicals,
    with_text_box,
    without_character_map,
)

from hospplan.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    LimitError,
    MissingPartError,
)
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.anchor import Anchor
from hospplan.models.source import ReadOptions, Source, SourceParagraph, SourceTable
from hospplan.readers import read

PLAN = """\
@题 云州市第三人民医院2023年工作计划
2023年是全面贯彻党的二十大精神的开局之年，也是医院“十四五”规划承上启下的关键一年。全院工作总的要求是：坚持“稳中求进”，以学科建设为龙头，推动医院高质量发展迈上新台阶。
一、主要目标
1.年门急诊人次达到98万人次，出院3.5万人次，手术1.3万台次。
2.平均住院日控制在7.4天以内，床位使用率保持在88%—92%；抗菌药物使用强度不超过41DDDs，Ⅰ类切口手术部位感染率低于1%。
@表 10 40 20 30
| 序号 | 指标 | 目标 | 责任科室 |
| 1 | 床位使用率 | 88%—92% | 医务部 |
| 2 | 平均住院日 | ≤7.4天 | 医务部、质量管理科 |
二、重点工作
（一）坚持党建引领，把牢办院方向
1.深化“1+3+N”学科布局。心血管内科力争入选国家临床重点专科建设项目，新增市级重点专科2个，建设专病中心6个，开展新技术新项目30项以上，其中省内领先项目5项。
2.改善患者体验。门诊患者平均等候时间缩短5分钟，CT检查预约等候时间不超过2天，急诊CT报告30分钟内出具率达到九成。
各科室要把本计划分解到月、落实到人，于2023年3月10日前报党政办公室。
@署名 云州市第三人民医院
@日期 2023年2月6日
"""
PARAGRAPHS = [shown(line.rpartition("@题 ")[2]) for line in PLAN.splitlines() if line[0] not in "@|"]
PARAGRAPHS = ["云州市第三人民医院2023年工作计划", *PARAGRAPHS, "云州市第三人民医院", "2023年2月6日"]
THREE_PAGES = "@新页\n".join(
    f"@题 {year}年工作计划\n一、主要目标\n1.年门急诊达到{year // 20}万人次，较上年增长{year % 10}%。\n@表 1 1\n| 指标 | 目标 |\n"
    f"| 床位使用率 | {year % 50 + 60}% |\n2.医务部牵头组织全院性应急演练，各科室抓好落实，每季度报党政办公室备案。\n"
    for year in (2023, 2024, 2025)
)
PLAN_SHEET = lay_out("各科室要把本计划分解到月、落实到人，于2023年3月10日前报党政办公室。\n")[0]


def changes(value: Look | Limits) -> str:
    """What differs from the default, as the id of a case."""
    names = (field.name for field in fields(value))
    return ", ".join(
        f"{name}={getattr(value, name)}"
        for name in names
        if getattr(value, name) != getattr(type(value)(), name)
    )


def opened(data: bytes, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Source:
    options = ReadOptions(password=password)
    return read(data, "plan.pdf", lexicon=default_lexicon(), limits=limits, options=options)


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in opened(data).blocks if isinstance(block, SourceParagraph)]


def table(data: bytes) -> SourceTable:
    (only,) = (block for block in opened(data).blocks if isinstance(block, SourceTable))
    return only


def shape(data: bytes) -> list[tuple[int, int, int, int, str]]:
    """Row, column, spans and text of each cell of the one table."""
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table(data).cells]


def findings(data: bytes) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.severity, finding.message) for finding in opened(data).findings]


# Text


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(lambda: draw(PLAN), id="as the standard asks"),
        pytest.param(lambda: draw(PLAN, Look(size=12)), id="smaller"),
        pytest.param(lambda: draw(PLAN, Look(size=22)), id="larger"),
        pytest.param(lambda: draw(PLAN, Look(script_gap=0)), id="no space between scripts"),
        pytest.param(lambda: draw(PLAN, Look(is_landscape=True)), id="on landscape pages"),
        pytest.param(lambda: draw(PLAN, Look(numbers="— {page} —")), id="with page numbers"),
        pytest.param(lambda: draw(PLAN, Look(watermark="内部资料")), id="over a watermark"),
        pytest.param(lambda: draw(PLAN, Look(is_overprinted=True)), id="printed twice to look bold"),
        pytest.param(lambda: draw(PLAN, Look(quotes_last=True)), id="quotation marks drawn last"),
        pytest.param(lambda: pdf(*with_radicals(lay_out(PLAN))), id="in Kangxi radicals"),
        pytest.param(lambda: as_forms(draw(PLAN)), id="inside of forms"),
        pytest.param(lambda: pdf(*as_scan(lay_out(PLAN))), id="by an OCR program"),
        pytest.param(lambda: locked(draw(PLAN)), id="closed for changes"),
        pytest.param(lambda: landscape(rotate=90), id="on its side, turned by viewers"),
        pytest.param(lambda: landscape(rotate=0), id="on its side"),
        pytest.param(lambda: landscape(rotate=180), id="on its other side"),
        pytest.param(lambda: landscape(rotate=270), id="upside down"),
    ],
)
def test_however_a_plan_is_drawn_its_paragraphs_are_the_same(drawn: Callable[[], bytes]) -> None:
    assert [text for text in paragraphs(drawn()) if text not in CELLS] == PARAGRAPHS


CELLS = {"序号", "指标", "目标", "责任科室"}
"""Where a table is lost its cells come as text; other tests ask for tables."""


def landscape(*, rotate: int) -> bytes:
    return turned(draw(PLAN, Look(is_landscape=True)), rotate=rotate)


@pytest.mark.parametrize("size", [10.5, 12, 14, 16])
def test_a_sentence_that_a_page_cuts_is_one_paragraph(size: float) -> None:
    text = "".join(f"第{n}项任务由医务部牵头，于2023年{n}月底前完成；" for n in range(1, 150)) + "全年考核。"
    data = draw(f"@题 任务安排\n{text}\n（二）强化考核。\n", Look(size=size, numbers="— {page} —"))
    assert paragraphs(data) == ["任务安排", text, "（二）强化考核。"]


def test_two_columns_are_read_one_after_the_other() -> None:
    data = draw(PLAN_OF_PROSE, Look(size=12, columns=2))
    assert paragraphs(data) == PLAN_OF_PROSE.removeprefix("@题 ").splitlines()


@pytest.mark.parametrize("shift", [0, 5, 10, 14])
def test_two_columns_are_read_so_wherever_their_lines_stand(shift: float) -> None:
    """A title in one column moves its lines against those of the other."""
    left = (
        "我院现有编制床位八百张去年完成门急诊九十二万人次出院三万人次床位使用率达百分之九十六其中心内科为百分之一百零八。"
        * 4
    )
    right = (
        "拟申请增加编制床位二百张全部设置在南院区增加床位后我院将新增卫生技术人员二百六十名所需经费由医院自筹解决。"
        * 4
    )
    marks = [
        Text(x, 100 + dy + 22 * at, text[14 * at : 14 * at + 14], 14)
        for x, dy, text in ((90, 0, left), (320, shift, right))
        for at in range(-(-len(text) // 14))
    ]
    assert "".join(paragraphs(pdf(Sheet([*marks])))) == left + right


@pytest.mark.parametrize("rest", [1, 3, 5])
def test_a_short_second_column_on_the_last_page_is_a_column(rest: int) -> None:
    """Programs that do not balance columns leave it so; the pages before show where columns part."""
    text = "拟申请增加编制床位二百张全部设置在南院区增加床位后我院将新增卫生技术人员二百六十名，" * 20
    rows = [text[at : at + 14] for at in range(0, 14 * (60 + rest), 14)]
    sheets = [
        Sheet([Text(90 if at < 20 else 320, 100 + 22 * (at % 20), row, 14) for at, row in enumerate(page)])
        for page in (rows[:40], rows[40:])
    ]
    assert "".join(paragraphs(pdf(*sheets))) == "".join(rows)


@pytest.mark.parametrize("size", [9, 10.5, 12])
def test_two_columns_of_short_paragraphs_are_read_one_after_the_other(size: float) -> None:
    """Most lines of a column are set in by two characters then: the column starts left of them."""
    rows = [f"{n}.第{n}季度组织应急演练{n}次，整改率100%。" for n in range(1, 50)]
    rows[4::9] = [row[:-1] + "，由医务部牵头落实，各科室密切配合，并报党政办公室。" for row in rows[4::9]]
    assert paragraphs(draw("\n".join(rows), Look(size=size, columns=2))) == rows


def test_a_list_with_two_ends_is_no_two_columns() -> None:
    names = ["林知远", "方以宁", "姚佩兰", "卢雨桐", "冯绍川", "贺承志", "周以恒", "许诺言"]
    text = "为加强领导，成立规划实施领导小组，统筹推进规划实施，组成人员如下："
    ends = [
        Text(x, 200 + 29 * at, end)
        for at, name in enumerate(names)
        for x, end in ((122, f"第{at + 1}组组长"), (380, name))
    ]
    sheet = lay_out(text + "\n")[0]
    assert paragraphs(pdf(Sheet([*sheet.marks, *ends]))) == [
        text,
        *(f"第{at}组组长  {name}" for at, name in enumerate(names, 1)),
    ]


PLAN_OF_PROSE = "@题 工作计划\n" + "\n".join(
    f"{n}.第{n}季度由医务部牵头，组织全院性应急演练{n}次，安全隐患整改率达到100%，患者满意度不低于9{n}分，并报党政办公室。"
    for n in range(1, 10)
)


@pytest.mark.parametrize(
    "text",
    [
        "（联系人：许  诺，联系电话：0000-6612345）",
        "3.1 三四级手术占比达到52%",
        "使用 DRG 和 CT Angio 系统",
        "卫生技术人员与编制床位之比为1.46：1",
    ],
)
def test_spaces_that_a_typist_set_are_kept(text: str) -> None:
    assert paragraphs(draw(text + "\n")) == [text]


def test_titles_and_ends_are_told_by_their_place() -> None:
    source = opened(draw(PLAN))
    aligned = {
        b.text: b.align for b in source.blocks if isinstance(b, SourceParagraph) and b.align is not None
    }
    assert aligned == {
        "云州市第三人民医院2023年工作计划": "center",
        "云州市第三人民医院": "right",
        "2023年2月6日": "right",
    }


def test_a_text_box_is_read_with_the_page() -> None:
    data = with_text_box(draw("请予审批。\n"), Text(300, 300, "同意。林知远"))
    assert paragraphs(data) == ["请予审批。", "同意。林知远"]


def test_a_note_that_a_reader_pinned_to_the_page_is_no_text() -> None:
    data = with_text_box(draw("请予审批。\n"), Text(300, 300, "此处再议"), kind="/Text")
    assert paragraphs(data) == ["请予审批。"]


def test_vertical_writing_is_read_column_after_column_from_the_right() -> None:
    texts = [
        "我院现有编制床位八百张，二〇二二年完成门急诊九十二万人次、出院三万人次，床位使用率达百分之九十六，其中心血管内科床位使用率为百分之一百零八。",
        "拟申请增加编制床位二百张，全部设置在南院区。",
    ]
    data = pdf(lay_out_vertically(texts))
    assert paragraphs(data) == texts
    assert findings(data) == [("vertical-writing", "info", "page 1 is set in vertical writing")]


# Places


@pytest.mark.parametrize("rotate", [None, 90, 0, 180, 270], ids=str)
def test_a_place_is_where_a_viewer_shows_the_words(rotate: int | None) -> None:
    """Drawn at x 200 from the left and 300 from the top of a landscape page; 16 points high and wide."""
    drawn = pdf(Sheet([Text(100, 200, "各科室要把本计划分解到月"), Text(200, 300, "落实到人")], A4[1], A4[0]))
    source = opened(drawn if rotate is None else turned(drawn, rotate=rotate))
    assert isinstance(source.blocks[-1], SourceParagraph)
    assert source.blocks[-1].text == "落实到人"
    (found,) = source.place(Anchor(f"b{len(source.blocks)}", 0, 4))
    x0, top, x1, bottom = found.x0, found.top, found.x1, found.bottom
    left, width, above, below = {
        None: (200, 64, 300, 0),
        90: (200, 64, 300, 0),
        0: (300, 0, A4[1] - 200 - 64, 64),  # up along the paper's left side
        180: (A4[0] - 300, 0, 200, 64),  # down
        270: (A4[1] - 200 - 64, 64, A4[0] - 300, 0),
    }[rotate]
    assert x0 == pytest.approx(left, abs=1) or width == 0
    assert top == pytest.approx(above, abs=1) or below == 0
    if width:
        assert x1 - x0 == pytest.approx(64, abs=1)
        assert top < above < bottom
    else:
        assert bottom - top == pytest.approx(64, abs=1)
        assert x0 < left < x1


def test_a_sentence_over_two_pages_has_a_box_on_each() -> None:
    text = "".join(f"第{n}项任务由医务部牵头，于2023年{n}月底前完成；" for n in range(1, 40)) + "全年考核。"
    source = opened(draw(f"（一）任务安排\n{text}\n（二）强化考核\n"))
    boxes = source.place(Anchor("b2", 0, len(text)))
    assert {found.page for found in boxes} == {1, 2}
    assert all(
        0 <= found.x0 < found.x1 <= A4[0] and 0 <= found.top < found.bottom <= A4[1] for found in boxes
    )


# Tables

TABLE = """\
@表 12 30 20 20
| “十四五”时期主要发展指标 | < | < | < |
| 类别 | 指标 | 2020年 | 2025年 |
| 医疗服务 | 床位使用率（%） | 92.4 | 88—92 |
| ^ | 出院患者四级手术占全部手术的比例（%） | 12.8 | ≥18 |
| 合计 | < | 3 |  |
"""
TABLE_SHAPE = [
    (0, 0, 1, 4, "“十四五”时期主要发展指标"),
    (1, 0, 1, 1, "类别"),
    (1, 1, 1, 1, "指标"),
    (1, 2, 1, 1, "2020年"),
    (1, 3, 1, 1, "2025年"),
    (2, 0, 2, 1, "医疗服务"),
    (2, 1, 1, 1, "床位使用率（%）"),
    (2, 2, 1, 1, "92.4"),
    (2, 3, 1, 1, "88—92"),
    (3, 1, 1, 1, "出院患者四级手术占全部手术的比例（%）"),
    (3, 2, 1, 1, "12.8"),
    (3, 3, 1, 1, "≥18"),
    (4, 0, 1, 2, "合计"),
    (4, 2, 1, 1, "3"),
    (4, 3, 1, 1, ""),
]


@pytest.mark.parametrize(
    "look",
    [
        Look(),
        Look(cells="center"),
        Look(table="open sides"),
        Look(table="bars"),
        Look(table="dashed"),
        Look(table="dashes"),
        Look(is_landscape=True),
        Look(size=10.5),
        Look(is_overprinted=True),
        Look(quotes_last=True),
        Look(watermark="内部资料"),
    ],
    ids=lambda value: changes(value) if isinstance(value, Look | Limits) else "",
)
def test_however_its_rules_are_drawn_a_table_has_the_same_cells(look: Look) -> None:
    assert shape(draw(TABLE, look)) == TABLE_SHAPE


@pytest.mark.parametrize("rotate", [90, 0, 180, 270])
def test_a_turned_table_has_the_same_cells(rotate: int) -> None:
    assert shape(turned(draw(TABLE, Look(is_landscape=True)), rotate=rotate)) == TABLE_SHAPE


def test_three_lines_make_a_table() -> None:
    """三线表: rules over and under the heads and at the foot, none upright."""
    data = draw("@表题 表1 指标\n@表 10 40 20\n" + ROWS, Look(table="three lines", cells="center"))
    assert shape(data) == [
        (row, col, 1, 1, text) for row, line in enumerate(ROWS_READ) for col, text in enumerate(line)
    ]
    assert paragraphs(data) == ["表1 指标"]


ROWS = "| 序号 | 指标 | 目标 |\n| 1 | 床位使用率 | 88%—92% |\n| 2 | 平均住院日 | ≤7.4天 |\n| 3 | 床护比 | 1：0.6 |\n"
ROWS_READ = [[cell.strip() for cell in line.strip("|").split("|")] for line in ROWS.splitlines()]


@pytest.mark.parametrize(
    "look", [Look(repeats_heads=True), Look(repeats_heads=False)], ids=["heads", "no heads"]
)
def test_three_lines_that_a_page_parts_are_one_table(look: Look) -> None:
    """Without heads the second page has rows, and one rule under them."""
    rows = [["序号", "指标", "单位", "2020年", "2025年"]]
    rows += [[str(n), f"第{n}项指标", "人项%张"[n % 4], str(3 * n), f"≥{4 * n}"] for n in range(1, 41)]
    data = draw("@表 8 40 10 20 20\n" + written(rows) + "三、任务\n", replace(look, table="three lines"))
    assert shape(data) == [
        (row, col, 1, 1, text) for row, line in enumerate(rows) for col, text in enumerate(line)
    ]
    assert paragraphs(data) == ["三、任务"]


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "指标", "单位", "2020年"], ["1", "床位", "张", ""], ["2", "手术", "台", "12.8"], ["3", "人员", "人", "8"]],
        [["序号", "指标", "单位", "2020年"], ["1", "床位", "张", "3"], ["2", "手术", "", "12.8"], ["3", "人员", "人", "8"]],
        [["序号", "指标", "单位", "2020年"], ["1", "床位", "张", "3"], ["", "其中：重症", "张", "2"], ["2", "人员", "人", "8"]],
        [["序号", "指标", "单位", "2020年"], ["1", "床位", "张", "3"], ["2", "手术", "台", "12"], ["3", "人员", "", "8"]],
        [["序号", "指标", "单位", "2020年"], ["1", "床位", "张", "3"], ["2", "国家自然科学基金面上项目（五年累计）", "项", "12"],
         ["3", "人员", "人", "8"]],
    ],
    ids=["no value", "no unit", "no number", "no unit in the last row", "a cell of two lines"],
)  # fmt: skip
def test_three_lines_keep_each_row_by_itself(rows: list[list[str]]) -> None:
    data = draw("一、指标\n@表 10 30 12 20\n" + written(rows) + "二、任务\n", Look(table="three lines"))
    assert shape(data) == [
        (row, col, 1, 1, text) for row, line in enumerate(rows) for col, text in enumerate(line)
    ]
    assert paragraphs(data) == ["一、指标", "二、任务"]


def written(rows: list[list[str]]) -> str:
    """Rows in the notation."""
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


@pytest.mark.parametrize("members", [2, 4, 8])
def test_a_long_group_in_the_first_column_of_a_table_with_open_sides_keeps_its_column(members: int) -> None:
    """Most of its rules start at the second column."""
    rows = "".join(f"| {'人才' if n == 1 else '^'} | 第{n}项任务 | 医务部 |\n" for n in range(1, members + 1))
    data = draw(
        "@表 20 40 20\n| 方向 | 任务 | 科室 |\n" + rows + "| 合计 | 十项 | 全院 |\n", Look(table="open sides")
    )
    assert [(c.row, c.row_span, c.text) for c in table(data).cells if c.col == 0] == [
        (0, 1, "方向"),
        (1, members, "人才"),
        (1 + members, 1, "合计"),
    ]


def test_a_group_in_the_first_column_of_a_table_with_open_sides_keeps_its_column() -> None:
    data = draw(
        "@表 20 40 20\n| 方向 | 任务 | 科室 |\n| 人才 | 引进博士 | 人力部 |\n| ^ | 选派骨干 | 护理部 |\n| ^ | 培训 | 医务部 |\n",
        Look(table="open sides"),
    )
    assert [(c.row, c.row_span, c.text) for c in table(data).cells if c.col == 0] == [
        (0, 1, "方向"),
        (1, 3, "人才"),
    ]
    assert [c.text for c in table(data).cells if c.col == 1] == ["任务", "引进博士", "选派骨干", "培训"]


def test_a_frame_around_one_text_is_a_table_of_one_cell() -> None:
    marks: list[Mark] = [
        *box(90, 90, 400, 160),
        Text(100, 120, "各科室要把本计划分解到月"),
        Text(100, 145, "落实到人"),
    ]
    assert [(c.row_span, c.col_span) for c in table(pdf(Sheet(marks))).cells] == [(1, 1)]


def test_a_border_around_the_page_is_no_table() -> None:
    marks = [*box(30, 30, A4[0] - 30, A4[1] - 30), *PLAN_SHEET.marks]
    assert paragraphs(pdf(Sheet(marks))) == [
        "各科室要把本计划分解到月、落实到人，于2023年3月10日前报党政办公室。"
    ]


def test_a_table_in_a_cell_is_a_table_of_that_cell() -> None:
    marks: list[Mark] = [
        *grid((90, 200, 500), (100, 130, 300)),
        *grid((220, 300, 400), (160, 190, 220)),
        *(Text(x, y, text, 12) for x, y, text in (
            (100, 120, "项目"), (210, 120, "内容"), (100, 200, "床位"), (210, 150, "分年度安排如下："),
            (230, 180, "2023年"), (310, 180, "800张"), (230, 210, "2024年"), (310, 210, "1000张"),
        )),
    ]  # fmt: skip
    outer, inner = opened(pdf(Sheet(marks))).blocks
    assert isinstance(outer, SourceTable)
    assert isinstance(inner, SourceTable)
    assert [cell.text for cell in outer.cells] == ["项目", "内容", "床位", "分年度安排如下："]
    assert [cell.text for cell in inner.cells] == ["2023年", "800张", "2024年", "1000张"]
    assert inner.parent == (0, 1, 1)


def tasks(count: int) -> str:
    """A table of tasks that takes several pages, its cells of several lines."""
    rows = "".join(
        f"| {n} | 第{n}项任务：组织全院性应急演练{n}次，安全隐患整改率达到100%，患者满意度不低于90分 | 医务部、护理部 | 2024年{n}月底 |\n"
        for n in range(1, count + 1)
    )
    return "@表 8 40 20 20\n| 序号 | 工作任务 | 责任科室 | 完成时限 |\n" + rows


@pytest.mark.parametrize(
    "look",
    [
        Look(),
        Look(repeats_heads=False),
        Look(cuts_rows=False),
        Look(closes_cuts=False),
        Look(repeats_heads=False, closes_cuts=False),
        Look(table="open sides"),
        Look(table="bars", cells="center"),
        Look(size=12, numbers="第{page}页 共{pages}页", head="云州市第三人民医院", foot="党政办公室印"),
        Look(is_landscape=True, numbers="{page}/{pages}"),
    ],
    ids=lambda value: changes(value) if isinstance(value, Look | Limits) else "",
)
def test_a_table_over_pages_is_one_its_cut_rows_and_repeated_heads_too(look: Look) -> None:
    data = draw(tasks(40), look)
    assert opened(data).pages is not None
    assert (opened(data).pages or 0) > 2
    assert shape(data) == shape(draw(tasks(40), replace(look, size=4, is_landscape=False)))
    assert [c.text for c in table(data).cells[4:8]] == [
        "1",
        "第1项任务：组织全院性应急演练1次，安全隐患整改率达到100%，患者满意度不低于90分",
        "医务部、护理部",
        "2024年1月底",
    ]


def test_cells_of_one_character_on_both_sides_of_a_page_break_stay_two() -> None:
    """人 | 项 is no vertical text: each row has its unit."""
    units = ("人", "项", "%", "张", "分", "天", "次", "级")
    rows = "".join(f"| {n} | 第{n}项指标 | {units[n % 8]} | {n} |\n" for n in range(1, 41))
    data = draw("@表 8 40 10 20\n| 序号 | 指标 | 单位 | 目标 |\n" + rows)
    assert [c.text for c in table(data).cells if c.col == 2] == [
        "单位",
        *(units[n % 8] for n in range(1, 41)),
    ]


def test_a_merged_cell_that_a_page_cuts_is_one() -> None:
    rows = "".join(f"| {'党建引领' if n == 1 else '^'} | 第{n}项任务 | 医务部 |\n" for n in range(1, 41))
    data = draw("@表 20 40 20\n| 重点方向 | 工作任务 | 责任科室 |\n" + rows)
    assert [(c.row, c.row_span, c.text) for c in table(data).cells if c.col == 0] == [
        (0, 1, "重点方向"),
        (1, 40, "党建引领"),
    ]


@pytest.mark.parametrize("before", [27, 29])
def test_a_merged_cell_whose_words_a_page_parts_is_one(before: int) -> None:
    """After 28 rows each page would have one row of the group, and nothing but a word would tell that they are one."""
    rows = "".join(f"| {n}.第{n}个项目 | 第{n}项任务 | 医务部 |\n" for n in range(1, before + 1))
    group = "| 推进信息系统国产化改造 | 组织演练 | 保卫科 |\n| ^ | 整改隐患 | 后勤部 |\n"
    data = draw("@表 20 40 20\n| 项目 | 任务 | 科室 |\n" + rows + group, Look(cuts_rows=False))
    assert [(c.row_span, c.text) for c in table(data).cells if c.col == 0][-1] == (
        2,
        "推进信息系统国产化改造",
    )


def test_two_tables_on_two_pages_with_text_between_them_are_two() -> None:
    data = draw(
        "@表 1 1\n| 指标 | 目标 |\n| 床位 | 800张 |\n@新页\n二、任务\n@表 1 1\n| 指标 | 目标 |\n| 手术 | 1万台 |\n"
    )
    kinds = [type(block) for block in opened(data).blocks]
    assert kinds == [SourceTable, SourceParagraph, SourceTable]


# Furniture


@pytest.mark.parametrize(
    ("look", "messages"),
    [
        (
            Look(numbers="— {page} —"),
            ["left out: 3 page numbers: — 1 —; — 2 —; — 3 —"],
        ),
        (
            Look(numbers="第{page}页 共{pages}页"),
            ["left out: 3 page numbers: 第1页 共3页; 第2页 共3页; 第3页 共3页"],
        ),
        (Look(numbers="{page}/{pages}"), ["left out: 3 page numbers: 1/3; 2/3; 3/3"]),
        (Look(numbers="{page}"), ["left out: 3 page numbers: 1; 2; 3"]),
        (Look(head="云州市第三人民医院文件"), ["left out: 3 running heads: 云州市第三人民医院文件"]),
        (Look(foot="党政办公室印 第{page}期"), ["left out: 3 running heads: 党政办公室印 第1期; 党政办公室印 第2期; 党政办公室印 第3期"]),
        (Look(watermark="内部资料 请勿外传"), ["left out: a watermark on 3 pages: 内部资料 请勿外传"]),
    ],
    ids=lambda value: changes(value) if isinstance(value, Look | Limits) else "",
)  # fmt: skip
def test_furniture_is_left_out_and_told(look: Look, messages: list[str]) -> None:
    data = draw(THREE_PAGES, look)
    assert findings(data) == [("page-furniture", "info", message) for message in messages]
    assert paragraphs(data) == paragraphs(draw(THREE_PAGES))


def test_a_year_alone_at_the_foot_of_a_page_is_no_page_number() -> None:
    assert paragraphs(pdf(Sheet([*PLAN_SHEET.marks, Text(300, 780, "2024")])))[-1] == "2024"


# Footnotes

NOTED = """\
一、主要目标
急性心肌梗死患者门球时间{^指患者进入医院大门至梗死血管开通的时间。^}控制在75分钟以内，日间手术{^指24小时内入院、手术并出院。^}占比达到20%，其他指标按原计划执行。
二、组织保障
"""


@pytest.mark.parametrize("marks", ["①②", "12", "*†"])
def test_footnotes_go_to_the_paragraph_that_calls_them(marks: str) -> None:
    source = opened(draw(NOTED, Look(note_marks=marks)))
    assert [(b.text, b.notes) for b in source.blocks if isinstance(b, SourceParagraph)] == [
        ("一、主要目标", ()),
        (
            "急性心肌梗死患者门球时间控制在75分钟以内，日间手术占比达到20%，其他指标按原计划执行。",
            ("指患者进入医院大门至梗死血管开通的时间。", "指24小时内入院、手术并出院。"),
        ),
        ("二、组织保障", ()),
    ]


def test_a_footnote_of_several_lines_is_one() -> None:
    note = "指患者进入医院大门至梗死血管开通的时间，" * 5 + "单位为分钟。"
    text = "急性心肌梗死患者门球时间控制在75分钟以内，" * 8 + "由医务部考核。"
    source = opened(draw(f"{text}\n门球时间{{^{note}^}}另行规定。\n"))
    assert [(b.text, b.notes) for b in source.blocks if isinstance(b, SourceParagraph)] == [
        (text, ()),
        ("门球时间另行规定。", (note,)),
    ]


# What is not read, and how it is told

OCR = "install what recognises text: pip install 'hospplan[ocr]'"
PICTURE = Sheet([Picture(0, 0, *A4)])


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    ("sheets", "finding"),
    [
        (
            [*lay_out(PLAN), PICTURE],
            ("page-picture", "warning", f"page 3 is a picture without text, not read; {OCR}"),
        ),
        (
            [*lay_out(PLAN), PICTURE, PICTURE],
            ("page-picture", "warning", f"pages 3–4 are a picture without text, not read; {OCR}"),
        ),
        (
            as_scan(lay_out(PLAN)),
            ("ocr-layer", "info", "pages 1–2 are a scan; the text is what an OCR program laid under it, with its errors"),
        ),
        (
            [Sheet([*PLAN_SHEET.marks, Text(100, 500, "看不见的字", is_unseen=True)])],
            ("hidden-text", "info", "5 characters that nobody sees were left out on page 1"),
        ),
        (
            [Sheet([*PLAN_SHEET.marks, Text(700, 500, "纸外的字")])],
            ("hidden-text", "info", "4 characters that nobody sees were left out on page 1"),
        ),
    ],
    ids=["a picture", "two pictures", "a scan", "text without ink", "text off the paper"],
)  # fmt: skip
def test_what_is_not_read_as_text_is_told(sheets: list[Sheet], finding: tuple[str, str, str]) -> None:
    assert findings(pdf(*sheets)) == [finding]


@pytest.mark.parametrize(
    "mark",
    [
        Text(100, 500, "看不见的字", is_unseen=True),
        Text(700, 500, "看不见的字"),
        Text(100, -40, "看不见的字"),
    ],
    ids=["without ink", "right of the paper", "above it"],
)
def test_text_that_nobody_sees_is_left_out(mark: Text) -> None:
    assert paragraphs(pdf(Sheet([*PLAN_SHEET.marks, mark]))) == paragraphs(pdf(PLAN_SHEET))


@pytest.mark.usefixtures("without_ocr")
def test_a_page_without_a_map_to_characters_is_not_read_the_others_are() -> None:
    data = without_character_map(draw(THREE_PAGES), pages=[1])
    assert findings(data) == [
        (
            "page-unreadable",
            "error",
            f"page 1 is not read: the file does not say which characters its letters are; {OCR}",
        )
    ]
    assert paragraphs(data) == paragraphs(draw(THREE_PAGES.partition("@新页\n")[2]))


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(Sheet()), "the PDF holds no text"),
        (pdf(PICTURE), f"the PDF holds no text: its only page is a picture; {OCR}"),
        (pdf(PICTURE, PICTURE), f"the PDF holds no text: 2 of its 2 pages are pictures; {OCR}"),
        (
            without_character_map(draw("请予审批。\n")),
            f"the PDF does not say which characters its letters are, so none of its text can be read; {OCR}",
        ),
    ],
    ids=["a blank page", "a picture", "two pictures", "no map to characters"],
)
def test_a_file_without_any_text_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises((EmptySourceError, MissingPartError)) as caught:
        opened(data)
    assert str(caught.value) == message


def test_a_name_that_promises_another_format_is_told() -> None:
    source = read(draw("请予审批。\n"), "plan.docx", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)
    assert [finding.code for finding in source.findings] == ["suffix-mismatch"]


# Passwords


@pytest.mark.parametrize(
    ("password", "message"),
    [
        (None, "the PDF asks for a password; give it with --password"),
        ("2023", "the password does not open the PDF"),
    ],
)
def test_a_locked_file_is_refused_without_its_password(password: str | None, message: str) -> None:
    with pytest.raises(EncryptedSourceError) as caught:
        opened(locked(draw("请予审批。\n"), user="2024"), password=password)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("password", ["2024", "boss"], ids=["its reader's", "its owner's"])
def test_a_password_opens_a_locked_file(password: str) -> None:
    source = opened(locked(draw("请予审批。\n"), user="2024", owner="boss"), password=password)
    assert [b.text for b in source.blocks if isinstance(b, SourceParagraph)] == ["请予审批。"]


def test_a_file_that_is_only_closed_for_changes_opens_by_itself() -> None:
    assert paragraphs(locked(draw("请予审批。\n"), owner="boss")) == ["请予审批。"]


def test_a_password_that_nobody_asked_for_does_no_harm() -> None:
    source = opened(draw("请予审批。\n"), password="2024")  # noqa: S106  (of no file)
    assert len(source.blocks) == 1


# Damage


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.7 rubbish " * 100, draw("请予审批。\n")[:300]],
    ids=["a first line", "rubbish", "a cut-off head"],
)
def test_what_only_starts_as_a_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedSourceError):
        opened(data)


@pytest.mark.parametrize("cut", [b"startxref", b">>\nstartxref", b"trailer", b"xref\n0"])
def test_a_file_that_lost_its_end_is_read(cut: bytes) -> None:
    data = draw(PLAN)
    assert paragraphs(data[: data.index(cut)]) == PARAGRAPHS


def test_a_file_that_lost_its_fonts_is_not_read_as_rubbish() -> None:
    data = draw(PLAN)
    with pytest.raises((EmptySourceError, DamagedSourceError)):
        opened(data[: data.index(b"/Type /Font\n")])


def test_a_file_whose_table_of_objects_is_wrong_is_read() -> None:
    data = draw(PLAN).replace(b"startxref\n", b"startxref\n1")
    assert paragraphs(data) == PARAGRAPHS


def test_a_page_that_is_missing_is_told_the_others_are_read() -> None:
    data = draw("请予审批。\n@新页\n请予研究。\n@新页\n请予支持。\n")
    lost = data.replace(b"/Kids [3 0 R\n5 0 R\n7 0 R]", b"/Kids [3 0 R\n9999 0 R 7 0 R]")
    assert len(lost) > len(data), "the kit writes its pages otherwise"
    source = opened(lost)
    assert [b.text for b in source.blocks if isinstance(b, SourceParagraph)] == ["请予审批。", "请予支持。"]
    assert [(f.code, f.severity, f.message) for f in source.findings] == [
        ("page-damaged", "error", "page 2 is broken and can't be read")
    ]


# Limits


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(pages=2), "the PDF has 3 pages, more than 2; split it"),
        (Limits(page_chars=20), "page 1 has 105 characters, more than 20"),
        (Limits(page_objects=10), "a page draws more than 10 objects"),
        (Limits(paragraphs=5), "the file has more than 5 paragraphs"),
        (Limits(paragraph_chars=30), "a paragraph has more than 30 characters"),
        (Limits(table_cells=3), "a table has over 3 cells"),
        (Limits(table_columns=1), "a table has over 1 columns"),
    ],
    ids=lambda value: changes(value) if isinstance(value, Look | Limits) else "",
)
def test_a_file_over_a_limit_is_refused_with_the_limit(limits: Limits, message: str) -> None:
    with pytest.raises(LimitError) as caught:
        opened(draw(THREE_PAGES), limits=limits)
    assert str(caught.value).startswith(message)


# The kit itself


def test_the_kit_draws_the_same_bytes_each_time() -> None:
    look = Look(numbers="— {page} —", watermark="内部资料")
    assert draw(PLAN, look) == draw(PLAN, look)
    assert landscape(rotate=90) == landscape(rotate=90)
    assert locked(as_forms(draw(PLAN)), user="2024") == locked(as_forms(draw(PLAN)), user="2024")
