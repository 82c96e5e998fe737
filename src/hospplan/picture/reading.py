"""One picture of a page read: upright, without its seals, as ink."""

from collections.abc import Sequence

from hospplan.models.source import Frame
from hospplan.page.grid import CrowdedPageError, Grid, find_grids
from hospplan.page.ink import PageInk, Rectangle, Rule
from hospplan.picture.boxes import find_boxes, find_lines, usual_height
from hospplan.picture.glyphs import to_glyphs
from hospplan.picture.handed import PictureReading, SealPlace
from hospplan.picture.lines import read_line
from hospplan.picture.marks import with_marks
from hospplan.picture.network import Network
from hospplan.picture.rules import find_rules, without_strokes_of
from hospplan.picture.seals import find_seals, red_of, without_seals
from hospplan.picture.shapes import with_shapes
from hospplan.picture.sheet import PagePicture, ink_of
from hospplan.picture.upright import skew_of, straightened, turn_of, turned


def read_picture(picture: PagePicture, number: int, network: Network) -> PictureReading:
    """
    The text and the rules of one page's picture.

    Args:
        picture: As it is shown.
        number: Of the page, from 1.
        network: What sees and reads lines.
    """
    turn = turn_of(picture, network)
    page = turned(picture, turn)
    skew = skew_of(ink_of(page), page.dpi)
    page = straightened(page, skew)
    seals = find_seals(page, red_of(page.pixels))
    page = without_seals(page, seals)
    ink = ink_of(page)
    boxes = find_boxes(page, network)
    scale = 72 / page.dpi
    level, upright = without_strokes_of(
        [Rectangle(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale) for box in boxes],
        *find_rules(ink, page.dpi),
    )
    boxes = find_lines(boxes, _grids(level, upright), ink, page.dpi)
    usual = usual_height(boxes)
    lines = [
        with_marks(with_shapes(read_line(page.pixels, ink, box, usual, network), ink, usual)) for box in boxes
    ]
    frame = Frame(picture.width, picture.height, turn, skew)
    shown = tuple(SealPlace(Rectangle(*frame.shown(*seal.box(page.dpi))), seal.is_cut) for seal in seals)
    glyphs = to_glyphs(lines, ink, page.dpi)
    return PictureReading(PageInk(number, frame, glyphs, level, upright), shown)


def _grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    try:
        return find_grids(level, upright)
    except CrowdedPageError:
        return []
