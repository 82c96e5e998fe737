import time

import pytest

from hospplan.extract.owner_rules import label_role
from hospplan.extract.owners import find_statements, read_owners
from hospplan.lexicon import default_lexicon
from hospplan.models.plan import Owner
from hospplan.models.values import OwnerRole
from hospplan.phrases.name_list import Expected
from hospplan.phrases.organ import Home

_ROLES = {"lead": "L", "responsible": "R", "support": "S"}


def line(owners: tuple[Owner, ...]) -> str:
    """Each role once with its names, in order: L 甲 R 乙,丙."""
    written: list[str] = []
    role = ""
    for owner in owners:
        name = owner.name + (f"@{owner.post}" if owner.post else "")
        if owner.role == role:
            written[-1] += f",{name}"
        else:
            written.append(f"{_ROLES[owner.role]} {name}")
        role = owner.role
    return " ".join(written)


def stated(text: str, home: Home = "hospital") -> list[str]:
    return [line(statement.owners) for statement in find_statements(text, default_lexicon(), home)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加强质控。（牵头单位：医务科；配合单位：护理部、财务科）", "L 医务科 S 护理部,财务科"),
        ("（责任单位：医务科、护理部）", "R 医务科,护理部"),
        ("（牵头领导：周明；牵头科室：医务科；配合科室：各科室）", "L 周明,医务科 S 各科室"),
        ("（责任领导：周明副院长，责任科室：医务科）", "L 周明@副院长 R 医务科"),
        ("【责任部门：医务科】", "R 医务科"),
        ("[牵头部门:医务科 配合部门:护理部]", "L 医务科 S 护理部"),
        ("（主办：医务科；协办：护理部）", "L 医务科 S 护理部"),
        ("（医务科牵头，护理部、质控科配合）", "L 医务科 S 护理部,质控科"),
        ("（医务科牵头、护理部配合）", "L 医务科 S 护理部"),
        ("（由医务科负责，护理部配合）", "R 医务科 S 护理部"),
        ("（甲牵头，乙、丙配合）", "L 甲 S 乙,丙"),
        ("（医务科、护理部按职责分工负责）", "R 医务科,护理部"),
        ("（医务科、护理部等负责）", "R 医务科,护理部"),
        ("（医务科、护理部分别负责）", "R 医务科,护理部"),
        ("（各有关科室按照职责分工负责）", "R 各有关科室"),
        ("（医务科牵头负责，护理部、药学部参加，持续推进）", "L 医务科 S 护理部,药学部"),
        ("（2025年底前完成，由医务科负责）", "R 医务科"),
        ("（医务科指导，各临床科室落实）", "S 医务科 R 各临床科室"),
        ("（由监察室牵头负责，各党支部协同落实）", "L 监察室 S 各党支部"),
        ("（医务科、护理部根据各自职能分工负责，财务科配合做好相关工作）", "R 医务科,护理部 S 财务科"),
        ("（医务科、护理部共同牵头，各临床科室在职责范围内具体落实）", "L 医务科,护理部 R 各临床科室"),
        ("（医务科负责牵头，信息科负责支持配合）", "L 医务科 S 信息科"),
        ("（医务科负责，2026年秋季起执行）", "R 医务科"),
        ("（医务科牵头，护理部配合，结果纳入年度考核）", "L 医务科 S 护理部"),
        ("（医务科负责统筹协调，财务科负责资金保障，各临床科室负责具体实施）", "R 医务科,财务科,各临床科室"),
        ("（A类，责任部门：质控科）", "R 质控科"),
        ("（质控科牵头，联合医务科、护理部）", "L 质控科 S 医务科,护理部"),
        ("（责任科室：质控科；监督科室：纪检监察室）", "R 质控科 S 纪检监察室"),
        ("（牵头领导/周明，牵头科室/质控科）", "L 周明,质控科"),
        ("（责任领导周明，责任科室质控科）", "L 周明 R 质控科"),
        ("（主管院领导：周明，参与部门：医务科）", "L 周明 S 医务科"),
        ("（第一责任人：院长周明；直接责任人：医务科科长李敏）", "L 周明@院长 R 李敏@医务科科长"),
    ],
)
def test_brackets_name_owners_by_label_and_verb(text: str, expected: str) -> None:
    assert stated(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（国家卫生健康委牵头，国家发展改革委、财政部等配合）",
            "L 国家卫生健康委 S 国家发展改革委,财政部",
        ),
        (
            "（国家医保局会同国家卫生健康委、财政部负责）",
            "R 国家医保局 S 国家卫生健康委,财政部",
        ),
        (
            "（市卫生健康委牵头，市委编办、市人力资源社会保障局配合，各县（市、区）人民政府负责落实）",
            "L 市卫生健康委 S 市委编办,市人力资源社会保障局 R 各县（市、区）人民政府",
        ),
        (
            "（责任单位：市卫生健康局、市财政局，各县（市、区）人民政府）",
            "R 市卫生健康局,市财政局,各县（市、区）人民政府",
        ),
        (
            "（国家卫生健康委、国家中医药局负责。排在第一位的部门为牵头部门，下同）",
            "L 国家卫生健康委 R 国家中医药局",
        ),
        ("（省工业和信息化厅、省文化和旅游厅按职责分工负责）", "R 省工业和信息化厅,省文化和旅游厅"),
        ("（各有关部门和各地按职责分工负责）", "R 各有关部门,各地"),
        ("(责任单位:市财政局,各县(市,区)人民政府)", "R 市财政局,各县(市,区)人民政府"),
        ("保障经费。——责任单位：市财政局", "R 市财政局"),
        ("（责任单位：各县〔市、区〕政府，市红十字会）", "R 各县〔市、区〕政府,市红十字会"),
        ("市医保局牵头，市卫生健康委、市市场监管局配合。", "L 市医保局 S 市卫生健康委,市市场监管局"),
    ],
)
def test_brackets_of_government_documents(text: str, expected: str) -> None:
    assert stated(text, "government") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（二）人才队伍建设，由周明副院长牵头，责任部门：人事科、科教科，配合：各职能科室。",
            "L 周明@副院长 R 人事科,科教科 S 各职能科室",
        ),
        ("完善陪护管理。牵头科室：护理部，协助科室：各病区。", "L 护理部 S 各病区"),
        (
            "做好服务，由分管副院长牵头，医务科具体负责，各临床科室配合。",
            "L 分管副院长 R 医务科 S 各临床科室",
        ),
        ("责任领导：周  明   责任科室：医务科、护理部", "L 周明 R 医务科,护理部"),
        ("责任部门：医务科。配合部门：护理部。完成时限：6月底前。", "R 医务科 S 护理部"),
        ("牵头责任单位：医务科", "L 医务科"),
        ("医务科牵头，护理部、药剂科配合。", "L 医务科 S 护理部,药剂科"),
        ("对外合作：由外联办牵头，医务部及各临床科室配合，2026年底前完成。", "L 外联办 S 医务部,各临床科室"),
        ("开展质控检查，由质控科负责。", "R 质控科"),
        ("改造病房，由总务科牵头，会同护理部、基建办组织实施。", "L 总务科 S 护理部,基建办"),
        ("【责任领导】周明 【责任科室】医务科、护理部", "L 周明 R 医务科,护理部"),
        ("完善质控，质控科为责任科室，医务科为配合科室。", "R 质控科 S 医务科"),
        ("完善质控。责任科室为质控科，配合科室为医务科。", "R 质控科 S 医务科"),
        ("牵头领导——周明；牵头科室——质控科", "L 周明,质控科"),
        ("责任部门  质控科", "R 质控科"),
        ("加强管理，质控科牵头，医务科配合，5月底前完成。", "L 质控科 S 医务科"),
        ("加强管理，由质控科具体负责，信息科协助，周明副院长分管。", "R 质控科 S 信息科 L 周明@副院长"),
        ("（以上工作由疾控科负责，各卫生院配合）", "R 疾控科 S 各卫生院"),
    ],
)
def test_sentences_and_lines_name_owners_at_their_end(text: str, expected: str) -> None:
    assert stated(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由护理部牵头，于6月底前完成制度修订。", "L 护理部"),
        ("修订制度。由护理部牵头，人事科配合，抓紧制定方案，报院长办公会。", "L 护理部 S 人事科"),
        ("会议议定，由设备科牵头，财务科、总务科配合，于6月底前完成招标工作。", "L 设备科 S 财务科,总务科"),
        (
            "由周明副院长牵头，医务科具体负责，各临床科室配合，推进病历质控。",
            "L 周明@副院长 R 医务科 S 各临床科室",
        ),
    ],
)
def test_after_by_whom_a_statement_ends_where_the_task_begins(text: str, expected: str) -> None:
    (statement,) = find_statements(text, default_lexicon())
    assert (line(statement.owners), statement.is_firm) == (expected, False)


