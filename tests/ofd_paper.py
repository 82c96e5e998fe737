"""
OFD files drawn from the sheets of `paper.py`, as two families of programs write them.

    draw(text, Look(), OFFICE)      one object a line, steps with "g", default namespace, absolute paths
    draw(text, Look(), PRINTER)     one object a run, prefix "ofd:", relative paths, templates, GB18030, filled rules
    package({"OFD.xml": …})         any members, for files that are broken on purpose
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby, pairwise
from math import cos, radians, sin
from typing import Literal
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.paper import ASCENT, STANDARD, Bar, Look, Mark, Picture, Sheet, Stroke, Text, lay_out, width_of

NAMESPACE = "http://www.ofdspec.org/2016"
MM = 25.4 / 72
"""In a point."""
FIXED_TIME = (2024, 1, 1, 0, 0, 0)
HEAD = 0.3
"""Part of a page's height that a template draws in the printer's style, and as much of the foot as holds the number."""
FOOT = 0.89


@dataclass(frozen=True, slots=True)
class Writer:
    """How a program writes OFD."""

    prefix: Literal["", "ofd:", "none"]
    """Of the elements; "" for a default namespace, "none" for no namespace at all."""
    is_absolute: bool
    """Paths begin at the root of the package."""
    has_lines: bool
    """One text object for each line, its steps packed with "g"; else one for each run, scaled by a CTM."""
    has_templates: bool
    """Heads and feet of pages are drawn by templates."""
    encoding: Literal["UTF-8", "GB18030"]


OFFICE = Writer("", is_absolute=True, has_lines=True, has_templates=False, encoding="UTF-8")
PRINTER = Writer("ofd:", is_absolute=False, has_lines=False, has_templates=True, encoding="GB18030")
WRITERS = {"an office's program": OFFICE, "a printer's program": PRINTER}


def draw(source: str, look: Look = STANDARD, writer: Writer = OFFICE) -> bytes:
    """A document in the notation as the file of an OFD."""
    return ofd(lay_out(source, look), writer)


def ofd(sheets: Sequence[Sheet], writer: Writer = OFFICE) -> bytes:
    """The file of some pages."""
    return package(members(sheets, writer))


def package(parts: Mapping[str, str | bytes], *, is_packed: bool = True) -> bytes:
    """A zip of some members. Unpacked it is the same on every machine; packed it depends on the library."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, part in parts.items():
            member = ZipInfo(name, FIXED_TIME)
            member.compress_type = ZIP_DEFLATED if is_packed else ZIP_STORED
            archive.writestr(member, part)
    return file.getvalue()


