"""What a reader hands on: the text of a file in reading order, verbatim, with what layout it knew."""

from dataclasses import dataclass
from typing import Literal

from hospplan.models.plan import Finding

Align = Literal["left", "center", "right", "both"]
Origin = Literal["body", "text-box", "header", "footer"]


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """
    One paragraph. `text` holds no line feed: a reader joins a cut sentence and parts real lines.

    Leading and trailing white space is stripped, white space inside is as the file has it, and an automatic
    number ("一、") stands in the text as a person sees it.
    """

    text: str
    align: Align | None = None
    """As the file sets it; None where the format has no such thing."""
    origin: Origin = "body"
    starts_page: bool = False
    """A page break stands before the paragraph."""
    page: int | None = None
    notes: tuple[str, ...] = ()
    """Footnotes and endnotes that are called in the paragraph."""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell, merged or not. `text` has a line feed between lines that stand for themselves."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table: its cells in row, then column order; none overlap."""

    cells: tuple[SourceCell, ...]
    merges: Literal["read", "lost"] = "read"
    """Lost where the format can't say: an empty cell of plain text may be the rest of a merged one."""
    starts_page: bool = False
    page: int | None = None
    parent: tuple[int, int, int] | None = None
    """For a table inside a cell: index of the outer table among the tables of the source, row, column."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's content in reading order."""

    name: str
    """The file's name without its folders."""
    media_type: str
    sha256: str
    size: int
    pages: int | None
    blocks: tuple[SourceParagraph | SourceTable, ...]
    findings: tuple[Finding, ...] = ()
    """What the reader noticed: a wrong suffix, a part that it could not read."""
