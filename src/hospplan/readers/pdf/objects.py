"""What a PDF page draws beside its characters: rules, pictures, and how its text is set."""

from collections.abc import Iterable, Iterator
from ctypes import addressof, byref, c_float, c_int, c_uint
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium_c

from hospplan.errors import LimitError
from hospplan.limits import Limits
from hospplan.page.figures import IDENTITY, MOST_SEGMENTS, Matrix, first_then, moved, strokes_of

_DEEPEST = 12
"""Forms in forms."""
_TEXT, _PATH = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM
_INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE


@dataclass(slots=True)
class Drawing:
    """The objects of a page, in its own coordinates (points, y upwards)."""

    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Both ends of each straight stroke along an axis, the lower left first."""
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Left, bottom, right, top."""
    invisible: set[int] = field(default_factory=set)
    """Addresses of text objects that are drawn without ink."""
    paths: int = 0
    seen: int = 0


def read_drawing(page: pdfium_c.FPDF_PAGE, limits: Limits) -> Drawing:
    """
    The rules and pictures of a page, those in forms included.

    Raises:
        LimitError: The page draws too many objects.
    """
    drawing = Drawing()
    count = pdfium_c.FPDFPage_CountObjects(page)
    _take((pdfium_c.FPDFPage_GetObject(page, at) for at in range(count)), IDENTITY, drawing, limits, 0)
    return drawing


def _take(
    items: Iterable[pdfium_c.FPDF_PAGEOBJECT], outer: Matrix, drawing: Drawing, limits: Limits, depth: int
) -> None:
    kind_of, mode_of = pdfium_c.FPDFPageObj_GetType, pdfium_c.FPDFTextObj_GetTextRenderMode
    for item in items:
        drawing.seen += 1
        if drawing.seen > limits.page_objects:
            raise LimitError(
                f"a page draws more than {limits.page_objects:,} objects", mend="print the file to a new PDF"
            )
        kind = kind_of(item)
        if kind == _TEXT:
            if mode_of(item) == _INVISIBLE:
                drawing.invisible.add(addressof(item.contents))
        elif kind == _PATH:
            drawing.paths += 1
            drawing.strokes += _strokes(item, outer)
        elif kind == _IMAGE:
            drawing.pictures.append(_bounds(item, outer))
        elif kind == _FORM and depth < _DEEPEST:
            count = pdfium_c.FPDFFormObj_CountObjects(item)
            inside = (pdfium_c.FPDFFormObj_GetObject(item, at) for at in range(count))
            _take(inside, first_then(_matrix(item), outer), drawing, limits, depth + 1)


def _matrix(item: pdfium_c.FPDF_PAGEOBJECT) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _bounds(item: pdfium_c.FPDF_PAGEOBJECT, outer: Matrix) -> tuple[float, float, float, float]:
    edges = [c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(item, *map(byref, edges)):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = (edge.value for edge in edges)
    corners = [moved(x, y, outer) for x, y in ((left, bottom), (right, top), (left, top), (right, bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _strokes(item: pdfium_c.FPDF_PAGEOBJECT, outer: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a path along an axis; a filled rectangle that is thin is one, too."""
    count = pdfium_c.FPDFPath_CountSegments(item)
    fill, stroke = c_int(), c_int()
    if not 2 <= count <= MOST_SEGMENTS or not pdfium_c.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke)):
        return
    if not (fill.value or stroke.value) or _is_clear(item, is_stroke=bool(stroke.value)):
        return
    matrix = first_then(_matrix(item), outer)
    for points, is_curved in _figures(item, count, matrix):
        if is_curved:
            continue
        yield from strokes_of(points, is_stroked=bool(stroke.value))


def _is_clear(item: pdfium_c.FPDF_PAGEOBJECT, *, is_stroke: bool) -> bool:
    """Whether a path is drawn with a colour that lets all through."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    colour = pdfium_c.FPDFPageObj_GetStrokeColor if is_stroke else pdfium_c.FPDFPageObj_GetFillColor
    return bool(colour(item, byref(red), byref(green), byref(blue), byref(alpha))) and alpha.value == 0


def _figures(
    item: pdfium_c.FPDF_PAGEOBJECT, count: int, matrix: Matrix
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The corners of each figure of a path in page coordinates, and whether it has curves."""
    points: list[tuple[float, float]] = []
    is_curved = False
    x, y = c_float(), c_float()
    for at in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, at)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points, is_curved
            points, is_curved = [], False
        is_curved = is_curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(moved(x.value, y.value, matrix))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, is_curved
