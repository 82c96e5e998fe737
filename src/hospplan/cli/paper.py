"""A rich console that writes into a text, so that one place decides where output goes."""

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

FILE_WIDTH = 200
"""Columns of what is written to a file or pipe, where no screen sets the width."""
_LINES = "─│├└≥≤～"


class Paper(io.StringIO):
    """What a console writes to. Its encoding lets rich draw with ASCII where the screen has no lines."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a StringIO has none, and rich asks for it
        """utf-8 where the screen can show lines, else ascii."""
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        try:
            _LINES.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            return "ascii"
        return "utf-8"


def blank(*, is_screen: bool) -> "tuple[Console, Paper]":
    """A console and the paper that it writes on: as wide and colourful as the screen, or plain."""
    from rich.console import Console  # noqa: PLC0415  (rich is for screens alone)

    paper = Paper()
    if not is_screen:
        plain = Console(file=paper, width=FILE_WIDTH, color_system=None, highlight=False, emoji=False)
        return plain, paper
    console = Console(file=paper, force_terminal=True, highlight=False, emoji=False, markup=False)
    if console.legacy_windows:  # an old cmd.exe takes no escape codes
        console = Console(file=paper, color_system=None, highlight=False, emoji=False, markup=False)
    return console, paper
