"""What documents are called: below their argument, in the output, and on systems that take no odd names."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath, PurePosixPath
from unicodedata import category, normalize

from hospplan.batch.inputs.input import readable

_OFFICE = (".docx", ".docm", ".dotx", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt")
_OTHER = (".pdf", ".ofd", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".txt", ".md", ".markdown")
_SHEETS = (".xlsx", ".xlsm", ".xls", ".et")
_SCANS = (".tif", ".tiff")
DOCUMENT_SUFFIXES = frozenset((*_OFFICE, *_OTHER, *_SHEETS, *_SCANS))
"""
What is taken for a document inside a folder, also where its format is not read (yet): a plan that stays out
of the output has to be told. Programs are no documents, nor are pictures but scans in TIFF: most are logos and
photographs. A file that is named itself is tried whatever it is called.
"""
ARCHIVE_SUFFIX = ".zip"
READ_SUFFIXES = DOCUMENT_SUFFIXES | {ARCHIVE_SUFFIX}
LOCK = "~$"
_LEFT_OUT = (".", LOCK)
_OF_MACOS = "__MACOSX"
"""The folder that macOS adds to an archive, of files that describe the real ones."""

_LONGEST = 230
"""Bytes of a name in UTF-8: file systems take 255, and the suffix of an output and a number come behind it."""
_LONGEST_WAY = 1000
"""Bytes of a name with its folders: systems take 1,024 to 4,096 for a path, and where OUT lies comes before it."""
_OUR_FOLDERS = frozenset({".hospplan", "manifest.jsonl", "summary.md"})
"""What a folder in OUT can't be called, since hospplan puts something else there."""
_OUR_NAMES = frozenset({"summary"})
"""What a document can't be called: as Markdown it would be summary.md, the page of the run."""
_ODD = re.compile(r'[<>:"|?*]')
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Characters that control a screen, halves of characters, ends of lines and paragraphs."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")


def is_left_out(name: str) -> bool:
    """True of a hidden file, of the lock file that Office keeps beside an open document, and of macOS's extra folder."""
    return name.startswith(_LEFT_OUT) or name == _OF_MACOS


def below(base: PurePath, path: PurePath) -> PurePosixPath:
    """
    The place of a file below a folder, with / on every system; its name alone where it is not below.

    Works on the text of the paths, so that it holds for drives and network names too.
    """
    try:
        parts = path.relative_to(base).parts
    except ValueError:
        parts = (path.name,)
    kept = [part for part in parts if part not in {"..", path.anchor}]
    return PurePosixPath(*map(readable, kept))


def from_here(here: PurePath, path: PurePath) -> PurePosixPath:
    """
    The name of a path of a list: below the current folder if it is there, else all of it without its root.

    So it depends on no other line, and no two files meet.
    """
    try:
        parts = path.relative_to(here).parts
    except ValueError:
        parts = path.parts[1:] if path.anchor else path.parts
    return PurePosixPath(*map(readable, parts))


def portable(name: str) -> PurePosixPath | None:
    r"""
    A name from an archive or a store as every system can have it; None where nothing is left of it.

    Backslashes part folders. A drive, a root and .. are dropped, so that no name leaves the output; characters that
    control a screen or that Windows forbids become _, as do blanks and dots at the end of a name; CON and its kind
    get a _ before them.
    """
    name = _DRIVE.sub("", name, count=1) if _DRIVE.match(name) else name
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return PurePosixPath(*map(_portable_part, parts)) if parts else None


def _portable_part(part: str) -> str:
    plain = "".join(
        "_" if category(character) in {"Cc", "Cs", "Zl", "Zp"} else character for character in part
    )
    plain = _ODD.sub("_", plain)
    kept = plain.rstrip(" .")
    plain = kept + "_" * (len(plain) - len(kept))
    return f"_{plain}" if _DEVICE.match(plain) else plain


def output_names(names: Iterable[PurePosixPath]) -> Iterator[PurePosixPath]:
    """
    One name for each document, none equal to another on any file system.

    A name stays as it is, unless one before it differs in nothing, in case or in the way an accent is coded
    only: then it gets " (2)" (" (3)" …) at its end. One that is too long for a file system is cut, and has eight
    digits of its hash for what is missing; so do too many folders. What is hospplan's own counts as taken. Names that
    are so already stay.
    """
    taken: set[str] = set(_OUR_NAMES)
    numbers: dict[str, int] = {}
    for name in map(_shortened, map(_not_ours, names)):
        free, key = name, _key(name)
        number = numbers.get(key, 1)
        first = key
        while key in taken:
            number += 1
            free = _shortened(name.with_name(f"{name.name} ({number})"))
            key = _key(free)
        taken.add(key)
        if number > 1:
            numbers[first] = number
        yield free


def _not_ours(name: PurePosixPath) -> PurePosixPath:
    first, *rest = name.parts
    return PurePosixPath(f"_{first}", *rest) if rest and first.casefold() in _OUR_FOLDERS else name


def _key(name: PurePosixPath) -> str:
    return normalize("NFC", normalize("NFC", name.as_posix()).casefold())


def _shortened(name: PurePosixPath) -> PurePosixPath:
    if len(name.as_posix()) * 4 <= _LONGEST:  # almost all of them
        return name
    short = PurePosixPath(*map(_short_part, name.parts))
    whole = short.as_posix().encode("utf-8", "replace")
    if len(whole) <= _LONGEST_WAY:
        return short
    return PurePosixPath(short.parts[0], f"~{sha256(whole).hexdigest()[:8]}", short.name)


def _short_part(part: str) -> str:
    data = part.encode("utf-8", "replace")
    if len(data) <= _LONGEST:
        return part
    suffix = PurePath(part).suffix
    suffix = suffix if len(suffix) <= 10 else ""
    end = f"~{sha256(data).hexdigest()[:8]}{suffix}"
    return f"{data[: _LONGEST - len(end.encode())].decode('utf-8', 'ignore')}{end}"
