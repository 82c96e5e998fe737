"""Tables of WordprocessingML: where each cell lies, and which cells are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hospplan.errors import LimitError
from hospplan.limits import Limits
from hospplan.readers.docx.xml import VAL, W, read_int, value_of
from hospplan.readers.safe_xml import Element

_CELL_PROPERTIES = f"{W}tcPr"


@dataclass(slots=True)
class Slot:
    """A cell's place, and the lines of all its merged parts."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: list[str] = field(default_factory=list)
    is_read: bool = False
    """The first of its parts was read; Word shows the text of no other."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a w:tc says of its size."""

    width: int
    vertical: str | None
    """w:vMerge: "restart", "continue", or None."""
    horizontal: str | None
    """w:hMerge, the form of old files, likewise."""


class Grid:
    """The cells of one table, placed row after row."""

    def __init__(self, limits: Limits) -> None:
        """An empty table."""
        self._limits = limits
        self._rows = 0
        self._count = 0
        self._above: dict[int, Slot] = {}
        self.slots: list[Slot] = []
        """All cells, in row, then column order; none overlap."""

    def place_row(self, before: int, cells: Sequence[Element]) -> list[Slot]:
        """
        Place the next row.

        Args:
            before: Columns that the row leaves free at its beginning (w:gridBefore).
            cells: Its w:tc.

        Returns:
            For each of *cells* the slot that it is part of: its own, or that of the cell that it continues.

        Raises:
            LimitError: Too many columns, or too many cells.
        """
        placed: list[Slot] = []
        merging: dict[int, Slot] = {}
        col = max(before, 0)
        for shapes in _joined(map(_shape, cells)):
            width = sum(shape.width for shape in shapes)
            if col + width > self._limits.table_columns:
                raise LimitError(f"a table has over {self._limits.table_columns:,} columns")
            vertical = shapes[0].vertical
            above = self._above.get(col) if vertical == "continue" else None
            if above is not None and above.col_span == width:
                slot = above
                slot.row_span += 1
            else:
                # Also a part that continues nothing: a real cell between two halves of a merge ends it.
                slot = Slot(self._rows, col, 1, width)
                self.slots.append(slot)
            if vertical is not None:
                merging[col] = slot
            placed += [slot] * len(shapes)
            col += width
        self._count += len(placed)
        if self._count > self._limits.table_cells:
            raise LimitError(f"a table has over {self._limits.table_cells:,} cells")
        self._above = merging
        self._rows += 1
        return placed


def _joined(shapes: Iterable[_Shape]) -> list[list[_Shape]]:
    """Cells of a row, those that w:hMerge joins together."""
    groups: list[list[_Shape]] = []
    for shape in shapes:
        if shape.horizontal == "continue" and groups and groups[-1][0].horizontal is not None:
            groups[-1].append(shape)
        else:
            groups.append([shape])
    return groups


def _shape(cell: Element) -> _Shape:
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        return _Shape(1, None, None)
    width = max(read_int(value_of(properties, f"{W}gridSpan"), 1), 1)
    return _Shape(width, _merge(properties, f"{W}vMerge"), _merge(properties, f"{W}hMerge"))


def _merge(properties: Element, name: str) -> str | None:
    merge = properties.find(name)
    if merge is None:
        return None
    return "restart" if merge.get(VAL) == "restart" else "continue"  # without a value: continue (17.4.84)
