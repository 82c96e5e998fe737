"""What the objects of an OFD page draw: characters, strokes and pictures, in the order in which they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hospplan.errors import LimitError
from hospplan.limits import Limits
from hospplan.page.figures import Matrix, Stroke, first_then, moved
from hospplan.readers.ofd.path import read_strokes
from hospplan.readers.ofd.resources import NOTHING, DrawParam, Resources
from hospplan.readers.ofd.text import Mark, read_marks
from hospplan.readers.ofd.xml import POINTS, read_box, read_flag, read_matrix, read_number, text_of
from hospplan.readers.safe_xml import Element

_DEEPEST = 12
"""Composite graphics in composite graphics."""
_LINE_WIDTH = 0.353
"""Millimetres, where nothing is said (GB/T 33190-2016, table 34)."""
PAPER: Matrix = (POINTS, 0.0, 0.0, POINTS, 0.0, 0.0)
"""From a page's millimetres to points; both have their origin at the top left."""


class Laid(NamedTuple):
    """An image on a page."""

    part: str | None
    """Its member; None where the package has none."""
    matrix: Matrix
    """From its unit square, y downwards, to points on the paper."""

    @property
    def box(self) -> Stroke:
        """Left, top, right, bottom, in points on the paper."""
        corners = [moved(x, y, self.matrix) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return (min(xs), min(ys), max(xs), max(ys))


@dataclass(slots=True)
class Drawing:
    """What some objects draw, in points from the top left corner of the paper."""

    marks: list[Mark] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    images: list[Laid] = field(default_factory=list)
    paths: int = 0
    hidden: list[Mark] = field(default_factory=list)
    """Characters that are drawn without ink, or not shown."""
    missing: set[str] = field(default_factory=set)
    """What could not be read, in words."""

    def add(self, other: "Drawing") -> None:
        """Draw another over this one."""
        self.marks += other.marks
        self.strokes += other.strokes
        self.images += other.images
        self.paths += other.paths
        self.hidden += other.hidden
        self.missing |= other.missing


class Artist:
    """Draws the objects of one page, within the limits that hold for it."""

    def __init__(self, number: int, limits: Limits) -> None:
        """
        Start with an empty page.

        Args:
            number: Of the page, for messages.
            limits: For its objects and characters.
        """
        self.drawing = Drawing()
        self._number, self._limits = number, limits
        self._objects = 0

    def draw(
        self,
        items: Iterable[Element],
        resources: Resources,
        outer: Matrix = PAPER,
        layer: DrawParam = NOTHING,
        depth: int = 0,
    ) -> None:
        """
        Add what some objects draw.

        Args:
            items: The objects.
            resources: What they refer to.
            outer: From the millimetres that they stand in to points on the paper.
            layer: What their layer says of colours and pens.
            depth: Of composite graphics around them.

        Raises:
            LimitError: There are too many objects or characters.
        """
        for item in items:
            self._objects += 1
            if self._objects > self._limits.page_objects:
                raise LimitError(
                    f"page {self._number} draws more than {self._limits.page_objects:,} objects",
                    mend="print the file to a new OFD",
                )
            match item.tag:
                case "PageBlock":
                    self.draw(item, resources, outer, layer, depth)
                case "TextObject":
                    self._write(item, _placed(item, outer), _param(item, resources, layer))
                case "PathObject":
                    self._stroke(item, _placed(item, outer), _param(item, resources, layer))
                case "ImageObject" if _is_shown(item):
                    part = resources.image(item.get("ResourceID", ""))
                    self.drawing.images.append(Laid(part, _laid(item, outer)))
                case "CompositeObject" if _is_shown(item) and depth < _DEEPEST:
                    id_ = item.get("ResourceID", "")
                    unit = resources.unit(id_)
                    if unit is None:
                        self.drawing.missing.add(f"composite graphic {id_[:20]} is missing")
                    else:
                        param = _param(item, resources, layer)
                        self.draw(unit, resources, _placed(item, outer), param, depth + 1)

    def _write(self, item: Element, matrix: Matrix, param: DrawParam) -> None:
        marks = list(read_marks(item, matrix))
        if len(self.drawing.marks) + len(self.drawing.hidden) + len(marks) > self._limits.page_chars:
            raise LimitError(
                f"page {self._number} has more than {self._limits.page_chars:,} characters",
                mend="print the file to a new OFD",
            )
        if _is_shown(item) and (
            _is_filled(item, param, default=True) or _is_stroked(item, param, default=False)
        ):
            self.drawing.marks += marks
        else:
            self.drawing.hidden += marks

    def _stroke(self, item: Element, matrix: Matrix, param: DrawParam) -> None:
        self.drawing.paths += 1
        if not _is_shown(item):
            return
        width = param.line_width if param.line_width is not None else _LINE_WIDTH
        self.drawing.strokes += read_strokes(
            text_of(item, "AbbreviatedData"),
            matrix,
            is_stroked=_is_stroked(item, param, default=True),
            is_filled=_is_filled(item, param, default=False),
            line_width=read_number(item.get("LineWidth"), width),
        )


def _laid(item: Element, outer: Matrix) -> Matrix:
    """From the unit square of an image to the paper; where there is no CTM it fills its boundary."""
    if item.get("CTM") is not None:
        return _placed(item, outer)
    x, y, width, height = read_box(item.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return first_then((width, 0.0, 0.0, height, x, y), outer)


def _placed(item: Element, outer: Matrix) -> Matrix:
    """From an object's own coordinates to the paper: its CTM, then the corner of its boundary (8.5)."""
    box = read_box(item.get("Boundary"))
    x, y = (box[0], box[1]) if box is not None else (0.0, 0.0)
    a, b, c, d, e, f = read_matrix(item.get("CTM")) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return first_then((a, b, c, d, e + x, f + y), outer)


def _param(item: Element, resources: Resources, layer: DrawParam) -> DrawParam:
    """What holds where the object says nothing: its own drawing parameter, then that of the layer."""
    id_ = item.get("DrawParam")
    if id_ is None:
        return layer
    own = resources.param(id_)
    return DrawParam(
        layer.line_width if own.line_width is None else own.line_width,
        layer.fill if own.fill is None else own.fill,
        layer.stroke if own.stroke is None else own.stroke,
    )


def _is_shown(item: Element) -> bool:
    return read_flag(item.get("Visible"), default=True) and read_number(item.get("Alpha"), 255) > 0


def _is_filled(item: Element, param: DrawParam, *, default: bool) -> bool:
    return read_flag(item.get("Fill"), default=default) and not _is_clear(item.find("FillColor"), param.fill)


def _is_stroked(item: Element, param: DrawParam, *, default: bool) -> bool:
    return read_flag(item.get("Stroke"), default=default) and not _is_clear(
        item.find("StrokeColor"), param.stroke
    )


def _is_clear(own: Element | None, taken: Element | None) -> bool:
    """Whether a colour lets all through."""
    colour = taken if own is None else own
    return colour is not None and read_number(colour.get("Alpha"), 255) <= 0
