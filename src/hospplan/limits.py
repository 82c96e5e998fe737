"""Budgets for input from strangers. Each has an error that names it and the number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest input that is read. Real plans stay a hundredfold below."""

    file_bytes: int = 100 * 2**20
    """A file."""
    unpacked_bytes: int = 400 * 2**20
    """All members of a package together, unpacked."""
    member_bytes: int = 120 * 2**20
    """One member of a package, unpacked."""
    archive_members: int = 100_000
    """Entries of a zip archive of documents."""
    archive_directory_bytes: int = 64 * 2**20
    """The directory of such an archive."""
    archive_bytes: int = 50 * 2**30
    """All documents of such an archive together, unpacked one after the other."""
    members: int = 5_000
    """Entries of a package."""
    ratio: int = 1_000
    """Unpacked to packed size of one member over a megabyte."""
    xml_depth: int = 200
    """Nested elements."""
    xml_nodes: int = 8_000_000
    """Tags and attributes of one XML part, counted before it is parsed: about a gigabyte of memory."""
    paragraphs: int = 400_000
    """Paragraphs of a document, those in cells included."""
    paragraph_chars: int = 1_000_000
    """Characters of one paragraph."""
    table_cells: int = 200_000
    """Cells of one table."""
    table_columns: int = 1_000
    """Columns of one table."""
    pages: int = 10_000
    """Pages of a document."""
    page_chars: int = 200_000
    """Characters of one page, over- and underprinted ones included."""
    drawn_chars: int = 20_000_000
    """Characters that all pages of a file draw, those of a template once for each page."""
    page_objects: int = 400_000
    """Texts, paths and pictures that one page draws."""
    page_program_bytes: int = 32 * 2**20
    """What draws a page, unpacked."""
    page_rules: int = 20_000
    """Straight strokes of one page that tables are looked for in."""

    converter_seconds: int = 60
    """What doc2docx may take for one .doc; a table of five thousand rows takes as long."""
    office_seconds: int = 120
    """What LibreOffice may take for one document, from its start."""
    converter_memory: int = 2 * 2**30
    """Address space of doc2docx, where the system can bound it."""
    office_memory: int = 4 * 2**30
    """Address space of LibreOffice, likewise; an ordinary document takes half a gigabyte."""
    picture_pixels: int = 80_000_000
    """Of one picture: A4 at 900 dpi."""
    picture_pages: int = 2_000
    """Pages of a document that are pictures, whose text is recognised: an hour's work."""
    picture_seconds: float = 120.0
    """The recognition of one page."""


DEFAULT_LIMITS = Limits()
