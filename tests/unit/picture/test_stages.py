"""The steps from a picture to ink, each by itself: on drawn pixels, with a network that says what it is told to."""

from collections.abc import Callable
from itertools import pairwise

import pytest

pytest.importorskip("cv2", reason="recognition needs the extra hospplan[ocr]")

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from tests.paper import Sheet, Text, draw, pdf
from tests.scans import _font, images, on_edge, skewed, with_seal

from hospplan.models.source import Turn
from hospplan.page.grid import find_grids
from hospplan.page.ink import Rectangle, Rule
from hospplan.picture.boxes import TextBox, find_lines, fitted, usual_height
from hospplan.picture.glyphs import to_glyphs
from hospplan.picture.lines import ReadLine
from hospplan.picture.rules import find_rules, without_strokes_of
from hospplan.picture.seals import find_seals, red_of, without_seals
from hospplan.picture.shapes import with_shapes
from hospplan.picture.sheet import PagePicture, Pixels, ink_of
from hospplan.picture.upright import skew_of, straightened, turned

DPI = 200


def pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def picture(image: Image.Image) -> PagePicture:
    return PagePicture(pixels(image), DPI)


def blank(width: int = 600, height: int = 400) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width, height), "white")
    return image, ImageDraw.Draw(image)


def written(*lines: tuple[float, float, str], size: float = 16) -> Image.Image:
    """A page with lines at points from its corner."""
    return images(pdf(Sheet([Text(x, base, text, size) for x, base, text in lines])))[0]


def read_as(image: Image.Image, text: str) -> tuple[ReadLine, Pixels]:
    """The one line of a page as a network would read it whose places are right: the middle of each character's ink."""
    ink = ink_of(picture(image))
    rows, columns = np.nonzero(ink)
    box = TextBox(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    is_inked = (ink[box.top : box.bottom, box.x0 : box.x1] > 0).any(axis=0)
    places = np.flatnonzero(is_inked)
    runs = np.split(places, np.flatnonzero(np.diff(places) > 5) + 1)
    assert len(runs) == len(text), "choose characters whose ink is in one piece"
    middles = tuple(box.x0 + (float(run[0]) + float(run[-1])) / 2 for run in runs)
    return ReadLine(box, text, middles, (0.99,) * len(text)), ink


# Upright


@pytest.mark.parametrize("degrees", [-4.0, -1.3, 0.0, 0.4, 2.5])
def test_the_angle_of_a_page_is_found_and_undone(degrees: float) -> None:
    (page,) = images(draw("床位使用率达到百分之八十八以上，平均住院日控制在七天以内。\n" * 9), dpi=120)
    askew = PagePicture(pixels(skewed(page, degrees)), 120)
    skew = skew_of(ink_of(askew), 120)
    assert skew == pytest.approx(degrees, abs=0.1)
    again = straightened(askew, skew)
    assert skew_of(ink_of(again), 120) == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (90, (0, 3)), (180, (3, 5)), (270, (5, 0))])
def test_a_page_is_turned_clockwise(turn: Turn, corner: tuple[int, int]) -> None:
    marked = np.full((4, 6, 3), 255, np.uint8)
    marked[0, 0] = 0
    found = turned(PagePicture(marked, DPI), turn).pixels
    assert [tuple(place) for place in np.argwhere(found[..., 0] == 0).tolist()] == [corner]


# Seals


def test_a_seal_is_found_and_bleached_what_is_printed_under_it_stays() -> None:
    plain = written((90, 300, "云州市第三人民医院"))
    under = with_seal(plain, 60, 105)
    (seal,) = find_seals(picture(under), red_of(pixels(under)))
    assert (seal.x1 - seal.x0) / DPI * 25.4 == pytest.approx(42, abs=0.5)
    assert not seal.is_cut
    ink = ink_of(without_seals(picture(under), [seal]))
    before = ink_of(picture(plain))
    assert (ink != before).sum() < 0.02 * (before > 0).sum()


def test_half_a_seal_over_the_edge_is_one() -> None:
    page = on_edge(written((90, 300, "云州市")), 80, share=0.4)
    (seal,) = find_seals(picture(page), red_of(pixels(page)))
    assert seal.is_cut


