"""Where text stands: from characters of a block to boxes on the page as a viewer shows it."""

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospplan.models.anchor import Anchor
from hospplan.models.document import Box
from hospplan.models.source import (
    Fragment,
    Frame,
    Source,
    SourceCell,
    SourceParagraph,
    SourceTable,
    Turn,
    boxes_of,
)

UPRIGHT = Frame(600, 800)
Edges = tuple[float, float, float, float]


def line(
    start: int, count: int, page: int = 1, top: float = 100, x0: float = 80, frame: Frame = UPRIGHT
) -> Fragment:
    """A line of *count* characters, each ten points wide and high."""
    edges = array("f", [x0 + 10 * at for at in range(count + 1)])
    return Fragment(start, start + count, page, frame, top, top + 10, edges)


def box(page: int, x0: float, top: float, x1: float, bottom: float) -> Box:
    return Box(page=page, x0=x0, top=top, x1=x1, bottom=bottom)


def source(*blocks: SourceParagraph | SourceTable) -> Source:
    return Source("plan.pdf", "application/pdf", "0" * 64, 1, 2, blocks)


# Frame


@pytest.mark.parametrize(
    ("turn", "turned"),
    [
        (0, (100, 50, 140, 70)),
        (90, (730, 100, 750, 140)),  # the turned page is 800 wide: the top edge went to its right
        (180, (460, 730, 500, 750)),
        (270, (50, 460, 70, 500)),  # and here to its left
    ],
)
def test_a_box_of_the_turned_page_lies_where_a_viewer_shows_it(turn: Turn, turned: Edges) -> None:
    """The mark stands near the top left corner of the page as it is shown, wider than high."""
    frame = Frame(600, 800, turn)
    assert frame.turned(100, 50, 140, 70) == turned
    assert frame.shown(*turned) == (100, 50, 140, 70)


@pytest.mark.parametrize(
    ("turn", "first", "second"),
    [
        (0, (0, 0, 10, 10), (10, 0, 20, 10)),  # from the top left to the right
        (90, (0, 790, 10, 800), (0, 780, 10, 790)),  # from the bottom left up
        (180, (590, 790, 600, 800), (580, 790, 590, 800)),  # from the bottom right to the left
        (270, (590, 0, 600, 10), (590, 10, 600, 20)),  # from the top right down
    ],
)
def test_a_line_at_the_top_of_a_turned_page_runs_along_an_edge(
    turn: Turn, first: Edges, second: Edges
) -> None:
    frame = Frame(600, 800, turn)
    assert (frame.shown(0, 0, 10, 10), frame.shown(10, 0, 20, 10)) == (first, second)


@st.composite
def boxes(draw: st.DrawFn) -> Edges:
    x0, x1 = sorted(draw(st.tuples(st.integers(0, 600), st.integers(0, 600))))
    top, bottom = sorted(draw(st.tuples(st.integers(0, 800), st.integers(0, 800))))
    return (x0, top, x1, bottom)


@given(boxes(), st.sampled_from((0, 90, 180, 270)))
def test_a_box_turned_and_shown_is_the_same_box(edges: Edges, turn: Turn) -> None:
    frame = Frame(600, 800, turn)
    x0, top, x1, bottom = turned = frame.turned(*edges)
    width, height = (800, 600) if turn in (90, 270) else (600, 800)
    assert 0 <= x0 <= x1 <= width
    assert 0 <= top <= bottom <= height
    assert frame.shown(*turned) == edges


# Fragment


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (20, 25, box(3, 80, 100, 130, 110)),  # the whole line
        (20, 21, box(3, 80, 100, 90, 110)),
        (22, 24, box(3, 100, 100, 120, 110)),
        (0, 22, box(3, 80, 100, 100, 110)),  # begins in a line before
        (23, 99, box(3, 110, 100, 130, 110)),  # goes on in the next
        (0, 99, box(3, 80, 100, 130, 110)),
    ],
)
def test_a_box_goes_from_its_first_character_to_its_last_within_the_line(
    start: int, end: int, expected: Box
) -> None:
    assert line(20, 5, page=3).box(start, end) == expected


