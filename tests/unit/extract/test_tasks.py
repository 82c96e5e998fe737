"""Tasks of whole documents, each composed for one kind of layout; a task is written as one line."""

import time
from dataclasses import replace

import pytest
from tests.composed import document, source

import hospplan
from hospplan.extract.task_chapters import home_of
from hospplan.extract.tasks import find_tasks
from hospplan.lexicon import default_lexicon
from hospplan.models.document import Document
from hospplan.models.facts import FoundTask
from hospplan.models.outline import Outline
from hospplan.models.source import SourceTable
from hospplan.structure import assemble

_ROLES = {"lead": "L", "responsible": "R", "support": "S"}


def line(task: FoundTask) -> str:
    """Number and title; then owners, group after G, project after P, the end of its days after D."""
    parts = [f"{task.number or '-'} {task.title}"]
    parts += [
        f"{_ROLES[role]} " + ",".join(o.name for o in task.owners if o.role == role)
        for role in ("lead", "responsible", "support")
        if any(o.role == role for o in task.owners)
    ]
    parts += [f"G {task.group}"] if task.group else []
    parts += [f"P {task.project}"] if task.project else []
    parts += [f"D {task.deadline.end or task.deadline.text}"] if task.deadline else []
    return " | ".join(parts)


def found(text: str) -> list[FoundTask]:
    """The tasks of a composed document; ⏎ is a line break in a cell."""
    composed = source(text)
    blocks = tuple(
        replace(block, cells=tuple(replace(cell, text=cell.text.replace("⏎", "\n")) for cell in block.cells))
        if isinstance(block, SourceTable)
        else block
        for block in composed.blocks
    )
    return tasks_of(assemble(replace(composed, blocks=blocks), default_lexicon()))


def found_lossy(text: str) -> list[FoundTask]:
    """The same where the format lost the merges: an empty cell may be the rest of one above."""
    composed = source(text)
    blocks = tuple(replace(b, merges="lost") if isinstance(b, SourceTable) else b for b in composed.blocks)
    return tasks_of(assemble(replace(composed, blocks=blocks), default_lexicon()))


def tasks_of(composed: Document) -> list[FoundTask]:
    outline = Outline.of(composed)
    tasks = list(find_tasks(composed, outline, default_lexicon()))
    for task in tasks:
        quote = outline.text(task.anchor.block)[task.anchor.start : task.anchor.end]
        assert 0 < len(quote) <= 200
        assert "".join(task.title.split()).startswith("".join(quote.split()))
        assert task.anchor.block in task.extent
    return tasks


def read(text: str) -> list[str]:
    return [line(task) for task in found(text)]


TITLE = "云州市第三人民医院2025年工作方案\n"


def test_a_table_with_owners_of_merged_cells() -> None:
    assert read(
        TITLE
        + """
| 榜单 | 项目 | 子项目 | 牵头领导 | 牵头科室 |
| 技术创新 | 1.做强甲技术 | 1.1 推广甲技术 | 周  明 | 医务科 |
| ^ | ^ | 1.2 开设甲门诊 | ^ | 门诊部、⏎护理部 |
| ^ | 2.建设乙中心 | 2.1 创新甲技术⏎深化乙中心建设 | 李强 | 骨科（康复科） |
| 服务提升 | 3.优化流程 | 3.1 优化流程⏎3.1.1 增设窗口⏎3.1.2 延长服务 | ^ | 门诊部 |
"""
    ) == [
        "1.1 推广甲技术 | L 周明,医务科 | G 技术创新 | P 1.做强甲技术",
        "1.2 开设甲门诊 | L 周明,门诊部,护理部 | G 技术创新 | P 1.做强甲技术",
        "2.1 创新甲技术 深化乙中心建设 | L 李强,骨科 | S 康复科 | G 技术创新 | P 2.建设乙中心",
        "3.1 优化流程 | L 李强,门诊部 | G 服务提升 | P 3.优化流程",
    ]


