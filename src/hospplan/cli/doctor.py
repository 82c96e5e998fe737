"""`hospplan doctor`: which formats can be read on this machine, what reads them, and how to add what is missing."""

import json
import locale
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import typer

import hospplan
from hospplan.cli import specimens
from hospplan.cli.catalogue import Catalogue
from hospplan.cli.terminal import Output, Terminal

AsJson = Annotated[bool, typer.Option("--json")]
_LIBRARIES = ("typer", "rich", "pydantic", "jieba")
_WIDTH = 44
"""Columns up to what reads a format."""


@dataclass(frozen=True, slots=True)
class Form:
    """A format as a person knows it: its suffixes, the libraries that read it, and a small document of it."""

    name: str
    suffixes: tuple[str, ...]
    libraries: tuple[str, ...]
    specimen: Callable[[], bytes]
    needs: Literal["nothing", "office", "ocr"] = "nothing"
    """What it needs beside hospplan's own installation."""


FORMS = (
    Form("docx", (".docx", ".docm", ".dotx", ".dotm"), ("python-docx", "lxml"), specimens.docx),
    Form("doc", (".doc", ".dot", ".wps", ".wpt"), ("msdoc2docx",), specimens.word97),
    Form("pdf", (".pdf",), ("pypdfium2", "pdfplumber"), specimens.pdf),
    Form("ofd", (".ofd",), ("lxml",), specimens.ofd),
    Form("html", (".html", ".htm", ".mhtml", ".mht"), ("lxml",), specimens.page),
    Form("xlsx", (".xlsx", ".xlsm"), ("openpyxl",), specimens.workbook),
    Form("xls", (".xls", ".et"), ("xlrd",), specimens.excel97),
    Form("txt", (".txt",), (), specimens.plain),
    Form("md", (".md", ".markdown"), (), specimens.markdown),
    Form("rtf", (".rtf", ".odt"), (), specimens.rich_text, needs="office"),
    Form(
        "scan",
        (".png", ".jpg", ".tif", ".bmp"),
        ("rapidocr", "onnxruntime"),
        specimens.picture,
        needs="ocr",
    ),
)

EXTRAS = (
    ("ocr", "rapidocr", "onnxruntime"),
    ("cloud", "obstore", "fsspec"),
    ("parquet", "pyarrow"),
    ("postgres", "sqlalchemy", "psycopg"),
    ("ray", "ray"),
)
"""Parts that are installed apart: name of the extra, and what it brings."""


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
    """
    What `--json` shows: formats (tried, each with a small document), versions, encodings.

    Of an extra `installed` says whether all that it brings is there. Of a format `read` says whether all that it
    needs is installed, `works` whether the small document was read, `libraries` what reads it with the version of
    each, `message` what is wrong, and `add` how to add what lacks.
    """
    from hospplan.readers.converted.office import find_office  # noqa: PLC0415  (readers only where asked for)

    office = find_office()
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
        "programs": {"LibreOffice": office},
        "extras": [_part(name, libraries) for name, *libraries in EXTRAS],
        "formats": [_examined(form, office) for form in FORMS],
    }


def _part(name: str, libraries: list[str]) -> dict[str, Any]:
    versions = {library: _version(library) for library in libraries}
    is_there = None not in versions.values()
    return {
        "extra": name,
        "libraries": versions,
        "installed": is_there,
        "add": None if is_there else f"pip install 'hospplan[{name}]'",
    }


def _examined(form: Form, office: str | None) -> dict[str, Any]:
    lack, add = _lack(form, office)
    message = lack or _try(form)
    return {
        "format": form.name,
        "suffixes": list(form.suffixes),
        "libraries": {name: _version(name) for name in form.libraries}
        | ({"LibreOffice": office} if form.needs == "office" else {}),
        "read": lack is None,
        "works": message is None,
        "message": message,
        "add": add,
    }


def _lack(form: Form, office: str | None) -> tuple[str | None, str | None]:
    """What a format needs and this machine has not, and how to add it."""
    from hospplan.picture.network_files import missing  # noqa: PLC0415  (readers only where asked for)
    from hospplan.readers.converted.office import INSTALL  # noqa: PLC0415
    from hospplan.readers.page_findings import ADD_OCR  # noqa: PLC0415

    if form.needs == "office" and office is None:
        return "LibreOffice was not found", INSTALL
    if form.needs == "ocr" and (part := missing()) is not None:
        return f"{part} is not installed", ADD_OCR
    return None, None


def _version(library: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  (loads the email package)

    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _try(form: Form) -> str | None:
    """What goes wrong with a small document of a format; None where nothing does."""
    from hospplan.pipeline import parse_bytes  # noqa: PLC0415

    try:
        parse_bytes(form.specimen(), f"sample.{form.suffixes[0].removeprefix('.')}")
    except Exception as error:  # noqa: BLE001  (whatever is wrong with this machine is the finding)
        return " ".join(str(error).split()) or type(error).__name__
    return None


def _lines(report: dict[str, Any], catalogue: Catalogue) -> Iterator[str]:
    yield f"hospplan {report['hospplan']}"
    yield ""
    yield catalogue.say("doctor.formats")
    for form in report["formats"]:
        sign = "✓" if form["works"] else "✗" if form["read"] else "-"
        head = f"  {sign} {form['format']:<5} {' '.join(form['suffixes'])}"
        yield f"{head:<{_WIDTH}} {_reads(form, catalogue)}"
        if form["add"]:
            key = "mend.needs-office" if "LibreOffice" in form["libraries"] else "mend.part-missing"
            yield f"{'':<10}{catalogue.say(key, extra='ocr')}"
    yield ""
    yield catalogue.say("doctor.extras")
    for part in report["extras"]:
        found = ", ".join(f"{name} {version}" for name, version in part["libraries"].items() if version)
        sign, told = (
            ("✓", found) if part["installed"] else ("-", f"{catalogue.say('doctor.absent')}: {part['add']}")
        )
        yield f"  {sign} {part['extra']:<11} {told}"
    yield ""
    yield catalogue.say("doctor.versions")
    yield f"  Python        {report['python']}"
    for name, found in report["libraries"].items():
        yield f"  {name:<13} {found or catalogue.say('doctor.absent')}"
    yield ""
    yield catalogue.say("doctor.machine")
    yield f"  {report['platform']}"
    for name, encoding in report["encodings"].items():
        yield f"  {name:<16} {encoding}"


def _reads(form: dict[str, Any], catalogue: Catalogue) -> str:
    """What reads a format, or what is wrong with it."""
    if form["read"] and not form["works"]:
        return str(form["message"])
    parts = (
        f"{name} {version or catalogue.say('doctor.absent')}" for name, version in form["libraries"].items()
    )
    return ", ".join(parts) or f"hospplan {hospplan.__version__}"