@pytest.mark.parametrize(
    ("text", "expected", "bare"),
    [
        ("抓好质控。（医务科）", "R 医务科", "office"),
        ("（一）抓好质控（医务科、护理部）。", "R 医务科,护理部", "office"),
        ("（一）抓好质控（医务科、护理部）。坚持每月检查。", "R 医务科,护理部", "office"),
        ("抓好消防（保卫科，3月底前）", "R 保卫科", "office"),
        ("改善环境。（总务科；各病区）", "R 总务科,各病区", "office"),
        ("完善平台。（信息中心）", "R 信息中心", "other"),
    ],
)
def test_a_bracket_of_names_that_closes_an_item_waits_to_be_confirmed(
    text: str, expected: str, bare: str
) -> None:
    (statement,) = find_statements(text, default_lexicon())
    assert (line(statement.owners), statement.is_firm, statement.bare) == (expected, False, bare)


@pytest.mark.parametrize(
    "text",
    [
        "提升能力（含急诊、重症）。",
        "采购办法（试行）。",
        "加强急救（急诊）。",
        "落实签约（全覆盖）。",
        "合并科室（12个科室）。",
        "更名（原总务科）。",
        "完成培训（3月底前）。",
        "走访科室（医务科等）做好调研。",
        "优化就诊。完善（门诊部）流程。",
    ],
)
def test_other_brackets_at_an_items_end_name_no_owners(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "leads"),
    [
        ("（市教育局、市财政局，列第一位者为牵头单位，下同）", "L 市教育局 R 市财政局", "onward"),
        ("完善投入。（市财政局、市医保局，排名第一的为牵头单位）", "L 市财政局 R 市医保局", "here"),
        ("（市教育局、市财政局。排在第一位的部门为牵头部门）", "L 市教育局 R 市财政局", "here"),
        ("（市教育局、市财政局负责，列首位的为牵头单位，下同）", "L 市教育局 R 市财政局", "onward"),
        ("（责任单位：市教育局、市财政局。首位为牵头单位，以下同）", "L 市教育局 R 市财政局", "onward"),
        ("（市教育局牵头，市财政局负责。排在第一位的为牵头单位）", "L 市教育局 R 市财政局", "here"),
    ],
)
def test_a_note_says_that_the_first_leads(text: str, expected: str, leads: str) -> None:
    (statement,) = find_statements(text, default_lexicon(), "government")
    assert (line(statement.owners), statement.leads) == (expected, leads)