def test_numbered_lines_of_a_cell_are_the_description() -> None:
    (task,) = found(
        TITLE
        + """
| 任务 | 责任科室 |
| 3.1 优化流程⏎3.1.1 增设窗口⏎3.1.2 延长服务 | 门诊部 |
"""
    )
    assert task.description == "3.1.1 增设窗口\n3.1.2 延长服务"


def test_a_row_points_to_its_cells() -> None:
    (task,) = found(TITLE + "| 序号 | 任务 | 目标 | 责任科室 |\n| 1 | 优化流程 | 满意度90% | 门诊部 |")
    assert task.extent == ("t1.1.1", "t1.1.2")
    assert task.also == ("t1.1.3", "t1.0.1", "t1.0.3")


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("| 任务 | 责任部门 |", "| 优化流程 | 门诊部 |", "- 优化流程 | R 门诊部"),
        (
            "| 责任领导 | 任务 | 主办 | 协办 |",
            "| 周明 | 优化流程 | 门诊部 | 护理部 |",
            "- 优化流程 | L 周明,门诊部 | S 护理部",
        ),
        (
            "| 序号 | 工作任务 | 牵头⏎科室 | 配合⏎科室 | 完成⏎时限 |",
            "| 1 | 优化流程 | 门诊部 | 各科室 | 6月底前 |",
            "1 优化流程 | L 门诊部 | S 各科室 | D 2025-06-30",
        ),
        (
            "| 序号 | 类 别 | 重点工作 | 分管院领导 | 责任科室（部门） | 完成时间 |",
            "| 1 | 服务 | 优化流程 | 副院长周明 | 门诊部 | 长期坚持 |",
            "1 优化流程 | L 周明 | R 门诊部 | G 服务 | D 长期坚持",
        ),
        (
            "| 项目名称 | 项目负责人 | 承办单位 | 指导单位 |",
            "| 卒中中心 | 张伟 | 神经内科 | 医务科 |",
            "- 卒中中心 | R 张伟,神经内科 | S 医务科",
        ),
        (
            "| 实事项目 | 建设内容与目标 | 牵头部门 | 协管部门 | 目标进度 |",
            "| 卒中中心 | 建成并通过评估 | 医务科 | 信息科 | 年底前 |",
            "- 卒中中心 | L 医务科 | S 信息科 | D 2025-12-31",
        ),
        (
            "| 院领导 | 认领项目 | 责任部门 |",
            "| 院长周明 | 卒中中心 | 医务科 |",
            "- 卒中中心 | L 周明 | R 医务科",
        ),
        (
            "| 存在问题 | 整改措施 | 整改时限 | 责任人 |",
            "| 导诊不足 | 增设岗位 | 立即整改 | 张伟、李娜 |",
            "- 增设岗位 | R 张伟,李娜 | G 存在问题值 | D 立即整改",
        ),
        (
            "| 序号 | 目标 | 工作任务 | 具体措施 | 牵头处（科）室 | 配合处（科）室 | 完成时限 | 备注 |",
            "| 1 | 90% | 优化流程 | 增设窗口 | 门诊部 | — | 2025.6 | 无 |",
            "1 优化流程 | L 门诊部 | D 2025-06-30",
        ),
        (
            "| 序号 | 民生实事 | 建设内容 | 实施单位 | 监督单位 |",
            "| 1 | 更新便民设施 | 增设轮椅 | 总务科 | 工会 |",
            "1 更新便民设施 | R 总务科 | S 工会",
        ),
        (
            "| 任务 | 责任科室 |",
            "| 优化排班，⏎规范交班 | 护理部 |",
            "- 优化排班， 规范交班 | R 护理部",
        ),
        (
            "| 序号 | 任务 | 责任科室 |",
            "| 7 | 3.0T磁共振 | 设备科 |",
            "7 3.0T磁共振 | R 设备科",
        ),
        (
            "| 任务 | 责任科室 |",
            "| 2.3DRG付费改革 | 医保科 |",
            "2.3 DRG付费改革 | R 医保科",
        ),
        (
            "| 序号 | 重点任务及目标 | 市级责任单位 | 完成时限 |",
            "| 1 | 优化流程 | 门诊部 | 6月底前 |",
            "1 优化流程 | R 门诊部 | D 2025-06-30",
        ),
        (
            "| 任务 | 牵头院领导 | 牵头职能部门 | 主体责任科室 |",
            "| 优化流程 | 周明 | 门诊部 | 护理部 |",
            "- 优化流程 | L 周明,门诊部 | R 护理部",
        ),
        (
            "| 工作任务 | 院领导 | 职能科室 | 临床科室 |",
            "| 卒中中心 | 周明 | 医务科 | 神经内科 |",
            "- 卒中中心 | L 周明 | R 医务科,神经内科",
        ),
        (
            "| 工作任务 | 部门 | 时间 |",
            "| 优化流程 | 门诊部 | 6月底前 |",
            "- 优化流程 | R 门诊部 | D 2025-06-30",
        ),
        (
            "| 月份 | 工作内容 | 责任科室 |",
            "| 6月 | 优化流程 | 门诊部 |",
            "- 优化流程 | R 门诊部 | D 2025-06-30",
        ),
        (
            "| 事项 | 第一责任人 | 直接责任人 | 配合部门 |",
            "| 优化流程 | 周明 | 门诊部主任李娜 | 信息科 |",
            "- 优化流程 | L 周明 | R 李娜 | S 信息科",
        ),
    ],
)
def test_heads_of_other_names_and_orders(head: str, row: str, expected: str) -> None:
    expected = expected.replace("存在问题值", "导诊不足")
    assert read(f"{TITLE}{head}\n{row}") == [expected]


