"""The samples are what their sources give, the same bytes each time, and open as documents of Word."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from tests.build import build_docx
from tests.notation import Table, plain_text, read_notation

SAMPLES = Path(__file__).parents[1] / "samples"
NOTATIONS = sorted((SAMPLES / "text").glob("*.gw"))


@pytest.mark.parametrize("notation", NOTATIONS, ids=lambda path: path.stem)
def test_a_committed_sample_is_what_its_source_gives(notation: Path) -> None:
    source = notation.read_text("utf-8")
    built = build_docx(source)
    assert built == build_docx(source)
    assert built == (SAMPLES / f"{notation.stem}.docx").read_bytes(), "run python samples/build.py"


@pytest.mark.parametrize("notation", NOTATIONS, ids=lambda path: path.stem)
def test_python_docx_opens_a_sample_and_finds_its_tables(notation: Path) -> None:
    document = docx.Document(str(SAMPLES / f"{notation.stem}.docx"))
    tables = [e for e in read_notation(notation.read_text("utf-8")) if isinstance(e, Table)]
    sizes = [(len(table.rows), len(table.columns)) for table in document.tables]
    assert sizes == [(len(table.rows), len(table.widths)) for table in tables]
    section = document.sections[0]
    assert section.page_width is not None
    assert section.top_margin is not None
    assert (round(section.page_width.mm), round(section.top_margin.mm)) == (210, 37)


def test_each_sample_is_an_archive_without_a_clock() -> None:
    for notation in NOTATIONS:
        with zipfile.ZipFile(BytesIO(build_docx(notation.read_text("utf-8")))) as archive:
            assert {info.date_time for info in archive.infolist()} == {(2024, 1, 1, 0, 0, 0)}


def test_a_table_says_which_row_has_too_few_cells() -> None:
    with pytest.raises(
        ValueError, match=r"^line 3: a row of 1 cells where @表 gives another number of widths$"
    ):
        build_docx("@表 1 1\n| 指标 | 目标 |\n| 床位 |\n")


def test_an_unknown_element_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"^line 1: no element is called @标题; there are .*题"):
        build_docx("@标题 工作计划\n")


def test_merges_become_spans_of_word() -> None:
    document = docx.Document(
        BytesIO(build_docx("@表 1 1 1\n| 甲 | < | 乙 |\n| ^ | < | 丙 |\n| 一 | 二 | 三 |\n"))
    )
    xml = document.tables[0]._tbl.xml
    assert len(re.findall(r'<w:gridSpan w:val="2"/>', xml)) == 2
    assert len(re.findall(r'<w:vMerge w:val="restart"/>', xml)) == 1
    assert len(re.findall(r"<w:vMerge/>", xml)) == 1


def test_a_text_export_keeps_words_and_loses_merges_notes_and_deletions() -> None:
    notation = (
        "# 总体{++工作++}目标\n## 床位{^编制床位。^}\n@字号 云三医〔2023〕8号 签发人：林知远\n"
        "@表 1 1\n| 方向 | 项目 |\n| ^ | 一⏎二 |\n| 合计 | < |\n{--删去--}此复。\n"
    )
    assert plain_text(notation) == (
        "一、总体工作目标\n\n（一）床位\n\n云三医〔2023〕8号        签发人：林知远\n\n"
        "\t方向\n\t项目\n\n\t\n\t一\n\n二\n\n\t合计\n\n此复。\n"
    )


def test_tracked_changes_and_footnotes_are_word_s_own() -> None:
    with zipfile.ZipFile(BytesIO(build_docx("甲{++乙++}{--丙--}丁{^注释。^}\n"))) as archive:
        body = archive.read("word/document.xml").decode()
        notes = archive.read("word/footnotes.xml").decode()
    assert re.findall(r"<w:(ins|del) [^>]*>.*?>([甲乙丙丁])</w:", body) == [("ins", "乙"), ("del", "丙")]
    assert "注释。" in notes
    assert "注释" not in body


def test_no_sample_holds_a_folder_of_its_makers() -> None:
    for path in [*NOTATIONS, *SAMPLES.glob("*.md")]:
        text = path.read_text("utf-8")
        assert not re.search(r"/work/|/home/|/tmp/", text), path.name
