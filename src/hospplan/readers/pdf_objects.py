"""What a PDF page draws beside its characters: rules, pictures, and how its text is set."""

from collections.abc import Iterable, Iterator
from ctypes import addressof, byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium_c

from hospplan.errors import LimitError
from hospplan.limits import Limits

_THIN = 3.0
"""Points: a filled rectangle not wider is a rule; wider it is a shade."""
_SLANT = 0.6
"""Points by which a stroke may leave its axis."""
_SHORTEST = 1.5
"""Points; shorter strokes are dots."""
_MOST_SEGMENTS = 2_000
"""Of one path: more are the outline of a picture or of letters."""
_DEEPEST = 12
"""Forms in forms."""
_TEXT, _PATH = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM
_INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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
    _take((pdfium_c.FPDFPage_GetObject(page, at) for at in range(count)), _IDENTITY, drawing, limits, 0)
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
            _take(inside, _times(_matrix(item), outer), drawing, limits, depth + 1)


def _matrix(item: pdfium_c.FPDF_PAGEOBJECT) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First *inner*, then *outer* (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _bounds(item: pdfium_c.FPDF_PAGEOBJECT, outer: Matrix) -> tuple[float, float, float, float]:
    edges = [c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(item, *map(byref, edges)):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = (edge.value for edge in edges)
    corners = [_moved(x, y, outer) for x, y in ((left, bottom), (right, top), (left, top), (right, bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _strokes(item: pdfium_c.FPDF_PAGEOBJECT, outer: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a path along an axis; a filled rectangle that is thin is one, too."""
    count = pdfium_c.FPDFPath_CountSegments(item)
    fill, stroke = c_int(), c_int()
    if not 2 <= count <= _MOST_SEGMENTS or not pdfium_c.FPDFPath_GetDrawMode(
        item, byref(fill), byref(stroke)
    ):
        return
    if not (fill.value or stroke.value) or _is_clear(item, is_stroke=bool(stroke.value)):
        return
    matrix = _times(_matrix(item), outer)
    for points, is_curved in _figures(item, count, matrix):
        if is_curved:
            continue
        if stroke.value:
            yield from _sides(points)
        elif (thin := _thin(points)) is not None:
            yield thin


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
        points.append(_moved(x.value, y.value, matrix))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, is_curved


def _sides(points: list[tuple[float, float]]) -> Iterator[tuple[float, float, float, float]]:
    thin = _thin(points)
    if thin is not None:  # a rectangle so thin that its two long sides are one rule
        yield thin
        return
    for (x0, y0), (x1, y1) in pairwise(points):
        width, height = abs(x1 - x0), abs(y1 - y0)
        if (height <= _SLANT and width >= _SHORTEST) or (width <= _SLANT and height >= _SHORTEST):
            yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _thin(points: list[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    """The rule that a thin rectangle, or a line there and back, is; None for any other figure."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if (
        len(points) >= 4
        and min(right - left, high - low) <= _THIN
        and max(right - left, high - low) > _SHORTEST
    ):
        if right - left > high - low:
            middle = (low + high) / 2
            return (left, middle, right, middle)
        if high - low > right - left:
            middle = (left + right) / 2
            return (middle, low, middle, high)
    return None