def members(sheets: Sequence[Sheet], writer: Writer = OFFICE) -> dict[str, str | bytes]:
    """The members of a package of one document."""
    at = "/Doc_0/" if writer.is_absolute else ""
    pages, templates, files = [], [], {}
    for number, sheet in enumerate(sheets):
        own, shared = _parted(sheet, writer)
        uses = ""
        if shared:
            id_ = 500 + number
            templates.append(f'<TemplatePage ID="{id_}" BaseLoc="{at}Tpls/Tpl_{number}/Content.xml"/>')
            uses = f'<Template TemplateID="{id_}" ZOrder="Background"/>'
            files[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = page_xml(objects(shared, writer), writer=writer)
        pages.append(f'<Page ID="{10 + number}" BaseLoc="{at}Pages/Page_{number}/Content.xml"/>')
        area = "" if writer.has_templates else _area(sheet)
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = page_xml(
            objects(own, writer), uses + area, writer=writer
        )
    paper = _area(sheets[0]).replace("Area>", "PageArea>")
    document = (
        f"<CommonData><MaxUnitID>9999</MaxUnitID>{paper}{''.join(templates)}</CommonData>"
        f"<Pages>{''.join(pages)}</Pages>"
    )
    root = "/Doc_0/Document.xml" if writer.is_absolute else "Doc_0/Document.xml"
    body = f"<DocBody><DocInfo><DocID>1</DocID></DocInfo><DocRoot>{root}</DocRoot></DocBody>"
    return {
        "OFD.xml": xml("OFD", body, writer=writer),
        "Doc_0/Document.xml": xml("Document", document, writer=writer),
        **files,
    }


def xml(root: str, content: str, *, writer: Writer = OFFICE) -> bytes:
    """A part with that root element; *content* is written without prefix."""
    space = {"": f' xmlns="{NAMESPACE}"', "none": ""}.get(writer.prefix, f' xmlns:ofd="{NAMESPACE}"')
    text = f"<{root}{space}>{content}</{root}>"
    if writer.prefix == "ofd:":
        text = text.replace("</", "\0").replace("<", "<ofd:").replace("\0", "</ofd:")
    return f'<?xml version="1.0" encoding="{writer.encoding}"?>\n{text}'.encode(writer.encoding)


def page_xml(items: str, before: str = "", *, writer: Writer = OFFICE) -> bytes:
    """A page of one layer."""
    return xml("Page", f'{before}<Content><Layer ID="1" Type="Body">{items}</Layer></Content>', writer=writer)


def _area(sheet: Sheet) -> str:
    return f"<Area><PhysicalBox>0 0 {mm(sheet.width)} {mm(sheet.height)}</PhysicalBox></Area>"


def _parted(sheet: Sheet, writer: Writer) -> tuple[list[Mark], list[Mark]]:
    """The marks of a sheet that the page draws, and those that its template does."""
    if not writer.has_templates:
        return sheet.marks, []
    shared = [mark for mark in sheet.marks if not HEAD < _height(mark) / sheet.height < FOOT]
    return [mark for mark in sheet.marks if mark not in shared], shared


def _height(mark: Mark) -> float:
    return mark.base if isinstance(mark, Text) else mark.y0


def mm(points: float) -> str:
    """A length as a program writes it."""
    return f"{points * MM:.3f}"


def objects(marks: Sequence[Mark], writer: Writer) -> str:
    """The objects of some marks, in their order."""
    found: list[str] = []
    for _, group in groupby(marks, key=lambda mark: _line(mark, writer)):
        run = list(group)
        if isinstance(run[0], Text):
            found.append(_text([mark for mark in run if isinstance(mark, Text)], writer))
        else:
            found += [_shape(mark, writer) for mark in run]
    return "".join(found)


def _line(mark: Mark, writer: Writer) -> object:
    """What the marks of one object have in common."""
    if isinstance(mark, Text) and writer.has_lines and not mark.turn:
        return (mark.base, mark.size, mark.is_unseen, mark.grey)
    return id(mark)


def _text(run: Sequence[Text], writer: Writer) -> str:
    first = run[0]
    starts, text = [], ""
    for mark in run:
        x = mark.x
        for char in mark.text:
            starts.append(x)
            text += char
            x += width_of(char) * mark.size + mark.spacing
    steps = [b - a for a, b in pairwise(starts)]
    top = first.base - ASCENT * first.size
    width = max(starts) + first.size - first.x
    boundary = f"{mm(first.x)} {mm(top)} {mm(width)} {mm(first.size)}"
    size, scale, matrix = first.size, 1.0, ""
    if first.turn:
        turn = radians(first.turn)
        c, s = cos(turn), sin(turn)
        # Around the start of its foot, which stands ASCENT of the size under the corner of the boundary.
        x, y = -s * ASCENT * size * MM, (1 - c) * ASCENT * size * MM
        matrix = f' CTM="{c:.5f} {-s:.5f} {s:.5f} {c:.5f} {x:.3f} {y:.3f}"'
    elif not writer.has_lines:
        scale = first.size * MM
        matrix = f' CTM="{scale:.4f} 0 0 {scale:.4f} 0 0"'
    unit = MM / scale
    numbers = [f"{step * unit:.4f}" for step in steps]
    deltas = f' DeltaX="{packed(numbers) if writer.has_lines else " ".join(numbers)}"' if numbers else ""
    glyphs = " ".join(str(100 + at) for at in range(len(text)))
    transform = (
        ""
        if writer.has_lines
        else f'<CGTransform CodePosition="0" CodeCount="{len(text)}" GlyphCount="{len(text)}"><Glyphs>{glyphs}</Glyphs></CGTransform>'
    )
    shown = ' Visible="false"' if first.is_unseen else ""
    return (
        f'<TextObject ID="2" Boundary="{boundary}" Font="3" Size="{size * unit:.4f}"{matrix}{shown}>'
        f'<FillColor Value="{first.grey} {first.grey} {first.grey}"/>{transform}'
        f'<TextCode X="0" Y="{ASCENT * size * unit:.4f}"{deltas}>{escape(text)}</TextCode></TextObject>'
    )


def packed(numbers: Sequence[str]) -> str:
    """Steps with equal ones in a row as "g", how many, and how long."""
    return " ".join(_packed(numbers))


def _packed(numbers: Sequence[str]) -> Iterator[str]:
    for number, group in groupby(numbers):
        count = len(list(group))
        yield f"g {count} {number}" if count > 2 else " ".join([number] * count)


def _shape(mark: Mark, writer: Writer) -> str:
    match mark:
        case Stroke(x0, y0, x1, y1, width):
            if writer.has_lines:
                path = f"M 0 0 L {mm(x1 - x0)} {mm(y1 - y0)}"
                return path_object(x0, y0, x1, y1, path, f' LineWidth="{mm(width)}"')
            half = width / 2
            return _filled(
                x0 - half * (x0 == x1), y0 - half * (y0 == y1), x1 + half * (x0 == x1), y1 + half * (y0 == y1)
            )
        case Bar(x0, y0, x1, y1):
            return _filled(x0, y0, x1, y1)
        case Picture(x0, y0, x1, y1):
            boundary = f"{mm(x0)} {mm(y0)} {mm(x1 - x0)} {mm(y1 - y0)}"
            matrix = f"{mm(x1 - x0)} 0 0 {mm(y1 - y0)} 0 0"
            return f'<ImageObject ID="4" Boundary="{boundary}" CTM="{matrix}" ResourceID="77"/>'
        case _:
            raise AssertionError(mark)


def _filled(x0: float, y0: float, x1: float, y1: float) -> str:
    w, h = mm(x1 - x0), mm(y1 - y0)
    path = f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C"
    return path_object(x0, y0, x1, y1, path, ' Stroke="false" Fill="true"')


def path_object(x0: float, y0: float, x1: float, y1: float, path: str, more: str = "") -> str:
    """A path whose own coordinates begin at its upper left corner."""
    boundary = f"{mm(x0)} {mm(y0)} {mm(x1 - x0)} {mm(y1 - y0)}"
    return f'<PathObject ID="5" Boundary={quoteattr(boundary)}{more}><AbbreviatedData>{path}</AbbreviatedData></PathObject>'