def test_two_head_rows_split_the_owners() -> None:
    assert read(
        TITLE
        + """
| 重点任务 | 具体措施 | 责任分工 | < |
| ^ | ^ | 牵头 | 配合 |
| 一、质量提升 | 1.完善制度 | 医务科 | 护理部 |
| ^ | 2.强化培训 | 护理部 | 人事科 |
| 二、服务提升 | 3.优化流程 | 门诊部 | 信息科 |
"""
    ) == [
        "1. 完善制度 | L 医务科 | S 护理部 | P 一、质量提升",
        "2. 强化培训 | L 护理部 | S 人事科 | P 一、质量提升",
        "3. 优化流程 | L 门诊部 | S 信息科 | P 二、服务提升",
    ]


def test_one_merge_among_many_rows_makes_no_column_of_groups() -> None:
    text = (
        TITLE
        + """
| 序号 | 工作任务 | 主要内容 | 牵头单位 |
| 1 | 优化门诊 | 增设诊区。 | 门诊部 |
| 2 | 能力提升 | 对照标准补短板。 | 医务科 |
| 3 | ^ | 与上级医院共建专科。 | ^ |
| 4 | 急救建设 | 优化布局。 | 急诊科 |
| 5 | 用血管理 | 规范用血。 | 输血科 |
"""
    )
    assert read(text) == [
        "1 优化门诊 | L 门诊部",
        "2 能力提升 | L 医务科",
        "3 能力提升 | L 医务科",
        "4 急救建设 | L 急诊科",
        "5 用血管理 | L 输血科",
    ]
    assert found(text)[2].description == "与上级医院共建专科。"


def test_content_beside_a_task_of_one_row_is_its_description() -> None:
    (task,) = found(
        TITLE + "| 工作任务 | 具体举措 | 责任科室 |\n| 创建三甲 | 1.对照标准；⏎2.逐条整改。 | 评审办 |"
    )
    assert (task.title, task.description) == ("创建三甲", "1.对照标准；\n2.逐条整改。")


