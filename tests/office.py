"""LibreOffice for tests: documents in the formats that it writes, made of .docx ones."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hospplan.readers.converted.office import find_office

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
_FILTERS = {
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "xml": "xml:MS Word 2003 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true",  # the first sheet, as shown
    "pdf": "pdf:calc_pdf_Export",
}


def save_as(suffix: str, documents: dict[str, bytes], *, of: str = "docx") -> dict[str, bytes]:
    """Each document in another format; LibreOffice is started once for all of them."""
    program = find_office()
    assert program is not None
    with TemporaryDirectory() as name:
        folder = Path(name)
        for stem, data in documents.items():
            (folder / f"{stem}.{of}").write_bytes(data)
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                _FILTERS[suffix],
                "--outdir",
                str(folder / "out"),
                *(str(folder / f"{stem}.{of}") for stem in documents),
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return {stem: (folder / "out" / f"{stem}.{suffix}").read_bytes() for stem in documents}
