"""Laws of the whole way, on texts that no person would write."""

from hypothesis import given, settings
from hypothesis import strategies as st

import hospplan
from hospplan.errors import SourceError
from hospplan.models.outline import Outline
from hospplan.models.plan import Plan
from hospplan.phrases.quantity import find_quantities

PIECES = (
    *(
        "床位",
        "门诊量",
        "患者满意度",
        "护理部",
        "医院",
        "专科",
        "占比",
        "CT",
        "电子病历",
        "平均住院日",
        "（专科）学科",
        "“十四五”",
    ),
    *(
        "达到",
        "提高到",
        "由",
        "从",
        "增长",
        "新增",
        "建设",
        "力争",
        "确保",
        "分别",
        "均",
        "其中",
        "较",
        "以",
        "在",
        "占",
        "为",
        "翻番",
    ),
    *(
        "80%",
        "3-5名",
        "1200人",
        "6.0亿元",
        "5级",
        "A",
        "1：0.4",
        "第69位",
        "前10名",
        "三分之二",
        "八成",
        "翻一番",
        "全覆盖",
        "万",
        "百",
    ),
    *("2025年", "到2023年底", "较上年", "每年", "年均", "1—8月", "年底前", "截至2020年底", "2月30日前"),
    *(
        "、",
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "和",
        "的",
        "以上",
        "不低于",
        "至少",
        "\n",
        "\n\n",
        "\t",
        "一、",
        "（一）",
        "1.",
        "一是",
        "二是",
    ),
    *(
        "由王明副院长牵头",
        "责任部门：医务科",
        "（牵头单位：院办；配合单位：信息科）",
        "附件：",
        "抄送：",
        "2023年3月1日",
        "某医发〔2023〕7号",
    ),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    head = draw(
        st.sampled_from(
            ["", "云州市第三人民医院2024年工作计划\n\n一、主要目标\n\n", "云州市第三人民医院工作总结\n\n"]
        )
    )
    return head + "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60)))


def read(text: str) -> Plan | None:
    try:
        return hospplan.parse_bytes(text.encode(), "x.txt")
    except SourceError:  # nothing but white space
        return None


@settings(max_examples=400, deadline=None)
@given(texts())
def test_any_text_is_read_and_every_quote_stands_at_its_place(text: str) -> None:
    plan = read(text)
    if plan is None:
        return
    outline = Outline.of(plan.document)
    for place in (fact.source for facts in (plan.targets, plan.results, plan.tasks) for fact in facts):
        assert outline.text(place.block)[place.start : place.end] == place.quote
        assert 0 < len(place.quote) <= 200
    for measure in (*plan.targets, *plan.results):
        assert measure.value is not None or measure.grade or measure.ratio
        assert measure.indicator.strip()
        assert measure.confidence >= 0.9 or measure.doubt


@settings(max_examples=100, deadline=None)
@given(texts())
def test_what_is_written_reads_back(text: str) -> None:
    plan = read(text)
    if plan is not None:
        assert Plan.model_validate_json(plan.model_dump_json()) == plan


@settings(max_examples=100, deadline=None)
@given(texts())
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    first, second = read(text), read(text)
    assert (first and first.model_dump_json()) == (second and second.model_dump_json())


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="0123456789.,一二三十百千万亿％%人次元个以上余多约超不低于—～至 ：/第前名位级甲A翻番半成分之",
        max_size=30,
    )
)
def test_quantities_stand_in_order_and_never_overlap(text: str) -> None:
    from hospplan.lexicon import default_lexicon
    from hospplan.text.fold import fold

    last = 0
    for quantity in find_quantities(fold(text), default_lexicon()):
        assert last <= quantity.number < quantity.end <= len(text)
        assert quantity.start <= quantity.number
        last = quantity.end