def test_totals_blank_rows_and_repeated_heads_are_no_tasks() -> None:
    assert read(
        TITLE
        + """
| 序号 | 任务 | 责任科室 |
| 1 | 优化流程 | 门诊部 |
|  |  |  |
| 序号 | 任务 | 责任科室 |
| 2 | 强化培训 | 护理部 |
| 合计 | 2项 | 2个 |
"""
    ) == ["1 优化流程 | R 门诊部", "2 强化培训 | R 护理部"]


def test_a_row_that_spans_the_table_is_the_group_below_it() -> None:
    assert read(
        TITLE
        + """
| 工作任务 | 主办处室 | 协办处室 |
| 一、深化改革 | < | < |
| 推进医共体建设 | 医政处 | 规划处 |
| 二、公共卫生 | < | < |
| 强化防控 | 疾控处 |  |
"""
    ) == [
        "- 推进医共体建设 | L 医政处 | S 规划处 | G 一、深化改革",
        "- 强化防控 | L 疾控处 | G 二、公共卫生",
    ]


def test_a_stray_number_in_the_group_column_does_not_end_the_group() -> None:
    assert read(
        TITLE
        + """
| 榜单 | 项目 | 子项目 | 牵头科室 |
| 服务提升 | 4.优化服务 | 4.1 优化流程 | 门诊部 |
| 4.2 | ^ | 4.2 延长服务 | 药剂科 |
|  | ^ | 4.3 改善环境 | 总务科 |
|  | ^ | 4.4 美化环境 |  |
| 管理提升 | 5.加强管理 | 5.1 规范采购 |  |
"""
    ) == [
        "4.1 优化流程 | L 门诊部 | G 服务提升 | P 4.优化服务",
        "4.2 延长服务 | L 药剂科 | G 服务提升 | P 4.优化服务",
        "4.3 改善环境 | L 总务科 | G 服务提升 | P 4.优化服务",
        "4.4 美化环境 | L 总务科 | G 服务提升 | P 4.优化服务",
        "5.1 规范采购 | G 管理提升 | P 5.加强管理",
    ]


def test_an_empty_cell_takes_the_one_above_only_where_merges_were_lost() -> None:
    text = (
        TITLE
        + """
| 类别 | 任务 | 负责人 | 责任科室 |
| 质量 | 病历管理 | 张伟 | 医务科 |
|  | 处方点评 |  | 药剂科 |
| 服务 | 预约诊疗 | 李娜 | 门诊部 |
"""
    )
    assert [line(task) for task in found_lossy(text)] == [
        "- 病历管理 | R 张伟,医务科 | G 质量",
        "- 处方点评 | R 张伟,药剂科 | G 质量",
        "- 预约诊疗 | R 李娜,门诊部 | G 服务",
    ]
    assert [line(task) for task in found(text)][1] == "- 处方点评 | R 药剂科 | G 质量"


def test_a_task_over_two_rows_has_the_owners_of_both() -> None:
    assert read(
        TITLE
        + """
| 任务 | 责任科室 | 责任人 |
| 创建三甲 | 评审办 | 张伟 |
| ^ | 质控科 | 李娜 |
| 病历管理 | 医务科 | 周明 |
"""
    ) == ["- 创建三甲 | R 评审办,张伟,质控科,李娜", "- 病历管理 | R 医务科,周明"]


@pytest.mark.parametrize(
    "table",
    [
        "| 指标 | 目标值 | 责任科室 |\n| 床位使用率 | 85% | 医务科 |",
        "| 姓名 | 职务 | 科室 |\n| 周明 | 院长 | 院办 |",
        "| 任务 | 备注 |\n| 优化流程 | 无 |",
        "| 责任科室 | 联系人 |\n| 医务科 | 张伟 |",
        "| 任务 | 责任科室 |",
    ],
)
def test_other_tables_hold_no_tasks(table: str) -> None:
    assert read(TITLE + table) == []


