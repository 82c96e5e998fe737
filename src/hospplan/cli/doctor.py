"""`hospplan doctor`: what works on this machine."""

import json
import locale
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

import hospplan
from hospplan.cli.catalogue import Catalogue
from hospplan.cli.terminal import Output, Terminal

AsJson = Annotated[bool, typer.Option("--json")]

_LIBRARIES = (
    "typer",
    "rich",
    "pydantic",
    "python-docx",
    "lxml",
    "pypdfium2",
    "pdfplumber",
    "jieba",
    "msdoc2docx",
    "rapidocr",
    "onnxruntime",
)
_TEXT = "云州市第三人民医院2023年工作计划\n一、工作目标\n床位使用率不低于85%。\n"


def doctor(as_json: AsJson = False) -> Callable[[Terminal], int]:
    """The run that a call of `doctor` asks for."""

    def run(terminal: Terminal) -> int:
        report = examine()
        target = Output(None)
        if as_json:
            target.data(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
        else:
            target.text("".join(f"{line}\n" for line in _lines(report, terminal.catalogue)))
        target.finish()
        return 0 if all(form["works"] for form in report["formats"] if form["read"]) else 1

    return run


def examine() -> dict[str, Any]:
    """What `--json` shows: formats (tried, each with a small document), versions, encodings."""
    return {
        "hospplan": hospplan.__version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "encodings": {
            "files": "utf-8",
            "file names": sys.getfilesystemencoding(),
            "locale": locale.getpreferredencoding(do_setlocale=False),
            "standard output": getattr(sys.stdout, "encoding", None),
            "standard error": getattr(sys.stderr, "encoding", None),
        },
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "programs": {"LibreOffice": _office()},
        "formats": list(_formats()),
    }


def _office() -> str | None:
    """Where LibreOffice is, which .rtf, .odt, Word 95 and what msdoc2docx can't read need."""
    from hospplan.readers.office import find_office  # noqa: PLC0415

    return find_office()


def _version(library: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  (loads the email package)

    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _formats() -> Iterator[dict[str, Any]]:
    """Each format tried on a small document; those that are not read yet, with what the reader says."""
    from hospplan.picture.network_files import missing  # noqa: PLC0415  (readers come with what follows)
    from hospplan.readers.page_findings import ADD_OCR  # noqa: PLC0415

    for name, data, is_read in (
        ("docx", _docx(), True),
        ("txt", _TEXT.encode(), True),
        ("md", f"# {_TEXT}".encode(), True),
        ("pdf", _pdf(), True),
        ("ofd", _ofd(), True),
        ("doc", (Path(__file__).parent / "sample.doc").read_bytes(), True),
        ("html", f"<!DOCTYPE html><meta charset=utf-8><pre>{_TEXT}</pre>".encode(), True),
    ):
        message = _try(name, data)
        yield {"format": name, "read": is_read, "works": message is None, "message": message}
    lack = missing()
    yield {
        "format": "scan",
        "read": lack is None,
        "works": lack is None,
        "message": None if lack is None else f"{ADD_OCR} ({lack} is not there)",
    }


def _try(name: str, data: bytes) -> str | None:
    """What goes wrong with a small document of a format; None where nothing does."""
    from hospplan.pipeline import parse_bytes  # noqa: PLC0415

    try:
        parse_bytes(data, f"sample.{name}")
    except Exception as error:  # noqa: BLE001  (whatever is wrong with this machine is the finding)
        return " ".join(str(error).split()) or type(error).__name__
    return None


def _docx() -> bytes:
    """The smallest Word document that has a paragraph for each line of the sample."""
    from io import BytesIO  # noqa: PLC0415
    from zipfile import ZipFile  # noqa: PLC0415

    office = "http://schemas.openxmlformats.org"
    word = f"{office}/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _TEXT.splitlines())
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


def _pdf() -> bytes:
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


def _ofd() -> bytes:
    """The smallest OFD file: a page with a line of text for each of the sample."""
    from io import BytesIO  # noqa: PLC0415
    from zipfile import ZipFile  # noqa: PLC0415

    space = 'xmlns="http://www.ofdspec.org/2016"'
    texts = "".join(
        f'<TextObject ID="{number}" Boundary="30 {30 + 10 * number} 150 6" Font="1" Size="5.6">'
        f'<TextCode X="0" Y="5" DeltaX="g {len(line) - 1} 5.6">{line}</TextCode></TextObject>'
        for number, line in enumerate(_TEXT.splitlines(), start=2)
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


def _lines(report: dict[str, Any], catalogue: Catalogue) -> Iterator[str]:
    yield f"hospplan {report['hospplan']}"
    yield ""
    yield catalogue.say("doctor.formats")
    for form in report["formats"]:
        state = catalogue.say("doctor.works")
        if not form["works"]:
            key = "mend.part-missing" if form["format"] == "scan" else "mend.unsupported"
            state = form["message"] if form["read"] else catalogue.say(key)
        yield f"  {'✓' if form['works'] else '-'} {form['format']:<6} {state}"
    yield ""
    yield catalogue.say("doctor.versions")
    yield f"  Python        {report['python']}"
    for name, found in report["libraries"].items():
        yield f"  {name:<13} {found or catalogue.say('doctor.absent')}"
    for name, place in report["programs"].items():
        yield f"  {name:<13} {place or catalogue.say('mend.needs-office')}"
    yield ""
    yield catalogue.say("doctor.machine")
    yield f"  {report['platform']}"
    for name, encoding in report["encodings"].items():
        yield f"  {name:<16} {encoding}"
