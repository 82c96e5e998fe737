"""The structure of a document: header, parts, sections, blocks, tables, sign-off and imprint."""

from typing import Literal

from hospplan.models.base import Model

NumberStyle = Literal[
    "chapter",
    "article",
    "hanzi",
    "paren-hanzi",
    "arabic",
    "paren-arabic",
    "circled",
    "decimal",
    "project",
    "inline",
]
PartKind = Literal["main", "enclosure", "attachment"]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
"""Media types of workbooks: their sheets are parts that no list of attachments names."""


class Box(Model):
    """A stretch of a page, in points from the top left corner of the page as a viewer shows it."""

    page: int
    """From 1."""
    x0: float
    top: float
    x1: float
    bottom: float


class WebField(Model):
    """What a web site says about a document that it shows (索引号, 发布日期 …)."""

    name: str
    """The site's own label without its padding and colon."""
    value: str


class SourceInfo(Model):
    """The file that was read."""

    name: str
    """The file's name without its folders."""
    media_type: str
    """What the content is, whatever the suffix says."""
    sha256: str
    size: int
    """Bytes."""
    pages: int | None
    """Pages, where the format has them."""
    converter: Literal["msdoc2docx", "libreoffice"] | None = None
    """What made a .docx of it that hospplan read; null where hospplan reads the format itself."""
    web: tuple[WebField, ...] = ()
    """Of a saved web page what the site says about the document, in its order."""


class DocumentNumber(Model):
    """发文字号, the number under which an organ issues a document (GB/T 9704-2012, 7.2.5)."""

    text: str
    """As the source has it."""
    agency: str
    """机关代字; of a public notice what stands before the year (…公告), of an order or minutes without any, ""."""
    year: int
    """Where the number names none (令第12号), that of 成文日期."""
    serial: int


class Header(Model):
    """版头 and the head of 主体 (GB/T 9704-2012, 7.2, 7.3.1, 7.3.2)."""

    copy_number: str | None = None
    """份号."""
    classification: str | None = None
    """密级: 绝密, 机密 or 秘密."""
    classification_period: str | None = None
    """保密期限, as written after the star."""
    urgency: str | None = None
    """紧急程度: 特急, 加急, 特提 or 平急."""
    issuer_mark: str | None = None
    """发文机关标志; of a joint issue the names joined by 、."""
    document_number: DocumentNumber | None = None
    """发文字号."""
    signatories: tuple[str, ...] = ()
    """签发人."""
    title: str | None = None
    """标题, its lines joined."""
    title_note: str | None = None
    """The bracketed note under the title (……会议通过), without its brackets."""
    genre: str | None = None
    """文种: the statutory kind (通知, 批复 …), else the kind of the text (规划, 总结 …)."""
    addressees: tuple[str, ...] = ()
    """主送机关."""
    lines: tuple[str, ...] = ()
    """The lines of the source that the header was read from, verbatim and in order."""


class SectionNumber(Model):
    """结构层次序数 of a section (GB/T 9704-2012, 7.3.3)."""

    text: str
    """As written, with its mark: "（一）", "1."."""
    style: NumberStyle
    ordinal: int
    """The number's value; of a decimal number (2.3.1) its last place."""


class Section(Model):
    """A numbered stretch of a part with what belongs under it."""

    id: str
    level: int
    """1 is the outermost level of its part."""
    number: SectionNumber | None
    title: str
    """The heading's text; of a run-in heading its first sentence."""
    heading: str
    """Id of the block that the number stands in; an inline section (一是) shares it with its parent."""
    start: int = 0
    """Where in that block the number starts."""
    blocks: tuple[str, ...] = ()
    """Ids of the section's own blocks, its heading first, those of its children left out; of an inline section none."""
    children: tuple["Section", ...] = ()


class Block(Model):
    """A paragraph, or the place of a table, in reading order."""

    id: str
    type: Literal["paragraph", "table"]
    text: str = ""
    """Verbatim; empty for a table."""
    table: str | None = None
    """The table's id."""
    page: int | None = None
    """The first that it stands on, from 1, where the format has pages."""
    boxes: tuple[Box, ...] = ()
    """Where it stands, a box for each page, where the format has pages; of a table its cells have them."""
    notes: tuple[str, ...] = ()
    """Footnotes and endnotes called in the block."""


class Cell(Model):
    """One cell of a table; a merged one once, with its spans."""

    id: str
    row: int
    """From 0."""
    col: int
    """From 0."""
    row_span: int = 1
    col_span: int = 1
    text: str = ""
    boxes: tuple[Box, ...] = ()
    """Where its text stands, a box for each page, where the format has pages."""


class Table(Model):
    """A table with its cells in row, then column order."""

    id: str
    caption: str | None = None
    header_rows: int = 0
    """Rows at the top that name columns or the table."""
    cells: tuple[Cell, ...] = ()
    page: int | None = None
    merges: Literal["read", "lost"] = "read"
    """Lost where the format (plain text) can't tell a merged cell from an empty one."""
    parent: str | None = None
    """Of a table inside a cell: that cell's id."""


class Part(Model):
    """The notice itself, the text that it issues, or an attachment."""

    kind: PartKind
    number: int | None = None
    """An attachment's number, where it has one."""
    title: str | None = None
    subtitle: str | None = None
    """The line after —— under a title."""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()


class SignOff(Model):
    """发文机关署名 and 成文日期 (GB/T 9704-2012, 7.3.5)."""

    issuers: tuple[str, ...] = ()
    date: str | None = None
    """ISO 8601."""
    lines: tuple[str, ...] = ()
    """The lines of the source that it was read from, verbatim and in order."""


class Imprint(Model):
    """版记 (GB/T 9704-2012, 7.4)."""

    cc: tuple[str, ...] = ()
    """抄送机关."""
    issuing_office: str | None = None
    """印发机关."""
    issue_date: str | None = None
    """印发日期, ISO 8601."""
    lines: tuple[str, ...] = ()
    """The lines of the source that it was read from, verbatim and in order."""


class Document(Model):
    """A document's structure. Each character of the source is in one block, cell or `lines`."""

    source: SourceInfo
    header: Header
    parts: tuple[Part, ...]
    attachment_list: tuple[str, ...] = ()
    """附件说明: the attachments that the text names, whether or not they are in the file."""
    sign_off: SignOff = SignOff()
    note: str | None = None
    """附注, without its brackets."""
    imprint: Imprint = Imprint()