def test_items_with_owners_in_their_sentence() -> None:
    assert read(
        TITLE
        + """
一、职责分工
（一）现状分析，由周明副院长牵头，责任部门：院办、质控科，配合：各职能科室。
（二）人才队伍建设，由李强书记牵头，责任部门：人事科，配合：设备科及各职能科室、工会。
（三）完善陪护管理。牵头科室：护理部，协助科室：各病区。
"""
    ) == [
        "（一） 现状分析 | L 周明 | R 院办,质控科 | S 各职能科室 | G 职责分工",
        "（二） 人才队伍建设 | L 李强 | R 人事科 | S 设备科,各职能科室,工会 | G 职责分工",
        "（三） 完善陪护管理 | L 护理部 | S 各病区 | G 职责分工",
    ]


def test_a_bracket_at_the_end_of_a_sections_last_paragraph_owns_the_section() -> None:
    assert read(
        TITLE
        + """
一、主要任务
（一）科研创新
坚持创新驱动。
强化平台建设。（责任部门：科研部；完成时限：2025年9月底前）
（二）数字医院（责任领导：李强；责任部门：信息中心）
一是完善数据中心；二是建设互联网医院。
（三）加强人才建设（牵头科室：人事科）
1.引进博士5名。
2.选派骨干进修20人。
"""
    ) == [
        "（一） 科研创新 | R 科研部 | G 主要任务 | D 2025-09-30",
        "（二） 数字医院 | L 李强 | R 信息中心 | G 主要任务",
        "（三） 加强人才建设 | L 人事科 | G 主要任务",
    ]


def test_two_brackets_in_a_section_are_two_tasks() -> None:
    assert read(
        TITLE
        + """
一、主要任务
（一）学科建设
建设国家级重点专科2个。加强投入。（责任部门：医务部）
建设省级重点专科8个。（责任部门：科研部）
（二）分级诊疗。制定目录。（医务部、医保办按职责分工负责）完善签约服务。（公卫科负责）
（三）加强培训（医务科负责），开展演练（护理部负责）。
"""
    ) == [
        "- 建设国家级重点专科2个 | R 医务部 | G 主要任务 | P 学科建设",
        "- 建设省级重点专科8个 | R 科研部 | G 主要任务 | P 学科建设",
        "（二） 分级诊疗 | R 医务部,医保办 | G 主要任务",
        "- 完善签约服务 | R 公卫科 | G 主要任务",
        "（三） 加强培训 | R 医务科 | G 主要任务",
        "- 开展演练 | R 护理部 | G 主要任务",
    ]


def test_brackets_of_names_alone_confirm_each_other() -> None:
    items = "一、质量\n1．完善质控。（医务科）\n2．选好人才（人事科、科教科）。每季度考核。\n3．建好平台。（信息中心）\n"
    assert read("云州市第三人民医院管理提升实施细则\n" + items) == [
        "1． 完善质控 | R 医务科 | G 质量",
        "2． 选好人才 | R 人事科,科教科 | G 质量",
        "3． 建好平台 | R 信息中心 | G 质量",
    ]


def test_one_bracket_of_names_alone_owns_an_item_of_a_task_chapter_only() -> None:
    item = "（一）完善质控（医务科）。\n（二）建设中心（胸痛中心）。"
    assert read(TITLE + "一、重点任务\n" + item) == [
        "（一） 完善质控 | R 医务科 | G 重点任务",
        "（二） 建设中心（胸痛中心） | G 重点任务",
    ]
    assert read(TITLE + "一、质量\n" + item) == []
    articles = "第一条 登记（医务科）。\n第二条 核验（护理部）。"
    assert read("云州市第三人民医院登记办法\n" + articles) == []
    assert read(TITLE + "一、组织领导\n" + item) == []


