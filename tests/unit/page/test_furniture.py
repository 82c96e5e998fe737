"""What repeats on pages and is no text of the document."""

import pytest
from tests.unit.page.sketch import A4, line

from hospplan.page.furniture import PageLines, find_furniture

FOOT, HEAD, MIDDLE = 780.0, 50.0, 400.0
TEXTS = ("各科室要落实责任", "于年底前报党政办公室", "由医务部牵头")


def pages(
    *, head: str = "", middle: str = "", foot: str = "", count: int = 3, first: int = 1
) -> list[PageLines]:
    """Pages with a text of their own; {n} is the number of the page, counted from *first*."""
    made = []
    for at in range(count):
        placed = (
            (head, HEAD),
            (TEXTS[at % 3], 200.0),
            (middle, MIDDLE),
            (TEXTS[(at + 1) % 3], 600.0),
            (foot, FOOT),
        )
        lines = [line(text.format(n=first + at), top, page=at + 1) for text, top in placed if text]
        made.append(PageLines(at + 1, A4.height, A4.width, tuple(lines)))
    return made


def dropped(made: list[PageLines]) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in find_furniture(made)]


@pytest.mark.parametrize(
    "form",
    [
        "— {n} —",
        "—{n}—",
        "- {n} -",
        "-{n}-",
        "－{n}－",
        "~ {n} ~",
        "· {n} ·",
        "第{n}页",
        "第 {n} 页 共 9 页",
        "第{n}页，共9页",
        "第{n}页/共9页",
        "第{n}页（共9页）",
        "{n}/9",
        "{n} / 9",
        "Page {n} of 9",
        "{n}",
    ],
)
def test_page_numbers_of_every_form_are_left_out(form: str) -> None:
    assert dropped(pages(foot=form)) == [("page number", form.format(n=n)) for n in (1, 2, 3)]
    assert dropped(pages(head=form)) == [("page number", form.format(n=n)) for n in (1, 2, 3)]


def test_page_numbers_that_go_on_from_another_file_are_left_out() -> None:
    assert dropped(pages(foot="{n}", first=27)) == [
        ("page number", "27"),
        ("page number", "28"),
        ("page number", "29"),
    ]


def test_roman_numbers_of_the_pages_before_the_text_are_left_out() -> None:
    made = [*pages(foot="i", count=1), *pages(foot="ii", count=2)[1:], *pages(foot="iii", count=3)[2:]]
    assert dropped(made) == [("page number", "i"), ("page number", "ii"), ("page number", "iii")]


@pytest.mark.parametrize("text", ["2024", "2024年", "85%", "1.", "（1）", "第1名", "1000", "共9页任务"])
def test_other_short_lines_at_the_foot_of_one_page_are_kept(text: str) -> None:
    assert dropped([*pages(foot=text, count=1), *pages(count=3)[1:]]) == []


def test_a_bare_number_that_does_not_count_the_pages_is_kept() -> None:
    made = [*pages(foot="98", count=1), *pages(foot="35", count=2)[1:], *pages(count=3)[2:]]
    assert dropped(made) == []


@pytest.mark.parametrize("form", ["— {n} —", "第{n}页", "{n}"])
def test_what_looks_like_a_number_in_the_middle_of_a_page_is_kept(form: str) -> None:
    assert dropped(pages(middle=form)) == []


@pytest.mark.parametrize("text", ["云州市第三人民医院文件", "2023年工作计划（第{n}期）", "保密"])
def test_a_line_that_heads_or_foots_each_page_is_left_out(text: str) -> None:
    assert dropped(pages(head=text)) == [("running head", text.format(n=n)) for n in (1, 2, 3)]
    assert dropped(pages(foot=text)) == [("running head", text.format(n=n)) for n in (1, 2, 3)]


def test_a_line_that_comes_again_in_the_middle_of_pages_is_kept() -> None:
    """Each 附件 of a plan may have the same heading, and tables the same unit."""
    assert dropped(pages(middle="单位：万元")) == []


def test_a_title_that_two_of_many_pages_share_is_kept() -> None:
    made = [*pages(head="附件", count=2), *pages(count=6)[2:]]
    assert dropped(made) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.gov.cn/art/2023/2/6/art_1.html 1/3",
        "2023/2/6 10:15 云州市第三人民医院2023年工作计划",
        "2023年2月6日 上午10:15",
        "file:///C:/plan.html",
    ],
)
def test_what_a_browser_prints_is_left_out_of_each_page(text: str) -> None:
    made = [PageLines(1, A4.height, A4.width, (line("各科室要落实责任", 200), line(text, 815, size=8)))]
    assert dropped(made) == [("browser line", text)]


def test_text_drawn_over_the_lines_of_each_page_is_a_watermark() -> None:
    made = []
    for number in (1, 2, 3):
        under = line(TEXTS[number - 1], 400, x0=100, page=number)
        over = line("内部资料", 392, x0=100, size=32, page=number)
        made.append(PageLines(number, A4.height, A4.width, (over, under)))
    assert dropped(made) == [("watermark", "内部资料")] * 3
