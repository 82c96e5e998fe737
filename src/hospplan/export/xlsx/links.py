"""Links to files beside the workbook."""

from pathlib import PurePosixPath, PureWindowsPath

from hospplan.export.xlsx.cells import Link

_MOST = 2_000
"""Characters of a link: Excel takes 2,079."""
# What ends a path in a URL, or that Excel writes escaped; Chinese stays as it is.
_ESCAPED = str.maketrans({character: f"%{ord(character):02X}" for character in ' "#%<>?[\\]^`{|}'})


def to_file(path: str, page: int | None = None) -> Link | None:
    """
    A link to a file, and to a page of it where it is a PDF.

    Args:
        path: From the workbook's folder, parted by "/". None comes of one that says where this machine keeps its
            files (absolute), and of one that is longer than Excel takes.
        page: From 1.
    """
    if PurePosixPath(path).is_absolute() or PureWindowsPath(path).anchor or not path.isprintable():
        return None
    escaped = path.translate(_ESCAPED)
    if ":" in escaped.partition("/")[0]:
        escaped = f"./{escaped}"  # else a URL with a scheme
    if len(escaped) > _MOST:
        return None
    has_pages = page is not None and path.lower().endswith(".pdf")
    return Link(f"page={page}" if has_pages else "", escaped)