def test_characters_are_as_wide_as_they_were_set() -> None:
    """80％: two half-width digits and a full-width sign."""
    fragment = Fragment(0, 3, 1, UPRIGHT, 50, 66, array("f", [100, 108, 116, 132]))
    assert fragment.box(0, 2) == box(1, 100, 50, 116, 66)
    assert fragment.box(2, 3) == box(1, 116, 50, 132, 66)


def test_a_box_on_a_turned_page_is_one_of_the_page_as_it_is_shown() -> None:
    """A table set sideways, read from the bottom up."""
    fragment = line(0, 4, frame=Frame(600, 800, 90))
    assert fragment.box(1, 3) == box(1, 100, 690, 110, 710)


def test_a_box_is_given_in_tenths_of_a_point() -> None:
    fragment = Fragment(0, 1, 1, UPRIGHT, 99.96, 115.449, array("f", [79.37, 95.33]))
    assert fragment.box(0, 1) == box(1, 79.4, 100.0, 95.3, 115.4)


def test_a_hair_beyond_the_edge_is_zero_and_not_minus_zero() -> None:
    fragment = Fragment(0, 1, 1, UPRIGHT, -0.04, 10, array("f", [-0.01, 10]))
    assert fragment.box(0, 1).model_dump_json() == '{"page":1,"x0":0.0,"top":0.0,"x1":10.0,"bottom":10.0}'


# Source.place

TWO_LINES = SourceParagraph("一二三四五六七八", fragments=(line(0, 5), line(5, 3, top=120, x0=60)))
TWO_PAGES = SourceParagraph(
    "一二三四五六七八", fragments=(line(0, 5, page=1, top=780), line(5, 3, page=2, top=40))
)
LATIN = SourceParagraph("PDCA cycle", fragments=(line(0, 4), line(5, 5, top=120)))  # its space ended a line
TABLE = SourceTable(
    (
        SourceCell(0, 0, 1, 2, "指标", (line(0, 2, x0=200, top=300),)),
        SourceCell(1, 0, 1, 1, "床位", (line(0, 2, x0=100, top=320),)),
        SourceCell(1, 1, 1, 1, "800张\n左右", (line(0, 4, x0=300, top=320), line(5, 2, x0=300, top=340))),
        SourceCell(2, 0, 1, 2, ""),
    )
)
SECOND_TABLE = SourceTable((SourceCell(0, 0, 1, 1, "科室", (line(0, 2, page=2, x0=400),)),))
SOURCE = source(TWO_LINES, TABLE, TWO_PAGES, SourceParagraph("没有位置"), LATIN, SECOND_TABLE)


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (Anchor("b1", 0, 5), (box(1, 80, 100, 130, 110),)),
        (Anchor("b1", 1, 3), (box(1, 90, 100, 110, 110),)),
        (Anchor("b1", 5, 6), (box(1, 60, 120, 70, 130),)),  # the second line alone
        (Anchor("b1", 4, 6), (box(1, 120, 100, 130, 110), box(1, 60, 120, 70, 130))),
        (Anchor("b1", 0, 8), (box(1, 80, 100, 130, 110), box(1, 60, 120, 90, 130))),
        (Anchor("b1", 0, 99), (box(1, 80, 100, 130, 110), box(1, 60, 120, 90, 130))),
        (Anchor("b3", 3, 7), (box(1, 110, 780, 130, 790), box(2, 80, 40, 100, 50))),
        (Anchor("b5", 2, 7), (box(1, 100, 100, 120, 110), box(1, 80, 120, 100, 130))),
        (Anchor("t1.0.0", 0, 2), (box(1, 200, 300, 220, 310),)),
        (Anchor("t1.1.0", 1, 2), (box(1, 110, 320, 120, 330),)),
        (Anchor("t1.1.1", 0, 3), (box(1, 300, 320, 330, 330),)),
        (Anchor("t1.1.1", 3, 7), (box(1, 330, 320, 340, 330), box(1, 300, 340, 320, 350))),
        (Anchor("t2.0.0", 0, 2), (box(2, 400, 100, 420, 110),)),  # the second table, whose block is b6
    ],
)
def test_a_place_has_a_box_for_each_line_that_it_stands_in(anchor: Anchor, expected: tuple[Box, ...]) -> None:
    assert SOURCE.place(anchor) == expected


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor("b4", 0, 4),  # a paragraph without a place
        Anchor("b2", 0, 0),  # a table's own block
        Anchor("t1.2.0", 0, 0),  # an empty cell
        Anchor("b1", 0, 0),  # no character at all
        Anchor("b1", 3, 3),
        Anchor("b1", 8, 9),  # behind the text
        Anchor("b5", 4, 5),  # the space that the end of a line stands for
        Anchor("t1.1.1", 4, 5),  # the line feed in a cell
    ],
)
def test_what_stands_on_no_page_has_no_box(anchor: Anchor) -> None:
    assert SOURCE.place(anchor) == ()


