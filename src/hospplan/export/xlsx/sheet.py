"""A worksheet whose links are written as they come: a collection has more of them than memory should hold."""

from tempfile import TemporaryFile
from typing import IO, cast
from xml.sax.saxutils import quoteattr

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from hospplan.export.xlsx.cells import Link

MOST_LINKS = 65_530
"""Of one sheet: the limit of Excel."""


class LinkedSheet(Worksheet):
    """
    XlsxWriter's worksheet with links of its own: those keep an object for each in memory, 50 MB for 65,530.

    Links to one file share one relationship, as Excel itself writes them.
    """

    def __init__(self) -> None:
        """Prepare an empty sheet."""
        super().__init__()
        self._links: IO[str] | None = None
        self._count = 0
        self._files: dict[str, int] = {}

    def link(self, row: int, column: int, link: Link, *, folder: str | None, most: int = MOST_LINKS) -> bool:
        """
        Let a cell lead somewhere; False where the sheet has no room for one more.

        Args:
            row: From 0.
            column: From 0.
            link: Where to.
            folder: For temporary files.
            most: How many links a sheet may have.
        """
        if self._count >= most:
            return False
        if self._links is None:
            self._links = TemporaryFile("w+", encoding="utf-8", newline="", dir=folder)  # noqa: SIM115  (closed when the sheet is written)
        self._count += 1
        attributes = [("ref", xl_rowcol_to_cell(row, column))]
        if link.file is not None:
            number = self._files.setdefault(link.file, len(self._files) + 1)
            attributes.append(("r:id", f"rId{number}"))
        if link.place:
            attributes.append(("location", link.place))
        shown = "".join(f" {key}={quoteattr(value)}" for key, value in attributes)
        self._links.write(f"<hyperlink{shown}/>")
        return True

    def forget_rows(self, row: int) -> None:
        """Drop what was kept of the row before *row*, which is on disk once *row* is begun."""
        self.row_info.pop(row - 1, None)
        self.row_sizes.pop(row - 1, None)  # only pictures need these

    def give_up(self) -> None:
        """Close temporary files that are still open: those of a workbook that is not completed."""
        if self._links is not None:
            self._links.close()
        cast("IO[str]", self.row_data_fh).close()

    def _write_hyperlinks(self) -> None:
        """Called by XlsxWriter where the element <hyperlinks> has its place."""
        if self._links is None:
            return
        out = cast("IO[str]", self.fh)
        self.rel_count = len(self._files)
        self.external_hyper_links.extend(["/hyperlink", file, "External"] for file in self._files)
        self._xml_start_tag("hyperlinks")
        self._links.seek(0)
        while part := self._links.read(1 << 16):
            out.write(part)
        self._links.close()
        self._xml_end_tag("hyperlinks")
