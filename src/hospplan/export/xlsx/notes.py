"""The sheet that tells how a workbook is to be read, and what it could not hold."""

from collections.abc import Iterator

from hospplan.export.xlsx.book import Head, Layout, Told
from hospplan.export.xlsx.cells import Cell

LAYOUT = Layout(
    "说明",
    (Head("项目", 14, 18), Head("说明", 40, 110)),
    0,
    "#A6A6A6",
    has_filter=False,
)


def notes(read: int, failed: int, without_owner: int, told: Told) -> Iterator[list[Cell]]:
    """The rows of the sheet, the counts first."""
    counted = f"共{read + failed}份，读出{read}份" + (
        f"，未能读出{failed}份（见“文档”，红色行）" if failed else ""
    )
    yield _row("文档", counted + "。")
    yield _row(
        "数值",
        "单元格里就是原文的数：85.5% 存为 85.5，单位在“单位”列；亿、万已折算（6.0亿元为600,000,000元）；小数照原文，末尾的零不写。"
        "“增”“减”表示数值是变化量。",
    )
    yield _row("较基线", "目标值减基线值；只在两者单位相同、都是水平值时计算。")
    yield _row("期限", "带括号的期限不在原句中，按标题或全文的规划期推断。")
    yield _row("黄色行", "存疑或警告：请对照原文核实，原因在“存疑”或“问题”列。")
    yield _row(
        "链接",
        "“出处”链到“章节”中该处所在的标题，不在标题下的链到“文档”；“责任部门”和分组表的“编号”链到“任务清单”。",
    )
    yield _row("折叠的列", "右侧有折叠的列（标识、位置等），点表格上方的“+”展开；它们不打印。")
    yield _row("按责任部门、按牵头领导", "同一发文机关的同名者归为一组；点表格左侧的“1”“2”折叠或展开。")
    if without_owner:
        yield _row("未写明责任方", f"{without_owner}项任务没有责任方，见“任务清单”，不在分组表中。")
    if told.cut:
        yield _row("截断", f"{told.cut}个单元格超过 Excel 的 32,767 字上限，已截断并以“…”结尾；全文见 JSON。")
    if told.unlinked:
        yield _row("缺少链接", f"{told.unlinked}个单元格没有链接：每张表最多 65,530 个链接。")
    for name in told.continued:
        yield _row("续表", f"“{name}”超过 Excel 的行数上限，续在“{name} (2)”等表中。")


def _row(name: str, text: str) -> list[Cell]:
    return [Cell(name), Cell(text)]