def test_a_note_in_the_first_bracket_holds_for_those_below() -> None:
    assert read(
        """
云州市人民政府办公室关于加强医院管理的通知
一、深化改革
（一）完善投入。（市财政局、市医保局，列第一位者为牵头单位，下同）
（二）建好队伍。（市人力社保局、市卫生健康委）
（三）规范价格。（市医保局、市卫生健康委负责）
（四）做好宣传。（市委宣传部负责，市卫生健康委牵头）
"""
    ) == [
        "（一） 完善投入 | L 市财政局 | R 市医保局 | G 深化改革",
        "（二） 建好队伍 | L 市人力社保局 | R 市卫生健康委 | G 深化改革",
        "（三） 规范价格 | L 市医保局 | R 市卫生健康委 | G 深化改革",
        "（四） 做好宣传 | L 市卫生健康委 | R 市委宣传部 | G 深化改革",
    ]


def test_a_note_in_a_head_holds_for_the_column() -> None:
    assert read(TITLE + "| 任务 | 责任单位（排第一位的为牵头单位） |\n| 优化流程 | 门诊部、护理部 |") == [
        "- 优化流程 | L 门诊部 | R 护理部"
    ]


def test_a_note_on_its_own_holds_for_tables_and_items() -> None:
    text = """
一、重点任务
（一）优化流程。（责任科室：门诊部、护理部）
| 任务 | 责任单位 |
| 强化培训 | 护理部、人事科 |
注：责任单位排在第一位的为牵头单位。
"""
    assert read(TITLE + text) == [
        "（一） 优化流程 | L 门诊部 | R 护理部 | G 重点任务",
        "- 强化培训 | L 护理部 | R 人事科",
    ]


def test_owners_below_the_last_sub_item_own_the_item() -> None:
    assert read(
        TITLE
        + """
一、重点任务
（一）提升质量
1.完善制度；
2.强化培训；
责任领导：林芳
牵头科室：医务科
完成时限：6月底前
（二）改善服务
1.优化流程。
责任科室：门诊部
2.延长服务。
责任科室：药学部
"""
    ) == [
        "（一） 提升质量 | L 林芳,医务科 | G 重点任务 | D 2025-06-30",
        "1. 优化流程 | R 门诊部 | G 重点任务 | P 改善服务",
        "2. 延长服务 | R 药学部 | G 重点任务 | P 改善服务",
    ]


def test_owners_of_the_last_item_of_a_task_chapter_are_its_own() -> None:
    assert read(TITLE + "一、重点任务\n（一）完善制度。\n（二）强化培训。\n责任科室：护理部") == [
        "（一） 完善制度 | G 重点任务",
        "（二） 强化培训 | R 护理部 | G 重点任务",
    ]


def test_a_statement_before_its_task_leaves_the_task_its_title() -> None:
    assert read(TITLE + "一、重点任务\n（一）由护理部牵头，人事科配合，完善排班制度。") == [
        "（一） 完善排班制度 | L 护理部 | S 人事科 | G 重点任务"
    ]


def test_a_name_that_covers_one_row_titles_it_though_another_covers_two() -> None:
    text = (
        TITLE
        + """
| 序号 | 项目名称 | 主要内容 | 牵头单位 |
| 1 | 门诊改造 | 改造诊区10间 | 总务科 |
| 2 | 智慧服务 | 上线预约系统 | 信息科 |
| 3 | ^ | 增设自助机20台 | 门诊部 |
| 4 | 便民配送 | 配送药品1万单 | 药学部 |
"""
    )
    rows = [
        "1 门诊改造 | L 总务科",
        "2 上线预约系统 | L 信息科 | P 智慧服务",
        "3 增设自助机20台 | L 门诊部 | P 智慧服务",
        "4 便民配送 | L 药学部",
    ]
    assert read(text) == rows
    assert [line(task) for task in found_lossy(text.replace("^", ""))] == rows
    assert [task.description for task in found(text)] == ["改造诊区10间", None, None, "配送药品1万单"]


def test_headings_of_goals_are_no_tasks_however_long() -> None:
    items = "一、重点任务\n（一）主要预期目标。床位使用率提高。\n（二）明确发展目标。"
    assert read(TITLE + items) == ["（二） 明确发展目标 | G 重点任务"]