def test_those_who_join_a_list_support_it() -> None:
    text = "（市委宣传部、市网信办会同市卫生健康委、市教育局负责）"
    assert stated(text, "government") == ["R 市委宣传部,市网信办 S 市卫生健康委,市教育局"]


def test_signs_before_labels_say_nothing() -> None:
    text = "完善制度。▲牵头部门：医务科 ●配合部门：护理部"
    (statement,) = find_statements(text, default_lexicon())
    assert line(statement.owners) == "L 医务科 S 护理部"
    assert text[: statement.start] == "完善制度。"


def test_two_brackets_in_a_paragraph_are_two_statements() -> None:
    text = "加强培训（医务科负责），开展演练（护理部负责）。"
    assert stated(text) == ["R 医务科", "R 护理部"]


@pytest.mark.parametrize(
    "text",
    [
        "领导小组办公室设在医务科，由周明负责日常工作。",
        "本办法由医务科负责解释。",
        "实施办法（由医务科负责解释）。",
        "医务科负责质量管理，护理部负责护理工作。",
        "坚持党委领导、部门负责、社会参与。",
        "坚持政府主导、部门配合。",
        "加强科室（责任单位：医务科）建设。",
        "签字确认（本人负责）。",
        "落实制度（患者要求全力配合，医务人员主动说明）。",
        "牵头领导和责任部门负责该线的具体工作，其他部门要积极配合。",
        "负责人：周明，联系电话：6512345",
        "组长：周明",
        "责任单位 要落实到位。",
        "各科室要认真落实。",
        "各科室要高度重视，抓好落实。",
        "有关部门应密切配合。",
        "牵头单位要做好统筹，配合单位要积极支持。",
        "各科室主任为本科室第一责任人，负责人为科主任。",
        "责任重大，责任单位为落实到位打基础。",
        "【医务科】完善制度。",
        "以上任务要落实到位，确保完成。",
        "各科室要明确责任、加强配合。",
        "目标任务：提升服务能力。",
        "（一）完善牵头部门和配合部门的协同机制",
        "（以下简称医务科）",
    ],
)
def test_sentences_about_organs_are_no_statements(text: str) -> None:
    assert stated(text) == []


def test_a_statement_holds_its_place_and_its_deadline() -> None:
    text = "完成改造（总务科负责，2025年底前完成）。"
    (statement,) = find_statements(text, default_lexicon())
    assert text[statement.start : statement.end] == "（总务科负责，2025年底前完成）"
    assert statement.deadlines == ("2025年底前完成",)


