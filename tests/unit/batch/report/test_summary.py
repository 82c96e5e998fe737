import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.unit.batch.report.runs import CHINESE, ENGLISH, HOSTILE, failed, read, small_run

from hospplan.batch.report.markdown import plain
from hospplan.batch.report.summary import summary
from hospplan.batch.report.totals import Totals
from hospplan.cli.report import Spoken

GITHUB_MOST = 1024 * 1024
# the dialect of CI pages: tables, and links where a text looks like one
RENDER = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render


def test_a_run_on_one_page() -> None:
    assert summary(Totals.of(small_run()), ENGLISH) == (
        "# hospplan: 4 of 7 documents read\n"
        "\n"
        "| What | Number |\n"
        "| --- | --- |\n"
        "| documents read | 4 |\n"
        "| documents that failed | 3 |\n"
        "| flagged documents (errors) | 1 |\n"
        "| documents with the same bytes as another (counted once below) | 1 |\n"
        "| targets | 36 |\n"
        "| results | 9 |\n"
        "| tasks | 15 |\n"
        "| findings | 7 |\n"
        "| errors | 1 |\n"
        "| warnings | 2 |\n"
        "| infos | 4 |\n"
        "\n"
        "## By format\n"
        "\n"
        "| format | documents | read | failed | targets | results | tasks | findings |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| .docx | 3 | 2 | 1 | 12 | 3 | 5 | 0 |\n"
        "| .pdf | 3 | 1 | 2 | 12 | 3 | 5 | 5 |\n"
        "| (no suffix) | 1 | 1 | 0 | 12 | 3 | 5 | 2 |\n"
        "\n"
        "## Failed documents (3)\n"
        "\n"
        "| code | documents |\n"
        "| --- | --- |\n"
        "| encrypted | 2 |\n"
        "| over-limit | 1 |\n"
        "\n"
        "| document | code | what is wrong | what to do |\n"
        "| --- | --- | --- | --- |\n"
        "| bomb.docx | over-limit | unpacks to 5,000 MB | split the document |\n"
        "| locked.pdf | encrypted | the file asks for a password | give it |\n"
        "| locked2.PDF | encrypted | the file asks for a password | give it |\n"
        "\n"
        "## Flagged documents (1): errors\n"
        "\n"
        "| document | errors | warnings | infos |\n"
        "| --- | --- | --- | --- |\n"
        "| 2023/plan.pdf | 1 | 0 | 4 |\n"
    )


def test_the_same_in_chinese() -> None:
    text = summary(Totals.of(small_run(), "warning"), CHINESE)
    assert "# hospplan：7 个文档中已读 4 个\n" in text
    assert "| bomb.docx | over-limit | 文件太大（unpacks to 5,000 MB） | 请拆分文件，或去掉大图片 |\n" in text
    assert "## 有问题的文档（2 个）：警告及以上\n" in text
    assert not re.search(r"\b(documents|failed|targets|report)\b", text)


def test_where_all_is_well_only_numbers_stand_there() -> None:
    text = summary(Totals.of([read("a.docx")], "never"), ENGLISH)
    assert re.findall("^#.*$", text, re.MULTILINE) == ["# hospplan: 1 of 1 documents read", "## By format"]


def test_wrong_quotes_are_told_whatever_the_level() -> None:
    text = summary(Totals.of([read("a.docx", misquotes=2)], "never"), ENGLISH)
    assert "| quotes that are not where they should be | 2 |\n" in text
    assert "## Flagged documents (1): wrong quotes\n" in text
    assert "| a.docx | 0 | 0 | 0 | 2 |\n" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_shown_and_does_nothing(name: str) -> None:
    run = [failed(name, "damaged", name, name), read(name, error=1)]
    text = summary(Totals.of(run), ENGLISH)
    html = RENDER(text)
    assert set(re.findall(r"<(/?[a-zA-Z!][^\s>/]*)", html)) <= {
        *("h1", "/h1", "h2", "/h2", "table", "/table", "thead", "/thead", "tbody", "/tbody"),
        *("tr", "/tr", "th", "/th", "td", "/td"),
    }
    widths = [row.count("<td") for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)]
    assert set(widths) == {0, 2, 4, 8}
    assert not re.search(r"[@#]\w|:\w+:|\$|://|www\.\w", re.sub(r"&#\d+;|^#+ ", "", text, flags=re.MULTILINE))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_one_cell_that_reads_as_it_is(text: str) -> None:
    html = RENDER(f"| a | b |\n| --- | --- |\n| x{plain(text, 50)}x | y |\n")
    cells = re.findall("<td>(.*?)</td>", html, re.DOTALL)
    assert len(cells) == 2
    assert "<" not in cells[0]


def test_a_long_name_loses_its_middle() -> None:
    assert plain("0123456789" * 3, 11) == "01234…56789"
    assert plain("短", 1) == "短"


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_a_page_of_a_huge_run_has_an_end(words: Spoken) -> None:
    run = [failed(f"{'&' * 4000}{number}.docx", "x" * 900, "<" * 9000, "|" * 9000) for number in range(3000)]
    run += [read(f"{number}.s{number}" + "@" * 4000, error=1) for number in range(3000)]
    text = summary(Totals.of(run), words)
    assert len(text.encode()) < GITHUB_MOST
    assert text.count(words.say("more", count=2900)) == 2
    assert f"| {words.say('other', count=2981)} | 2981 |" in text


def test_the_same_run_gives_the_same_page() -> None:
    assert summary(Totals.of(small_run()), ENGLISH) == summary(Totals.of(iter(small_run())), ENGLISH)
