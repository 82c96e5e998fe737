"""The law: each character of a source is in exactly one block, cell, or line of header, sign-off or imprint."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hospplan.lexicon import default_lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Document
from hospplan.models.outline import Outline
from hospplan.models.source import Source, SourceCell, SourceParagraph, SourceTable
from hospplan.structure import assemble

LINES = st.sampled_from(
    [
        "000012", "机密★1年", "特急", "云州市第三人民医院文件", "云州市卫生健康委员会", "文件", "云三医〔2023〕7号",
        "云三医〔2023〕007号", "云三医〔2023〕7号      签发人：王  明", "李  强", "第12号",
        "云州市第三人民医院关于印发2023年", "工作计划的通知", "云州市第三人民医院2023年工作计划", "——敬业奉献",
        "（2023年3月1日职工代表大会通过）", "（试行）", "各科室：", "各位代表：", "索引号：K-12", "首页 > 计划",
        "现印发给你们，请认真执行。", "《2023年工作计划》已经党委会研究通过。", "附件：1.任务清单", "2.指标表", "附件：任务清单",
        "附件1", "附件2：指标表", "任务清单", "目录", "一、总则……1", "一、总则", "（一）目标", "1.完成搬迁。年内启用。",
        "1.1 目的", "1.2个中心", "2 职责", "（1）查房", "①安全", "第一章 总则", "第一条 为规范管理。", "项目1：建设中心",
        "一是加强学习；二是抓好队伍。", "一是加强学习。", "二是抓好队伍。", "表1 指标", "单位：万元", "云州市第三人民医院", "院长  王  明",
        "2023年2月6日", "二○二三年二月六日", "云州市第三人民医院    2023年2月6日", "（此件公开发布）", "主题词：卫生 计划",
        "主送：各科室。", "抄送：云州市卫生健康委员会，", "云州市财政局。", "云州市第三人民医院办公室", "2023年2月7日印发",
        "云州市第三人民医院办公室    2023年2月7日印发", "共印50份",
    ]
)  # fmt: skip
WORDS = st.text(
    alphabet="一二三十第章条是要、。（）()附件：1234567890.年月日印发抄送云州市医院科 　《》“”〔〕号",
    max_size=30,
)
PARAGRAPHS = (LINES | WORDS).map(str.strip).map(SourceParagraph)
CELLS = st.lists(st.lists(LINES | WORDS, min_size=2, max_size=2), min_size=1, max_size=3)


def _table(rows: list[list[str]]) -> SourceTable:
    return SourceTable(
        tuple(SourceCell(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    )


SOURCES = st.lists(PARAGRAPHS | CELLS.map(_table), max_size=40).map(
    lambda blocks: Source("plan.txt", "text/plain", "0" * 64, 0, None, tuple(blocks))
)


def _texts(source: Source) -> Counter[str]:
    return Counter(
        text
        for block in source.blocks
        for text in (
            [block.text] if isinstance(block, SourceParagraph) else [cell.text for cell in block.cells]
        )
        if text
    )


def _kept(document: Document) -> Counter[str]:
    blocks = [block.text for part in document.parts for block in part.blocks]
    cells = [cell.text for part in document.parts for table in part.tables for cell in table.cells]
    lines = [*document.header.lines, *document.sign_off.lines, *document.imprint.lines]
    return Counter(text for text in [*blocks, *cells, *lines] if text)


@given(SOURCES)
@settings(deadline=None, max_examples=200)
@example(Source("plan.txt", "text/plain", "0" * 64, 0, None, ()))
def test_nothing_vanishes_and_nothing_comes_twice(source: Source) -> None:
    assert _kept(assemble(source, default_lexicon())) == _texts(source)


@given(SOURCES)
@settings(deadline=None, max_examples=100)
def test_blocks_stand_in_the_order_of_the_source_and_are_numbered_by_it(source: Source) -> None:
    document = assemble(source, default_lexicon())
    blocks = [block for part in document.parts for block in part.blocks]
    names = [f"b{n}" for n in range(1, len(source.blocks) + 1)]
    kept = {block.id for block in blocks}
    assert [block.id for block in blocks] == [name for name in names if name in kept]
    originals = dict(zip(names, source.blocks, strict=True))
    for block in blocks:
        original = originals[block.id]
        assert block.type == ("paragraph" if isinstance(original, SourceParagraph) else "table")
        assert block.text == (original.text if isinstance(original, SourceParagraph) else "")


@given(SOURCES)
@settings(deadline=None, max_examples=100)
def test_a_table_is_numbered_by_its_place_among_the_tables_of_the_source(source: Source) -> None:
    document = assemble(source, default_lexicon())
    tables = [table for part in document.parts for table in part.tables]
    originals = [block for block in source.blocks if isinstance(block, SourceTable)]
    assert [(table.id, [(cell.id, cell.text) for cell in table.cells]) for table in tables] == [
        (f"t{n}", [(f"t{n}.{cell.row}.{cell.col}", cell.text) for cell in original.cells])
        for n, original in enumerate(originals, start=1)
    ]
    blocks = [block for part in document.parts for block in part.blocks]
    assert [block.table for block in blocks if block.type == "table"] == [table.id for table in tables]


@given(SOURCES)
@settings(deadline=None, max_examples=100)
def test_the_source_knows_each_block_and_cell_by_its_id(source: Source) -> None:
    outline = Outline.of(assemble(source, default_lexicon()), source)
    for name in (*outline.blocks, *outline.cells):
        assert source.place(Anchor(name, 0, 1)) == ()


@given(SOURCES)
@settings(deadline=None, max_examples=100)
def test_every_block_is_in_at_most_one_section_and_every_heading_in_its_own(source: Source) -> None:
    document = assemble(source, default_lexicon())
    outline = Outline.of(document)
    owned: list[str] = []

    def visit(sections: tuple[object, ...]) -> None:
        for section in sections:
            assert hasattr(section, "blocks")
            assert hasattr(section, "children")
            owned.extend(section.blocks)
            visit(section.children)

    for part in document.parts:
        visit(part.sections)
    assert len(owned) == len(set(owned))
    assert set(owned) <= set(outline.blocks)