def _red_text(pen: ImageDraw.ImageDraw) -> None:
    font = ImageFont.truetype(str(_font()), 90)
    pen.text((40, 100), "云州医院文件", font=font, fill=(220, 20, 20))


def _red_rule(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((20, 200, 580, 206), fill=(220, 20, 20))


def _red_picture(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((100, 50, 400, 350), fill=(220, 20, 20))


@pytest.mark.parametrize("mark", [_red_text, _red_rule, _red_picture])
def test_other_red_is_no_seal(mark: Callable[[ImageDraw.ImageDraw], None]) -> None:
    image, pen = blank()
    mark(pen)
    assert find_seals(picture(image), red_of(pixels(image))) == []


# Rules


def test_rules_of_a_table_make_its_grid() -> None:
    image, pen = blank(1000, 700)
    for y in (100, 200, 300):
        pen.line((100, y, 900, y), fill="black", width=3)
    for x in (100, 500, 900):
        pen.line((x, 100, x, 300), fill="black", width=2)
    pen.rectangle((495, 202, 505, 298), fill="white")  # the lower two cells are one
    level, upright = find_rules(ink_of(picture(image)), DPI)
    (grid,) = find_grids(level, upright)
    assert [(c.row, c.col, c.row_end, c.col_end) for c in grid.cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 2),
        (1, 0, 2, 2),
    ]
    assert grid.xs[0] == pytest.approx(100 * 72 / DPI, abs=1)


def test_a_rule_with_small_gaps_is_one() -> None:
    image, pen = blank()
    pen.line((50, 100, 550, 100), fill="black", width=2)
    for x in (150, 300, 450):
        pen.rectangle((x, 95, x + 6, 105), fill="white")
    level, upright = find_rules(ink_of(picture(image)), DPI)
    assert upright == ()
    (rule,) = level
    assert [rule.start, rule.end] == pytest.approx([50 * 72 / DPI, 551 * 72 / DPI], abs=1)


def test_text_draws_no_rules() -> None:
    page = written((60, 100, "一二三十王田国工业口日目"), (60, 140, "一一一一一一一一一一一一"))
    assert find_rules(ink_of(picture(page)), DPI) == ((), ())


def test_strokes_of_large_characters_are_none() -> None:
    rules = (Rule(50, 20, 60), Rule(50, 20, 400))
    boxes = [Rectangle(10, 20, 410, 80)]
    assert without_strokes_of(boxes, rules, (Rule(30, 22, 78),)) == ((Rule(50, 20, 400),), ())


# Boxes


def test_a_box_is_drawn_close_around_its_own_line() -> None:
    page = written((60, 100, "床位使用率"), (60, 118, "平均住院日"))
    ink = ink_of(picture(page))
    upper = TextBox(150, 225, 450, 300)  # reaches into the line under it
    (box,) = fitted([upper], ink)
    rows = np.flatnonzero((ink[:, box.x0 : box.x1] > 0).any(axis=1))
    first_line_end = rows[np.flatnonzero(np.diff(rows) > 1)[0]]
    assert (box.top, box.bottom) == (rows[0], first_line_end + 1)


def test_characters_over_each_other_are_a_box_each() -> None:
    page = written(*((60, 100 + 18 * k, char) for k, char in enumerate("中医特色品牌化")))
    ink = ink_of(picture(page))
    rows, columns = np.nonzero(ink)
    around = TextBox(int(columns.min()) - 4, int(rows.min()) - 4, int(columns.max()) + 5, int(rows.max()) + 5)
    assert len(fitted([around], ink)) == 7


def test_boxes_end_at_the_sides_of_cells_and_no_cell_is_left_out() -> None:
    image, pen = blank(700, 300)
    for y in (50, 150, 250):
        pen.line((50, y, 650, y), fill="black", width=2)
    for x in (50, 350, 650):
        pen.line((x, 50, x, 250), fill="black", width=2)
    font = ImageFont.truetype(str(_font()), 44)
    for at, text in (((300, 100), "指"), ((400, 100), "标"), ((500, 200), "3")):
        pen.text(at, text, font=font, fill="black", anchor="mm")
    ink = ink_of(picture(image))
    grids = find_grids(*find_rules(ink, DPI))
    boxes = find_lines([TextBox(270, 70, 430, 130)], grids, ink, DPI)
    middles = [((box.x0 + box.x1) // 2, (box.top + box.bottom) // 2) for box in boxes]
    assert len(boxes) == 3
    places = [(round(x, -1), round(y, -1)) for x, y in sorted(middles)]
    assert places == [(300, 100), (400, 100), (500, 200)]


def test_pieces_of_a_spread_line_are_one_columns_are_two() -> None:
    page = written((60, 100, "较上年"), (150, 100, "增长"), (300, 100, "右栏"))
    ink = ink_of(picture(page))
    seen = [TextBox(160, 225, 305, 300), TextBox(410, 225, 515, 300), TextBox(825, 225, 930, 300)]
    assert len(find_lines(seen, [], ink, DPI)) == 3
    assert len(find_lines([seen[0], TextBox(310, 225, 520, 300), seen[2]], [], ink, DPI)) >= 2


# Shapes


@pytest.mark.parametrize(
    ("drawn", "seen", "text"),
    [
        ("中-田", "中一田", "中-田"),
        ("中一田", "中一田", "中一田"),
        ("田.中", "田:中", "田.中"),
        ("田:中", "田:中", "田:中"),
    ],
)
def test_ink_that_contradicts_a_reading_prevails(drawn: str, seen: str, text: str) -> None:
    line, ink = read_as(written((60, 100, drawn)), seen)
    usual = 44.0
    assert with_shapes(line, ink, usual).text == text


def test_a_permille_is_no_percent_and_not_sure() -> None:
    page = written((60, 100, "田5‰田"))
    ink = ink_of(picture(page))
    rows, columns = np.nonzero(ink)
    box = TextBox(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    size = 16 * DPI / 72
    middles = tuple(60 * DPI / 72 + size * at for at in (0.5, 1.28, 2.2, 3.4))
    found = with_shapes(ReadLine(box, "田5%田", middles, (0.99,) * 4), ink, 44)
    assert found.text == "田5‰田"
    assert found.sureness[2] == 0.5


# Glyphs


def test_glyphs_have_the_size_and_the_places_of_their_ink() -> None:
    line, ink = read_as(written((72, 100, "中田日甲")), "中田日甲")
    glyphs = to_glyphs([line], ink, DPI)
    assert {glyph.size for glyph in glyphs} == {16}
    assert [round((glyph.x0 + glyph.x1) / 2) for glyph in glyphs] == pytest.approx([80, 96, 112, 128], abs=1)
    assert [glyph.base for glyph in glyphs] == pytest.approx([100] * 4, abs=1.5)
    assert all(a.x1 == b.x0 for a, b in pairwise(glyphs))
    assert [glyph.sure for glyph in glyphs] == [0.99] * 4


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("田　　甲", [True]),  # a name padded to align
        ("田　甲　中　由　", [False] * 3),  # a line spread over its width
        ("日日", [False]),  # narrow in their squares
    ],
)
def test_white_between_characters_is_told_where_a_reader_sees_a_space(text: str, gaps: list[bool]) -> None:
    line, ink = read_as(written((72, 100, text)), text.replace("\u3000", ""))
    glyphs = to_glyphs([line], ink, DPI)
    assert [b.x0 - a.x1 > 3 for a, b in pairwise(glyphs)] == gaps


def test_the_usual_height_is_that_of_most_text() -> None:
    assert usual_height([TextBox(0, 0, 400, 44), TextBox(0, 60, 380, 104), TextBox(0, 120, 30, 128)]) == 44
    assert usual_height([]) == 0


def test_a_short_line_has_the_size_of_a_longer_one_near_it() -> None:
    """Else 85%。 would start a paragraph of its own."""
    line, ink = read_as(written((72, 100, "中田日甲由")), "中田日甲由")
    box = line.box
    tall = TextBox(
        box.x0, box.bottom + 20, box.x0 + 30, box.bottom + 20 + round(0.83 * (box.bottom - box.top))
    )
    short = ReadLine(tall, "5%", (tall.x0 + 5.0, tall.x0 + 20.0), (0.99, 0.99))
    assert {glyph.size for glyph in to_glyphs([line, short], ink, DPI)} == {16}
