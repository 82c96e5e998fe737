"""Laws of folding and joining: nothing is lost, nothing moves."""

from hypothesis import given
from hypothesis import strategies as st

from hospplan.text.fold import fold
from hospplan.text.wrap import join_cell_lines, join_cut_lines

ENDINGS = ("科", "部", "办公室", "中心")
NAMES = st.sampled_from(
    ["医务科", "办", "公室", "中心", "内", "科", "人次", "云州", "a", "Z", "9", "2025年3月1日"]
)
MARKS = st.sampled_from(["1.", "（一）", "一、", "附件", *"、，。（）“”《》：；%"])
SPACES = st.sampled_from(["  ", "　　", "\t", " " * 30])
TEXTS = st.one_of(st.text(), st.lists(NAMES | MARKS | SPACES, max_size=12).map("".join))


def ink(text: str) -> str:
    return "".join(text.split())


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(TEXTS, max_size=30))
def test_joined_paragraphs_keep_all_ink_in_order(lines: list[str]) -> None:
    assert ink("".join(join_cut_lines(lines))) == ink("".join(lines))


@given(st.lists(TEXTS, max_size=30))
def test_a_joined_paragraph_has_ink_at_both_ends(lines: list[str]) -> None:
    assert all(text and text == text.strip() for text in join_cut_lines(lines))


@given(st.lists(TEXTS, max_size=12))
def test_a_joined_cell_keeps_all_ink_in_order(lines: list[str]) -> None:
    assert ink(join_cell_lines(lines, ENDINGS)) == ink("".join(lines))


@given(st.lists(TEXTS, max_size=12))
def test_a_joined_cell_joined_again_gains_no_line(lines: list[str]) -> None:
    joined = join_cell_lines(lines, ENDINGS)
    assert len(join_cell_lines(joined.split("\n"), ENDINGS).split("\n")) <= len(joined.split("\n"))
