"""The workbook: sheets of one look that stream to disk, go on where one is full, and print on A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self, cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from hospplan.export.xlsx.cells import (
    MOST_CHARACTERS,
    Align,
    Cell,
    Look,
    Tone,
    cut,
    fit,
    lines,
    runs,
    shown_width,
    width,
)
from hospplan.export.xlsx.sheet import MOST_LINKS, LinkedSheet

FONT = "微软雅黑"
_TONES: dict[Tone, dict[str, object]] = {
    "plain": {},
    "doubt": {"bg_color": "#FFF2CC"},
    "warning": {"bg_color": "#FFF2CC"},
    "error": {"bg_color": "#F8CBAD"},
    "group": {"bg_color": "#E7EFE3", "bold": True},
    "head": {"bg_color": "#D9E4F2", "bold": True},
    "note": {"font_color": "#7F7F7F"},
}
_ARROW = 2
"""What the button of a filter takes of a head."""
_LINE = 16.5
"""Points that a line of text takes; a row is told its height, since not every program works it out on opening."""
_MARGIN = 1
"""What the sides of a cell take of its width."""
_TALLEST = 409
"""Points: the limit of Excel."""
# A fixed day: the same input gives the same bytes, whenever it is written.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Room:
    """How much one sheet holds: the limits of Excel."""

    rows: int = 1_048_576
    links: int = MOST_LINKS
    characters: int = MOST_CHARACTERS


EXCEL = Room()


@dataclass(frozen=True, slots=True)
class Told:
    """What a workbook could not hold as it was, to be told to its reader."""

    cut: int = 0
    """Texts that were cut, each ended by "…"."""
    unlinked: int = 0
    """Cells without their link."""
    continued: tuple[str, ...] = ()
    """Names of sheets that go on in others."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column, and how its cells are drawn."""

    name: str
    least: int = 6
    most: int = 20
    """Width in digits; wider texts are wrapped."""
    align: Align = "left"
    tallest: int = 12
    """Lines that a row gives room for at most; the rest is seen on clicking the cell. Of 1 nothing is wrapped."""
    is_beside: bool = False
    """Of use to programs and on second thought: folded away, and not printed."""
    is_document: bool = False
    """Names the document: folded away, too, where all rows are of one. The last column that is printed."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet, and what is done with it as a whole."""

    name: str
    heads: tuple[Head, ...]
    frozen: int = 1
    """Columns that stay in sight."""
    colour: str = "#4F81BD"
    """Of the tab."""
    has_filter: bool = True
    title: str | None = None
    """Over each printed page, where it is not the sheet's name."""


class Book:
    """A workbook that is being written; leaving it well as a context completes the file."""

    def __init__(self, path: Path, *, work: Path | None = None, room: Room = EXCEL) -> None:
        """
        Prepare to write.

        Args:
            path: Where to.
            work: A folder for temporary files; None for the system's own.
            room: The limits of a sheet.
        """
        self.room = room
        self.cut = 0
        self.unlinked = 0
        self.continued: list[str] = []
        self.scratch = TemporaryDirectory(dir=work, ignore_cleanup_errors=True)
        self._formats: dict[Look, Format] = {}
        self._books: list[Pages] = []
        self._sheets: list[LinkedSheet] = []
        self.file = Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": self.scratch.name,
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "use_zip64": True,  # only a file over 4 GB is written another way by it
            },
        )
        self.file.set_properties({"created": _CREATED, "author": "hospplan"})
        self.file.set_size(24_000, 14_000)

    def pages(self, layout: Layout) -> "Pages":
        """A new sheet, behind those before."""
        made = Pages(self, layout)
        self._books.append(made)
        return made

    def told(self) -> Told:
        """What could not be held so far."""
        return Told(self.cut, self.unlinked, tuple(self.continued))

    def sheet(self, name: str) -> LinkedSheet:
        """A worksheet of that name."""
        made = self.file.add_worksheet(name, worksheet_class=LinkedSheet)
        assert isinstance(made, LinkedSheet)  # noqa: S101  (XlsxWriter's signature names the base)
        self._sheets.append(made)
        return made

    def format(self, look: Look) -> Format:
        """The format of a look; one for all cells that share it."""
        if look not in self._formats:
            self._formats[look] = self.file.add_format(
                {
                    "font_name": FONT,
                    "font_size": 10,
                    "border": 1,
                    "border_color": "#BFBFBF",
                    "valign": "vcenter",
                    "align": look.align,
                    **({"text_wrap": True} if look.is_wrapped else {}),
                    **({"num_format": look.form} if look.form else {}),
                    **({"indent": look.indent} if look.indent else {}),
                    **({"font_color": "#1F4E9C"} if look.is_link else {}),
                    **({"quote_prefix": True} if look.is_quoted else {}),
                    **_TONES[look.tone],
                }
            )
        return self._formats[look]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for pages in self._books:
                    pages.finish()
                self._close()
        finally:
            for sheet in self._sheets:
                sheet.give_up()
            self.scratch.cleanup()

    def _close(self) -> None:
        try:
            self.file.close()
        except FileCreateError as error:
            cause = error.args[0]
            raise (cause if isinstance(cause, OSError) else error) from None


