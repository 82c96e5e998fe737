"""A small document of each format, made here or beside this file, to try whether it can be read."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

TEXT = "云州市第三人民医院2023年工作计划\n一、工作目标\n床位使用率不低于85%。\n"
_HERE = Path(__file__).parent


def plain() -> bytes:
    """A plain text."""
    return TEXT.encode()


def markdown() -> bytes:
    """The same with a mark."""
    return f"# {TEXT}".encode()


def page() -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><meta charset=utf-8><pre>{TEXT}</pre>".encode()


def word97() -> bytes:
    """A document that LibreOffice wrote as .doc."""
    return (_HERE / "sample.doc").read_bytes()


def excel97() -> bytes:
    """A workbook that LibreOffice wrote as .xls."""
    return (_HERE / "sample.xls").read_bytes()


def rich_text() -> bytes:
    """A document in Rich Text Format, its characters by their numbers."""
    lines = ("".join(f"\\u{ord(char)}?" for char in line) for line in TEXT.splitlines())
    return ("{\\rtf1\\ansi " + "\\par ".join(lines) + "}").encode("ascii")


def workbook() -> bytes:
    """The smallest workbook: a sheet with a row for each line of the sample."""
    office = "http://schemas.openxmlformats.org"
    main, kinds = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{line}</t></is></c></row>'
        for number, line in enumerate(TEXT.splitlines(), start=1)
    )
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{office}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        )
        package.writestr("_rels/.rels", _relation(f"{kinds}/officeDocument", "xl/workbook.xml"))
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels", _relation(f"{kinds}/worksheet", "worksheets/sheet1.xml")
        )
        package.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return file.getvalue()


def _relation(kind: str, target: str) -> str:
    """The part that says what another part needs (ISO/IEC 29500-2)."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'


def picture() -> bytes:
    """A picture of a line of text, in the one font that the library brings, so in Latin letters."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415  (heavy)

    image, file = Image.new("L", (900, 300), 255), BytesIO()
    ImageDraw.Draw(image).text((60, 100), "Plan 2023: 85", fill=0, font=ImageFont.load_default(64))
    image.save(file, "PNG", dpi=(200, 200))
    return file.getvalue()


def docx() -> bytes:
    """The smallest Word document that has a paragraph for each line of the sample."""
    office = "http://schemas.openxmlformats.org"
    word = f"{office}/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.splitlines())
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{office}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body>{paragraphs}</w:body></w:document>',
        )
    return buffer.getvalue()


def pdf() -> bytes:
    """The smallest PDF with text: in the one font that every reader has, so in Latin letters."""
    text = b"BT /F1 16 Tf 80 700 Td (Plan 2023) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        data + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


def ofd() -> bytes:
    """The smallest OFD file: a page with a line of text for each of the sample."""
    space = 'xmlns="http://www.ofdspec.org/2016"'
    texts = "".join(
        f'<TextObject ID="{number}" Boundary="30 {30 + 10 * number} 150 6" Font="1" Size="5.6">'
        f'<TextCode X="0" Y="5" DeltaX="g {len(line) - 1} 5.6">{line}</TextCode></TextObject>'
        for number, line in enumerate(TEXT.splitlines(), start=2)
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr(
            "OFD.xml", f"<OFD {space}><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"
        )
        package.writestr(
            "Doc_0/Document.xml",
            f'<Document {space}><Pages><Page ID="1" BaseLoc="Page_0.xml"/></Pages></Document>',
        )
        package.writestr(
            "Doc_0/Page_0.xml", f"<Page {space}><Content><Layer>{texts}</Layer></Content></Page>"
        )
    return buffer.getvalue()
