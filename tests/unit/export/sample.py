"""A small plan of an invented hospital, made by hand: two parts, a merged table, each kind of record."""

from decimal import Decimal

from hospplan.models.document import (
    Block,
    Cell,
    Document,
    DocumentNumber,
    Header,
    Imprint,
    Part,
    Section,
    SectionNumber,
    SignOff,
    SourceInfo,
    Table,
)
from hospplan.models.plan import Baseline, Deadline, Finding, Measure, Owner, Period, Place, Plan, Task

SENTENCE = "到2025年，床位使用率不低于85.5%，平均住院日下降0.3天。"


def plan() -> Plan:
    """The plan; the same at each call."""
    return Plan(
        document=_document(),
        targets=(
            Measure(
                id="m2",
                role="target",
                indicator="床位使用率",
                comparator="ge",
                value=Decimal("85.50"),
                unit="%",
                period=Period(text="到2025年", end="2025-12-31"),
                baseline=Baseline(id="m1", value=Decimal(80), unit="%"),
                confidence=0.98,
                source=_place("b4", 7, 20, "s1"),
            ),
            Measure(
                id="m3",
                role="target",
                indicator="平均住院日",
                comparator="eq",
                value=Decimal("0.3"),
                unit="天",
                change="decrease",
                confidence=0.8,
                doubt="the period is inferred",
                source=_place("b4", 21, 32, "s1"),
            ),
        ),
        results=(
            Measure(
                id="m1",
                role="baseline",
                indicator="床位使用率",
                comparator="eq",
                value=Decimal(80),
                unit="%",
                confidence=1.0,
                source=Place(block="t1.1.1", start=0, end=3, quote="80%", also=("t1.1.0", "t1.0.1")),
            ),
        ),
        tasks=(
            Task(
                id="k1",
                number="（一）",
                title="建设胸痛中心",
                owners=(
                    Owner(name="李安", kind="person", role="lead", post="副院长"),
                    Owner(name="心内科", kind="department", role="responsible"),
                    Owner(name="急诊科", kind="department", role="responsible"),
                ),
                deadline=Deadline(text="2024年6月底前", end="2024-06-30"),
                targets=("m2",),
                source=_place("b6", 3, 9, "s2", "s3"),
            ),
        ),
        findings=(
            Finding(
                code="numbering-gap",
                severity="warning",
                message="三、 follows 一、",
                source=_place("b5", 0, 2, "s2"),
            ),
        ),
    )


_TEXTS = {
    "b3": "一、工作目标",
    "b4": SENTENCE,
    "b5": "三、重点任务",
    "b6": "（一）建设胸痛中心。由副院长李安牵头，心内科、急诊科负责，2024年6月底前完成。",
    "b7": "- <注> A*B | C",
}


def _place(block: str, start: int, end: int, *section: str) -> Place:
    return Place(block=block, start=start, end=end, quote=_TEXTS[block][start:end], section=section)


def _section(name: str, level: int, number: SectionNumber, title: str, *blocks: str) -> Section:
    return Section(id=name, level=level, number=number, title=title, heading=blocks[0], blocks=blocks)


def _document() -> Document:
    first = _section("s1", 1, SectionNumber(text="一、", style="hanzi", ordinal=1), "工作目标", "b3", "b4")
    child = _section(
        "s3", 2, SectionNumber(text="（一）", style="paren-hanzi", ordinal=1), "建设胸痛中心", "b6"
    )
    second = _section("s2", 1, SectionNumber(text="三、", style="hanzi", ordinal=3), "重点任务", "b5")
    return Document(
        source=SourceInfo(
            name="plan.docx", media_type="application/test", sha256="0" * 64, size=42, pages=None
        ),
        header=Header(
            issuer_mark="云州市第三人民医院文件",
            document_number=DocumentNumber(text="云三医〔2023〕7号", agency="云三医", year=2023, serial=7),
            title="云州市第三人民医院2023年工作计划",
            genre="计划",
            addressees=("各科室", "各部门"),
        ),
        parts=(
            Part(
                kind="main",
                blocks=tuple(Block(id=name, type="paragraph", text=text) for name, text in _TEXTS.items()),
                sections=(first, second.model_copy(update={"children": (child,)})),
            ),
            Part(
                kind="attachment",
                number=1,
                title="主要指标",
                blocks=(
                    Block(id="b8", type="paragraph", text="附件1"),
                    Block(id="b9", type="paragraph", text="主要指标"),
                    Block(id="b10", type="table", table="t1"),
                ),
                tables=(
                    Table(
                        id="t1",
                        caption="指标表",
                        header_rows=1,
                        cells=(
                            Cell(id="t1.0.0", row=0, col=0, text="指标"),
                            Cell(id="t1.0.1", row=0, col=1, col_span=2, text="数值"),
                            Cell(id="t1.1.0", row=1, col=0, row_span=2, text="床位|使用率"),
                            Cell(id="t1.1.1", row=1, col=1, text="80%"),
                            Cell(id="t1.1.2", row=1, col=2, text="实际\n数"),
                            Cell(id="t1.2.1", row=2, col=1, text="85.5%"),
                            Cell(id="t1.2.2", row=2, col=2, text=""),
                        ),
                    ),
                ),
            ),
        ),
        attachment_list=("主要指标",),
        sign_off=SignOff(issuers=("云州市第三人民医院",), date="2023-02-06"),
        imprint=Imprint(cc=("云州市卫生健康委员会",)),
    )
