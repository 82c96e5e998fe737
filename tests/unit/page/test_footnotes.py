"""Notes at the foot of a page, and the marks that call them."""

import pytest
from tests.unit.page.sketch import line

from hospplan.page.footnotes import Footnote, find_footnotes, take_calls
from hospplan.page.ink import Rule
from hospplan.page.lines import Line

RULE = Rule(700, 90, 234)
LONG_RULE = Rule(700, 90, 510)


def found(lines: list[Line], *rules: Rule) -> tuple[int, list[tuple[str, str]]]:
    """How many lines are text, and the notes as mark and text."""
    end, notes = find_footnotes(lines, rules, 595, 842, 16)
    return end, [(note.mark, note.text) for note in notes]


def calling(mark: str) -> Line:
    """A line whose mark after 时间 is raised."""
    return line(f"门球时间{mark}控制在75分钟以内", 600, raised=tuple(range(4, 4 + len(mark))))


def small(text: str, top: float = 710) -> Line:
    return line(text, top, size=9)


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        ("①", "①"),
        ("1", "1"),
        ("1", "1 "),
        ("[1]", "[1]"),
        ("*", "*"),
        ("†", "†"),
        ("12", "12 "),
        ("(1)", "（1）"),
    ],
)
def test_a_note_that_the_text_calls_is_one_with_or_without_a_rule(mark: str, written: str) -> None:
    lines = [calling(mark), small(f"{written}指进入医院到开通的时间。")]
    assert found(lines) == found(lines, RULE) == (1, [(mark, "指进入医院到开通的时间。")])


@pytest.mark.parametrize("text", ["①指进入医院到开通的时间。", "注：指进入医院到开通的时间。"])
def test_a_note_under_a_short_rule_is_one_though_nothing_calls_it(text: str) -> None:
    mark, rest = (text[0], text[1:]) if text[0] == "①" else (text[:2], text[2:])
    end, notes = found([line("门球时间控制在75分钟以内", 600), small(text)], RULE)
    assert (end, notes) == (1, [(mark.replace("：", ":"), rest)])


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        ([line("门球时间控制在75分钟以内", 600), small("①指进入医院到开通的时间。")], ()),
        ([line("门球时间控制在75分钟以内", 600), small("①指进入医院到开通的时间。")], (LONG_RULE,)),
        ([line("门球时间控制在75分钟以内", 600), line("1.指进入医院到开通的时间。", 710)], (RULE,)),
        ([line("门球时间控制在75分钟以内", 600), small("指进入医院到开通的时间。")], (RULE,)),
        (
            [line("门球时间控制在75分钟以内", 100), small("①指进入医院到开通的时间。", 150)],
            (Rule(130, 90, 234),),
        ),
        ([small("①指进入医院到开通的时间。")], (RULE,)),
    ],
    ids=[
        "nothing calls it",
        "under a table's rule",
        "as large as the text",
        "no mark",
        "high on the page",
        "no text",
    ],
)
def test_other_small_lines_stay_text(lines: list[Line], rules: tuple[Rule, ...]) -> None:
    assert found(lines, *rules) == (len(lines), [])


def test_a_note_over_lines_is_one_and_each_mark_starts_another() -> None:
    lines = [
        calling("①"),
        small("①指患者进入医院大门至", 710),
        small("梗死血管开通的时间。", 724),
        small("②指24小时内出院。", 738),
    ]
    assert found(lines, RULE) == (
        1,
        [("①", "指患者进入医院大门至梗死血管开通的时间。"), ("②", "指24小时内出院。")],
    )


def test_a_call_is_taken_out_of_its_line_and_gives_its_note() -> None:
    note = Footnote("①", "指进入医院到开通的时间。")
    taken, called = take_calls(calling("①"), [note])
    assert (taken.text, called) == ("门球时间控制在75分钟以内", [note])
    assert len(taken.edges) == len(taken.text) + 1


def test_calls_give_their_notes_in_the_order_of_the_line() -> None:
    notes = [Footnote("1", "一"), Footnote("2", "二"), Footnote("12", "十二")]
    called = line("甲2乙1丙12", 600, raised=(1, 3, 5, 6))
    taken, got = take_calls(called, notes)
    assert (taken.text, [note.text for note in got]) == ("甲乙丙", ["二", "一", "十二"])


def test_a_power_that_no_note_explains_stays() -> None:
    area = line("面积1200m2以上", 600, raised=(7,))
    assert take_calls(area, [Footnote("1", "指总面积。")]) == (area, [])
