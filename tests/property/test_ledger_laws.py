"""Laws of the ledger of numbers, on texts that no person would write and on the samples."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composed import source
from tests.property.test_pipeline_laws import PIECES

from hospplan.errors import SourceError
from hospplan.extract import account, extract
from hospplan.lexicon import default_lexicon
from hospplan.models.ledger import FATES
from hospplan.models.outline import Outline
from hospplan.phrases.number import find_numbers
from hospplan.pipeline import Examined, examine_bytes, parse_bytes
from hospplan.structure import assemble
from hospplan.text.fold import fold

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.docx"))
NUMBERED = (
    *PIECES,
    *(
        "2",
        "三家",
        "十分",
        "统一",
        "百分之五",
        "第三批",
        "5G",
        "“1+3+N”",
        "〔2021〕5号",
        "24小时",
        "3病区",
        "二期",
    ),
    *(
        "扣2分",
        "由2个以上科室组成",
        "下设5个小组",
        "序号\t指标\n1\t床位",
        "１２％",
        "3,000",
        "1.2.3",
        "附件1",
    ),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    head = draw(
        st.sampled_from(
            [
                "",
                "云州市第三人民医院2024年工作计划\n\n一、主要目标\n\n",
                "云州市第三人民医院工作总结\n\n一、面临形势\n\n",
                "云州市第三人民医院考核办法\n\n一、评分标准\n\n",
            ]
        )
    )
    return head + "".join(draw(st.lists(st.sampled_from(NUMBERED), min_size=1, max_size=60)))


def examined(text: str) -> Examined | None:
    try:
        return examine_bytes(text.encode(), "x.txt")
    except SourceError:  # nothing but white space
        return None


def check_laws(read: Examined) -> None:
    outline = Outline.of(read.plan.document)
    order = {name: i for i, name in enumerate([*outline.blocks, *outline.cells])}
    taken: dict[str, list[tuple[int, int]]] = {name: [] for name in order}
    values = {m.id: m for m in (*read.plan.targets, *read.plan.results)}
    held: set[str] = set()
    for entry in read.ledger.entries:
        place = entry.source
        text = outline.text(place.block)
        assert text[place.start : place.end] == place.quote == entry.text
        assert entry.text in entry.context
        assert len(entry.context) <= max(60, len(entry.text))
        taken[place.block].append((place.start, place.end))
        # in a measure exactly if the measure says so
        assert bool(entry.measures) == (entry.fate in ("target", "result"))
        for name in entry.measures:
            measure = values[name]
            assert place.block == measure.source.block
            if name == entry.measures[0]:
                assert (measure.role == "target") == (entry.fate == "target")
            held.add(name)
    for block, stretches in taken.items():
        # each number once, in order
        assert all(a[1] <= b[0] for a, b in pairwise(stretches))
        # no digit is lost
        covered = {i for start, end in stretches for i in range(start, end)}
        folded = fold(outline.text(block))
        assert {i for i, c in enumerate(folded) if c in "0123456789"} <= covered
        # and no numeral that counts
        assert {start for start, _ in find_numbers(folded, default_lexicon())} <= covered
    # each value is in the ledger
    assert {m.id for m in values.values() if m.value is not None or m.ratio} <= held
    unread = [f for f in read.plan.findings if f.code == "number-unread"]
    assert len(unread) == len(read.ledger.unread()) == read.ledger.counts()["unread"]
    assert tuple(read.ledger.counts()) == FATES
    assert sum(read.ledger.counts().values()) == len(read.ledger.entries)


@settings(max_examples=400, deadline=None)
@given(texts())
def test_each_number_has_one_fate_and_none_is_lost(text: str) -> None:
    read = examined(text)
    if read is not None:
        check_laws(read)


@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_number_is_a_target_or_result_exactly_where_a_value_holds_it(text: str) -> None:
    document = assemble(source(text), default_lexicon())
    facts = extract(document, default_lexicon())
    held: dict[str, list[tuple[int, int]]] = {}
    for measure in facts.measures:
        block, start, end = measure.value_anchor
        held.setdefault(block, []).append((start, end))
    for number in account(document, facts, default_lexicon()):
        block, start, end = number.anchor
        inside = any(low < end and start < high for low, high in held.get(block, ()))
        assert inside == (number.fate in ("target", "result"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_laws_hold_for_a_sample_and_the_plan_is_the_same_without(sample: Path) -> None:
    read = examine_bytes(sample.read_bytes(), sample.name)
    check_laws(read)
    plan = parse_bytes(sample.read_bytes(), sample.name)
    findings = tuple(f for f in read.plan.findings if f.code != "number-unread")
    assert read.plan.model_copy(update={"findings": findings}) == plan


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_number_of_a_sample_is_accounted_for(sample: Path) -> None:
    assert examine_bytes(sample.read_bytes(), sample.name).ledger.unread() == ()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_is_doubtful_says_why(sample: Path) -> None:
    plan = parse_bytes(sample.read_bytes(), sample.name)
    for measure in (*plan.targets, *plan.results):
        assert (measure.confidence < 0.9) == (measure.doubt is not None)


@pytest.mark.parametrize(
    "unit", ["三家医院、", "“1+3+N”", "1.", "第三批", "2025年", "床位达到80张，", "一、二、"]
)
def test_the_ledger_takes_linear_time(unit: str) -> None:
    def cost(times: int) -> float:
        began = time.process_time()
        examined("云州市第三人民医院2024年工作计划\n\n一、主要目标\n\n" + unit * times)
        return time.process_time() - began

    cost(50)
    assert cost(2_000) < 16 * cost(250) + 1