def test_a_heading_of_tasks_is_none_itself() -> None:
    text = "一、工作任务\n各科室要认真落实。\n二、完善制度\n修订制度。"
    assert read("云州市第三人民医院2025年工作要点\n" + text) == ["二、 完善制度"]


def test_a_group_has_no_colon() -> None:
    assert read(TITLE + "二、主要任务：\n（一）完善制度。") == ["（一） 完善制度 | G 主要任务"]


def test_labels_on_lines_of_their_own_own_the_item_before() -> None:
    assert read(
        TITLE
        + """
一、重点任务
（一）推进信息化建设
建设互联网医院。
责任领导：李强
责任科室：信息科、医务科
完成时限：年底前
（二）改善环境
责任科室：总务科
更新病房设施。
"""
    ) == [
        "（一） 推进信息化建设 | L 李强 | R 信息科,医务科 | G 重点任务 | D 2025-12-31",
        "（二） 改善环境 | R 总务科 | G 重点任务",
    ]


def test_national_division_of_work() -> None:
    assert read(
        """
云州省人民政府办公厅关于印发深化医药卫生体制改革2025年重点工作任务的通知
各市、县人民政府：
现印发给你们，请认真组织实施。
云州省人民政府办公厅
2025年5月1日
深化医药卫生体制改革2025年重点工作任务
一、加强组织领导
（一）落实改革责任。巩固推进机制。（省卫生健康委牵头，各有关部门配合）
二、推动事业发展
（二）落实规划。加强指导。（省发展改革委、省卫生健康委负责。排在第一位的部门为牵头部门，下同）
（三）扩大付费范围。（省医保局会同省卫生健康委、省财政厅负责，2025年9月底前完成）
"""
    ) == [
        "（一） 落实改革责任 | L 省卫生健康委 | S 各有关部门 | G 加强组织领导",
        "（二） 落实规划 | L 省发展改革委 | R 省卫生健康委 | G 推动事业发展",
        "（三） 扩大付费范围 | L 省医保局 | S 省卫生健康委,省财政厅 | G 推动事业发展 | D 2025-09-30",
    ]


def test_numbered_items_of_task_chapters_have_no_owners() -> None:
    assert read(
        """
云州市第三人民医院“十五五”发展规划
一、发展基础
（一）综合实力增强
二、发展目标
（一）床位达到800张
三、重点任务
（一）加强党的建设
1.落实领导责任。坚持党管干部。
2.建强支部。2026年底前完成换届。
（二）强化组织保障。
四、保障措施
（一）加强组织领导
"""
    ) == [
        "1. 落实领导责任 | G 重点任务 | P 加强党的建设",
        "2. 建强支部 | G 重点任务 | P 加强党的建设 | D 2026-12-31",
        "（二） 强化组织保障 | G 重点任务",
    ]


def test_all_chapters_of_work_points_are_tasks_but_those_that_say_otherwise() -> None:
    assert read(
        """
云州市第三人民医院2025年工作要点
一、指导思想
坚持以健康为中心。
二、聚焦质量，提升内涵
1.完善质控体系。
2.加强病历管理。
三、聚焦服务，改善体验
（一）优化流程
四、工作要求
（一）提高认识
"""
    ) == [
        "1. 完善质控体系 | G 聚焦质量，提升内涵",
        "2. 加强病历管理 | G 聚焦质量，提升内涵",
        "（一） 优化流程 | G 聚焦服务，改善体验",
    ]


def test_results_and_rules_hold_no_tasks() -> None:
    assert (
        read(
            """
云州市第三人民医院2024年工作总结
一、主要成效
（一）医疗质量稳步提升。完成质控检查12次。
二、存在问题
1.人才不足。
"""
        )
        == []
    )
    assert (
        read(
            """
云州市第三人民医院采购管理办法
第一章 总则
第一条 为规范采购，制定本办法。
第二章 职责
第二条 采购由采购办负责。
第三条 本办法由采购办负责解释。
"""
        )
        == []
    )