@pytest.mark.parametrize(
    "text", ["（责任科室：党办；时间：2024年3月—11月）", "【责任科室】党办 【完成时限】2024年3月—11月"]
)
def test_a_deadline_has_a_label_beside_the_owners(text: str) -> None:
    (statement,) = find_statements(text, default_lexicon())
    assert (line(statement.owners), statement.deadlines) == ("R 党办", ("2024年3月—11月",))


def test_a_line_of_a_deadline_alone_is_a_statement_without_owners() -> None:
    (statement,) = find_statements("完成时限：2025年12月", default_lexicon())
    assert (statement.owners, statement.deadlines) == ((), ("2025年12月",))


@pytest.mark.parametrize(
    ("text", "is_firm"),
    [
        ("由财务科负责。", False),
        ("由财务科牵头。", True),
        ("（财务科负责）", True),
        ("责任科室：财务科", True),
    ],
)
def test_only_plain_words_at_a_sentences_end_are_not_firm(text: str, is_firm: bool) -> None:  # noqa: FBT001
    (statement,) = find_statements(text, default_lexicon())
    assert statement.is_firm is is_firm


@pytest.mark.parametrize(
    ("cell", "role", "expected"),
    [
        ("医务科（呼吸内科、妇科）", "lead", "L 医务科 S 呼吸内科,妇科"),
        ("护理部、\n各护理单元", "lead", "L 护理部,各护理单元"),
        ("医务科牵头、护理部、药剂科", "responsible", "L 医务科 R 护理部,药剂科"),
        ("牵头：医务科\n配合：护理部", "responsible", "L 医务科 S 护理部"),
        ("医务科（牵头）、护理部", "responsible", "L 医务科 R 护理部"),
        ("医务科（第一责任科室）、护理部", "responsible", "L 医务科 R 护理部"),
        ("院长周明\n副院长李强", "lead", "L 周明@院长,李强@副院长"),
        ("周  明", "lead", "L 周明"),
        ("医务科、医务科", "responsible", "R 医务科"),
        ("医务科负责", "support", "R 医务科"),
        ("吴敏（护理）", "lead", "L 吴敏"),
        ("林芳（分管）、吴敏（兼）", "lead", "L 林芳,吴敏"),
        ("医务科（主持工作）", "responsible", "R 医务科"),
        ("林芳（医务科）", "lead", "L 林芳 S 医务科"),
        ("医务科：林芳", "responsible", "R 医务科,林芳"),
        ("—", "support", ""),
        ("", "lead", ""),
    ],
)
def test_cells_give_owners_the_columns_role(cell: str, role: OwnerRole, expected: str) -> None:
    assert line(read_owners(cell, role, default_lexicon())) == expected


def test_a_cell_tells_persons_and_teams_from_departments() -> None:
    owners = read_owners("医务科：林芳", "responsible", default_lexicon(), expected="organ")
    assert [owner.kind for owner in owners] == ["department", "person"]
    owners = read_owners("分管院领导、院领导班子", "lead", default_lexicon(), expected="person")
    assert [owner.kind for owner in owners] == ["person", "group"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("牵头领导", ("lead", "person")),
        ("责任领导", ("lead", "person")),
        ("主办单位", ("lead", "organ")),
        ("责任科室", ("responsible", "organ")),
        ("责任人", ("responsible", "person")),
        ("责任科室及责任人", ("responsible", "person")),
        ("牵头(主办)单位", ("lead", "organ")),
        ("市级责任单位", ("responsible", "organ")),
        ("协同部门", ("support", "organ")),
        ("协管领导", ("support", "person")),
        ("配合", ("support", None)),
        ("单位", None),
        ("目标任务", None),
    ],
)
def test_labels_say_role_and_what_they_ask_for(
    head: str, expected: tuple[OwnerRole, Expected | None] | None
) -> None:
    assert label_role(head, default_lexicon()) == expected


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "、",
            "（",
            "()",
            "由",
            "责任单位：",
            "医务科负责、",
            "（医务科负责",
            "（医务科负责）",
            "由医务科负责，",
        ),
        *(
            "（医务科）",
            "（医务科、",
            "由医务科牵头，",
            "▲",
            "会同医务科、",
            "，排第一位",
            "医务科：",
            "（医务科）。",
            "医务科要加强统筹协调，",
            "医务科要加强统筹协调，护理部负责落实。",
            "要配合",
        ),
        *("责任单位：医务科。", "牵头", "会同", "，", "（责任单位：", "完成时限：", "医务科牵头，。"),
    ],
)
def test_long_repetitions_are_read_in_linear_time(unit: str) -> None:
    def cost(times: int) -> float:
        began = time.process_time()
        find_statements(unit * times, default_lexicon())
        read_owners(unit * times, "lead", default_lexicon())
        return time.process_time() - began

    cost(100)
    assert cost(8_000) < 16 * cost(1_000) + 0.5