class Pages:
    """The rows of one kind, over as many sheets as they need."""

    def __init__(self, book: Book, layout: Layout) -> None:
        """Begin the first sheet."""
        self._book = book
        self.layout = layout
        self._sheets: list[tuple[LinkedSheet, int]] = []
        self._widths = [width(head.name) + (_ARROW if layout.has_filter else 0) for head in layout.heads]
        self.subject: str | None = None
        """What all rows are about, for the printed title: the one document of a collection."""
        self._begin()

    @property
    def is_empty(self) -> bool:
        """Whether no row was written yet."""
        return len(self._sheets) == 0 and self._row == 1

    def next_place(self) -> str:
        """Where the next row will begin: `'指标'!A12`."""
        name, row = (self._name(), 1) if self._row >= self._book.room.rows else (self._sheet.name, self._row)
        return f"'{name}'!A{row + 1}"

    def write(self, cells: Sequence[Cell], tone: Tone = "plain", *, level: int = 0) -> str:
        """
        Add a row; the place of its first cell.

        Args:
            cells: One a column.
            tone: Its colour.
            level: How deep it is folded below the last row of a lower level.
        """
        if self._row >= self._book.room.rows:
            self._sheets.append((self._sheet, self._row))
            if self.layout.name not in self._book.continued:
                self._book.continued.append(self.layout.name)
            self._begin()
        row = self._row
        self._row += 1
        most = 1
        for column, (cell, head) in enumerate(zip(cells, self.layout.heads, strict=True)):
            most = max(most, self._cell(row, column, cell, head, tone))
        height = min(_LINE * most + 2, _TALLEST)
        self._sheet.set_row(row, height, None, {"level": level} if level else {})
        self._sheet.forget_rows(row)
        return f"'{self._sheet.name}'!A{row + 1}"

    def write_nothing(self) -> None:
        """Say that there is no row."""
        self.write([Cell("（无）"), *(Cell() for _ in self.layout.heads[1:])], "note")

    def finish(self) -> None:
        """Put widths, filters and print areas to all sheets."""
        for sheet, rows in (*self._sheets, (self._sheet, self._row)):
            self._dress(sheet, rows)

    def _cell(self, row: int, column: int, cell: Cell, head: Head, tone: Tone) -> int:
        """Write a cell; the lines that it takes."""
        if cell.value is None and head.is_beside:
            return 1  # an empty cell is written for its border alone
        value = self._text(cell.value) if isinstance(cell.value, str) else cell.value
        is_link = False
        if cell.link is not None and value is not None:
            book = self._book
            is_link = self._sheet.link(row, column, cell.link, folder=book.scratch.name, most=book.room.links)
            book.unlinked += not is_link
        look = Look(
            align="left" if tone == "group" else head.align,
            tone=tone,
            form=cell.form,
            is_link=is_link,
            is_quoted=isinstance(value, str) and runs(value),
            is_wrapped=not cell.form and tone != "group" and head.tallest > 1,
            indent=cell.indent,
        )
        form = self._book.format(look)
        if value is None:
            self._sheet.write_blank(row, column, None, form)
            return 1
        if isinstance(value, str):
            self._sheet.write_string(row, column, value, form)
        else:
            # XlsxWriter's signature names no Decimal, but of a float it writes 8.949999999999999
            self._sheet.write_number(row, column, cast("float", Decimal(value)), form)
        if tone == "group":
            return 1
        indent = 2 * cell.indent
        self._widths[column] = max(self._widths[column], shown_width(Cell(value, cell.form)) + indent)
        return min(lines(value, head.most - _MARGIN - indent), head.tallest) if isinstance(value, str) else 1

    def _text(self, text: str) -> str:
        fitting = fit(text)
        kept = cut(fitting, self._book.room.characters)
        self._book.cut += kept != fitting
        return kept

    def _name(self) -> str:
        number = len(self._sheets) + 1
        return self.layout.name if number == 1 else f"{self.layout.name} ({number})"

    def _begin(self) -> None:
        self._sheet = self._book.sheet(self._name())
        self._sheet.set_row(0, 21)
        form = self._book.format(Look("center", "head", "", is_link=False, is_quoted=False, is_wrapped=True))
        for column, head in enumerate(self.layout.heads):
            self._sheet.write_string(0, column, head.name, form)
        self._row = 1

    def _dress(self, sheet: LinkedSheet, rows: int) -> None:
        layout = self.layout
        last = len(layout.heads) - 1
        printed = 0
        for column, (head, needed) in enumerate(zip(layout.heads, self._widths, strict=True)):
            is_beside = head.is_beside or (head.is_document and self.subject is not None)
            printed += not is_beside
            options = {"level": 1, "hidden": True} if is_beside else {}
            sheet.set_column(column, column, min(max(needed + _MARGIN, head.least), head.most), None, options)
        if printed <= last:
            sheet.set_column(last + 1, last + 1, None, None, {"collapsed": True})
        sheet.outline_settings(True, False, True, False)
        sheet.freeze_panes(1, layout.frozen)
        if layout.has_filter:
            sheet.autofilter(0, 0, max(rows - 1, 1), last)
        sheet.set_tab_color(layout.colour)
        sheet.hide_gridlines(2)
        # a number of a section ("1.3") is a text here, and no mistake
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._book.room.rows}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.center_horizontally()
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(rows - 1, 1), printed - 1)
        title = layout.title or layout.name
        sheet.set_header(f"&C&14&B{_printed(title, self.subject)}")
        sheet.set_footer("&C第 &P 页，共 &N 页")


def _printed(title: str, subject: str | None) -> str:
    """A title for the head of pages, of at most 200 characters; & starts a command there."""
    whole = title if subject is None else f"{subject}——{title}"
    return cut(fit(whole), 100).replace("\n", " ").replace("&", "&&")