def test_owners_behind_each_of_several_in_one_sentence() -> None:
    assert read(TITLE + "一、重点任务\n一是完善制度。（质控科）二是加强培训。（科教科）") == [
        "- 完善制度 | R 质控科 | G 重点任务",
        "- 加强培训 | R 科教科 | G 重点任务",
    ]


def test_words_of_responsibility_in_a_chapter_of_organisation_make_no_task() -> None:
    assert (
        read(TITLE + "一、组织领导\n（一）成立领导小组。由周明负责。\n（二）落实责任。各科室要主动配合。")
        == []
    )


@pytest.mark.parametrize(
    ("title", "home"),
    [
        ("云州市第三人民医院2025年工作计划", "hospital"),
        ("云州市人民政府办公室关于加强医院管理的通知", "government"),
        ("云州市卫生健康委员会2025年工作要点", "government"),
        ("工作方案", "hospital"),
    ],
)
def test_whose_document_it_is(title: str, home: str) -> None:
    assert home_of(document(title + "\n一、总体要求\n坚持原则。"), default_lexicon()) == home


def test_long_documents_are_read_in_linear_time() -> None:
    def cost(times: int) -> float:
        items = "\n".join(
            f"（{'一二三四五'[i % 5]}）完善制度。（责任科室：医务科、护理部）" for i in range(times)
        )
        composed = document(TITLE + "一、重点任务\n" + items)
        began = time.process_time()
        tasks_of(composed)
        return time.process_time() - began

    cost(10)
    assert cost(800) < 16 * cost(100) + 0.5


def test_the_foot_of_a_web_page_charges_nobody() -> None:
    text = (
        "云州市第三人民医院2024年工作要点\n\n一、重点任务\n\n（一）推进专科建设。（责任单位：医务科）\n\n"
        "主办单位：云州市卫生健康委员会　承办单位：市卫生信息中心\n\n云ICP备00000000号\n"
    )
    plan = hospplan.parse_bytes(text.encode(), "x.txt")
    assert [(task.title, [owner.name for owner in task.owners]) for task in plan.tasks] == [
        ("推进专科建设", ["医务科"])
    ]


def test_tasks_in_one_paragraph_keep_their_own_deadlines() -> None:
    tasks = found(
        "示例医院2026年工作方案\n"
        "一、主要任务\n"
        "（一）加强管理。2026年3月底前完成制度修订（责任单位：医务科）。"
        "2026年6月底前完成流程再造（责任单位：护理部）。继续更新药品目录（责任单位：药学部）。"
    )
    assert [(task.owners[0].name, task.deadline.end if task.deadline else None) for task in tasks] == [
        ("医务科", "2026-03-31"),
        ("护理部", "2026-06-30"),
        ("药学部", None),
    ]


def test_a_deadline_in_a_bracket_of_its_own_needs_no_owner() -> None:
    text = "云州市第三人民医院2024年工作计划\n一、重点任务\n1.更换老旧电梯。【完成时限：2024年10月底前】\n2.更换水管。"
    assert [line(task) for task in found(text)] == [
        "1. 更换老旧电梯 | G 重点任务 | D 2024-10-31",
        "2. 更换水管 | G 重点任务",
    ]


def test_leaders_on_a_chapter_are_those_of_its_items_that_name_nobody() -> None:
    """A chapter whose items say who does them is no task; its leader holds where an item names no other."""
    text = (
        "云州市第三人民医院2024年工作计划\n一、改善环境（分管领导：周明）\n"
        "（一）改造门诊。责任科室：总务科\n（二）改造食堂。\n"
        "二、改善流程（分管领导：李华）\n（一）优化分诊。\n（二）优化取药。"
    )
    assert [line(task) for task in found(text)] == [
        "（一） 改造门诊 | R 总务科 | G 改善环境（分管领导：周明）",
        "（二） 改造食堂 | L 周明 | G 改善环境（分管领导：周明）",
        "二、 改善流程 | L 李华",
    ]
