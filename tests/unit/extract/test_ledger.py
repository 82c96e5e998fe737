"""What becomes of each number: sentences with the fate of each number written behind it."""

import pytest
from tests.unit.extract.reading import document_of

from hospplan.extract import account, extract
from hospplan.lexicon import default_lexicon
from hospplan.models.document import Document
from hospplan.models.outline import Outline
from hospplan.pipeline import examine_bytes

LEXICON = default_lexicon()


def told(document: Document, block: str) -> str:
    """The text of a block with [number/fate] for each number."""
    text, shown, last = Outline.of(document).text(block), "", 0
    for number in account(document, extract(document, LEXICON), LEXICON):
        if number.anchor.block == block:
            _, start, end = number.anchor
            shown += f"{text[last:start]}[{text[start:end]} {number.fate}]"
            last = end
    return shown + text[last:]


def sentence(text: str, heading: str = "重点任务") -> str:
    return told(document_of(text, heading=heading), "b2")


@pytest.mark.parametrize(
    "told",
    [
        "床位使用率不低于[85 target]%，床位达到[1,200 target]张。",
        "引进博士[3 target]—[5 target]名，组建[三 target]支队伍。",
        "平均住院日由[8.2 result]天下降到[7.5 target]天。",
        "预约率达到[九 target]成。",
        "检查结果互认[全覆盖 target]。",
    ],
)
def test_a_number_in_a_measure_is_a_target_or_a_result(told: str) -> None:
    assert sentence(plain(told)) == told


def plain(told: str) -> str:
    """The sentence without the fates."""
    text = ""
    for piece in told.split("["):
        number, bracket, rest = piece.partition("]")
        text += number.rpartition(" ")[0] + rest if bracket else piece
    return text


@pytest.mark.parametrize(
    "told",
    [
        "到[2025 date]年底完成验收，[3 date]、[4 date]月完成招标。",
        "[25 date]年底前完成改造，每月[5 date]日前报送，[6 date]月[30 date]日[17 date]时前截止。",
        "“[十四五 date]”期间、[2021 date]-[2025 date]和[三 date]季度。",
        "贯彻第[十三 ordinal]次党代会精神，[二 ordinal]期工程开工，连续第[三 ordinal]年获评先进。",
        "（[1 ordinal]）加强管理；（[2 ordinal]）改进服务。",
        "[1 ordinal].加强管理；[2 ordinal].改进服务。",
        "依据云卫发〔[2021 reference]〕[12 reference]号文件，联系电话[0000 reference]-[6612345 reference]。",
        "打造“[1 name]+[3 name]+N”布局，建设[5 name]G网络，通过ISO[15189 name]认证。",
        "围绕[12310 name]工程，改造[5 name]病区和[8 name]楼手术室。",
        "创建[三 name]级甲等医院，完善院科[两 name]级管理，清理[万 name]元以上设备。",
        "由[2 rule]个及以上科室组成的联合支部逐步调整。",
        "每发生[1 rule]起投诉扣[0.5 rule]分。",
        "力争用[两 duration]年时间理顺关系，[24 duration]小时开放急诊。",
        "为[65 qualifier]岁以上老年人提供体检，下设[5 qualifier]个工作组。",
        "抓好[三 unread]件大事，手套达到[3 unread]扎。",
        "检查报告[2 duration]小时内出具。",
        "通过[五 unread]级电子病历评审。",
        "购置DSA[一 target]台、彩超[三 target]台。",
        "每日[9 date]时开诊，[10 date]日前报送，[1 date]日至[7 date]日放假。",
        "执行[10 name]大安全目标，会议室[201 name]启用。",
    ],
)
def test_a_number_that_no_measure_holds_has_its_fate_too(told: str) -> None:
    assert sentence(plain(told)) == told


def test_numbers_of_a_rule_are_the_rule_s() -> None:
    assert sentence("床位使用率85%以上得5分。", "评分标准") == "床位使用率[85 rule]%以上得[5 rule]分。"


def test_the_situation_of_others_is_its_context() -> None:
    assert sentence("周边新增三家综合性医院。", "面临形势") == "周边新增[三 context]家综合性医院。"


def test_words_in_quotes_are_a_name_unless_they_give_a_share() -> None:
    assert sentence("实施“100名医师”计划。") == "实施“[100 name]名医师”计划。"
    assert sentence("落实“药占比30%”的要求。") == "落实“药占比[30 unread]%”的要求。"


def test_numbers_of_sections_are_ordinals() -> None:
    document = document_of("床位达到800张。")
    assert told(document, "b1") == "[一 ordinal]、主要目标"


TABLE = """云州市第三人民医院2023年工作计划

一、主要指标

	序号
	指标
	单位
	2022年
	2023年目标

	1
	床位使用率
	%
	83.1
	≥85

	2
	30天再入院率
	%
	2.1
	≤2
"""


def test_rows_of_a_table_have_ordinals_names_and_values() -> None:
    read = examine_bytes(TABLE.encode(), "x.txt")
    outline = Outline.of(read.plan.document)
    places = [(entry.source.block, entry.fate) for entry in read.ledger.entries]
    fates = {outline.text(block): fate for block, fate in places if block.startswith("t")}
    assert fates == {
        "2022年": "date",
        "2023年目标": "date",
        "1": "ordinal",
        "83.1": "result",
        "≥85": "target",
        "2": "ordinal",
        "30天再入院率": "name",
        "2.1": "result",
        "≤2": "target",
    }


def test_a_number_knows_all_the_measures_that_it_is_the_value_of() -> None:
    document = document_of("门诊、住院患者满意度均达到90%。")
    facts = extract(document, LEXICON)
    (number,) = [n for n in account(document, facts, LEXICON) if n.fate == "target"]
    assert number.measures == tuple(range(len(facts.measures)))
    assert len(number.measures) == 2


FIGURES = """云州市第三人民医院2023年工作计划

一、基本情况

	科室
	备注

	内科
	8.5

	外科
	12
"""


def test_a_figure_that_no_reading_of_the_table_takes_is_unread() -> None:
    read = examine_bytes(FIGURES.encode(), "x.txt")
    assert [entry.text for entry in read.ledger.unread()] == ["8.5", "12"]
