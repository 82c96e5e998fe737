"""Small Word documents for tests, made of raw XML parts, so that each says exactly what it is about."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import Source, SourceParagraph, SourceTable
from hospplan.readers.docx.reader import read_docx

_SCHEMAS = "http://schemas.openxmlformats.org"
_PACKAGE = f"{_SCHEMAS}/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": f"{_SCHEMAS}/wordprocessingml/2006/main",
        "r": f"{_SCHEMAS}/officeDocument/2006/relationships",
        "m": f"{_SCHEMAS}/officeDocument/2006/math",
        "mc": f"{_SCHEMAS}/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_STRICT = {
    f"{_SCHEMAS}/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    f"{_SCHEMAS}/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def t(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "", *, runs: str = "") -> str:
    """A paragraph of one text, or of *runs*."""
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{ppr}{runs or (t(text) if text else '')}</w:p>"


def tc(content: str, properties: str = "") -> str:
    """A table cell of a text, or of XML."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each the XML of its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def number(num_id: int, level: int = 0) -> str:
    """Paragraph properties of a numbered paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def lvl(index: int, number_format: str, pattern: str, more: str = "", start: int = 1) -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*lists: str, nums: str = "") -> str:
    """A numbering part: the definitions 1, 2, … with the lists 1, 2, … that use them, and further *nums*."""
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{levels}</w:abstractNum>' for i, levels in enumerate(lists, 1)
    )
    uses = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(lists) + 1)
    )
    return definitions + uses + nums


def style(name: str, content: str, kind: str = "paragraph", more: str = "") -> str:
    """A style of *content*: basedOn, pPr, rPr."""
    return f'<w:style w:type="{kind}" w:styleId="{name}" {more}>{content}</w:style>'


def make_docx(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    members: Mapping[str, bytes | None] | None = None,
    strict: bool = False,
) -> bytes:
    """
    A package.

    Args:
        body: The content of w:body.
        parts: Kind of relationship ("styles", "numbering", "footnotes", "header") → content of that part's root.
            "header2" is a second header; a header's relationship id is its key.
        members: Raw members that are added or take another's place; None leaves one out.
        strict: Write the strict form.
    """
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    part_relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    files: dict[str, str] = {}
    for key, content in (parts or {}).items():
        kind = key.rstrip("0123456789")
        root = {"header": "hdr"}.get(kind, kind)
        files[f"word/{key}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        part_relations += (
            f'<Relationship Id="{key}" Type="{_SCHEMAS}/officeDocument/2006/relationships/{kind}" '
            f'Target="{key}.xml"/>'
        )
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": part_relations + "</Relationships>",
        **files,
    }
    packed: dict[str, bytes | None] = {}
    for name, text in files.items():
        form = text
        if strict:
            for transitional, uri in _STRICT.items():
                form = form.replace(transitional, uri)
        packed[name] = form.encode()
    packed |= members or {}
    return make_zip({name: data for name, data in packed.items() if data is not None})


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """A deflated zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The source of a package."""
    return read_docx(data, "计划.docx", lexicon=default_lexicon(), limits=limits)


def read_body(body: str, **parts: str) -> Source:
    """The source of a document of this body and these parts."""
    return read(make_docx(body, parts=parts))


def texts(source: Source) -> list[str]:
    """The texts of its paragraphs, and of its tables' cells as "row,col text"."""
    found = []
    for block in source.blocks:
        if isinstance(block, SourceParagraph):
            found.append(block.text)
        else:
            found += [f"{cell.row},{cell.col} {cell.text}" for cell in block.cells]
    return found


def paragraphs(source: Source) -> list[SourceParagraph]:
    """Its paragraphs."""
    return [block for block in source.blocks if isinstance(block, SourceParagraph)]


def tables(source: Source) -> list[SourceTable]:
    """Its tables."""
    return [block for block in source.blocks if isinstance(block, SourceTable)]