def test_a_source_of_a_format_without_pages_has_no_boxes() -> None:
    plain = source(SourceParagraph("一、目标"), SourceTable((SourceCell(0, 0, 1, 1, "床位"),)))
    assert [plain.place(Anchor(name, 0, 2)) for name in ("b1", "b2", "t1.0.0")] == [(), (), ()]


@pytest.mark.parametrize(
    "name",
    [
        "b0", "b7", "b-1", "b01", "b１", "b", "b1.0", "",
        "t0.0.0", "t3.0.0", "t-1.0.0", "t1", "t1.0", "t1.3.0", "t1.0.0.0",
        "t1.0.1",  # merged away
        "s1", "m1",
    ],
)  # fmt: skip
def test_an_id_that_names_no_block_and_no_cell_is_refused(name: str) -> None:
    with pytest.raises(LookupError):
        SOURCE.place(Anchor(name, 0, 1))


def test_a_cell_of_a_nested_table_is_found_by_the_number_of_its_own() -> None:
    """A table in a cell follows the outer one in the source and is counted like any other."""
    inner = SourceTable((SourceCell(0, 0, 1, 1, "内", (line(0, 1, x0=310),)),), parent=(0, 1, 1))
    nested = source(TABLE, inner, SECOND_TABLE)
    assert nested.place(Anchor("t2.0.0", 0, 1)) == (box(1, 310, 100, 320, 110),)
    assert nested.place(Anchor("t3.0.0", 0, 1)) == (box(2, 400, 100, 410, 110),)


@given(st.integers(0, 8), st.integers(0, 8), st.sampled_from(["b1", "b3"]))
def test_two_stretches_side_by_side_have_the_characters_of_the_whole(
    first: int, second: int, name: str
) -> None:
    """Characters are ten points wide here: the boxes' widths count them."""
    start, end = sorted((first, second))
    found = SOURCE.place(Anchor(name, start, end))
    assert sum(one.x1 - one.x0 for one in found) == 10 * (end - start)


# boxes_of


@pytest.mark.parametrize(
    ("fragments", "expected"),
    [
        ((), ()),
        ((line(0, 5),), (box(1, 80, 100, 130, 110),)),
        # a first line with its indent, and one that ends early
        ((line(0, 5), line(5, 3, top=120, x0=60)), (box(1, 60, 100, 130, 130),)),
        (
            (line(0, 5, page=1, top=780), line(5, 3, page=2, top=40), line(8, 2, page=2, top=60)),
            (box(1, 80, 780, 130, 790), box(2, 80, 40, 110, 70)),
        ),
        # two columns: the end stands higher than the start
        ((line(0, 5, top=700), line(5, 5, top=100, x0=320)), (box(1, 80, 100, 370, 710),)),
        # an upright page and a turned one
        (
            (line(0, 5, page=1), line(5, 2, page=2, frame=Frame(600, 800, 270))),
            (box(1, 80, 100, 130, 110), box(2, 490, 80, 500, 100)),
        ),
    ],
)
def test_a_block_has_one_box_for_each_page(fragments: Sequence[Fragment], expected: tuple[Box, ...]) -> None:
    assert boxes_of(fragments) == expected


def test_the_box_of_a_block_holds_those_of_its_lines() -> None:
    (whole,) = boxes_of(TWO_LINES.fragments)
    for one in SOURCE.place(Anchor("b1", 0, 8)):
        assert whole.x0 <= one.x0 <= one.x1 <= whole.x1
        assert whole.top <= one.top <= one.bottom <= whole.bottom
