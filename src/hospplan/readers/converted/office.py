"""LibreOffice, where the machine has it: documents that hospplan can't read itself, to .docx."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory

from hospplan.limits import Limits
from hospplan.readers.converted.child import begin, end

INSTALL = (
    "install LibreOffice (libreoffice.org; Windows: winget install TheDocumentFoundation.LibreOffice; "
    "macOS: brew install --cask libreoffice; Debian, Ubuntu: apt install libreoffice-writer-nogui)"
)
"""How to get it, for the end of a message."""

_FILTER = "docx:MS Word 2007 XML"
_DEAD_PROXY = "http://127.0.0.1:9"
"""Port 9 discards; whatever LibreOffice would fetch is not fetched."""
# A profile that is new with each call knows nothing of other documents, and of no one's trust in them.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Java/VirtualMachine", "EnableJava", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),  # by hand
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)


class OfficeError(Exception):
    """LibreOffice gave no document; `str()` says why."""


def find_office() -> str | None:
    """The program, on the PATH or where its installers put it; None where there is none."""
    names = ("soffice.com", "soffice") if sys.platform == "win32" else ("soffice", "libreoffice")
    for name in names:
        if (found := shutil.which(name)) is not None:
            return found
    return next((str(path) for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"):
            if folder := os.environ.get(variable):
                # .com waits until the work is done and .exe need not
                yield Path(folder) / "LibreOffice" / "program" / "soffice.com"
                yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"
    elif sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield folder / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
    else:
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
        yield Path("/snap/bin/libreoffice")


def to_docx(program: str, data: bytes, suffix: str, limits: Limits) -> bytes:
    """
    The .docx that LibreOffice makes of a document.

    It runs without a screen, with a profile of its own that is thrown away, without macros and without a
    network, and is killed with all that it started when its time is over.

    Args:
        program: As `find_office` gives it.
        data: The document; its own name is never shown to LibreOffice.
        suffix: What the content is: ".doc", ".rtf", ".odt", ".xml".
        limits: The time, the memory, the size of what comes of it.

    Raises:
        OfficeError: Nothing came of it.
    """
    with TemporaryDirectory(prefix="hospplan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        source.write_bytes(data)
        _run(program, source, folder, limits)
        target = folder / "out" / "source.docx"
        if not target.is_file():
            raise OfficeError("LibreOffice could not open it")
        if target.stat().st_size > limits.unpacked_bytes:
            raise OfficeError(f"LibreOffice made over {limits.unpacked_bytes:,} bytes of it")
        return target.read_bytes()


def _run(program: str, source: Path, folder: Path, limits: Limits) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, name=key, value=value) for path, key, value in _SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), "utf-8")
    (folder / "temporary").mkdir()
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        "--nologo",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    temporary = str(folder / "temporary")
    environment = {
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), temporary),
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _DEAD_PROXY),
        **dict.fromkeys(("no_proxy", "NO_PROXY"), ""),
        "SAL_USE_VCLPLUGIN": "svp",  # draws in memory
    }
    try:
        process = begin(
            command,
            folder=folder,
            memory=limits.office_memory,
            file_bytes=limits.unpacked_bytes,
            seconds=limits.office_seconds,
            network="none",
            environment=environment,
        )
    except OSError as error:
        raise OfficeError(f"LibreOffice does not start ({error})") from error
    try:
        process.wait(limits.office_seconds)
    except TimeoutExpired:
        raise OfficeError(f"LibreOffice took over {limits.office_seconds} seconds") from None
    finally:
        end(process)  # its leader may end before it
