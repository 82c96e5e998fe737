"""
The pictures of the READMEs, drawn from what the program prints on a terminal.

    python docs/picture.py            draw docs/images/*.svg
    python docs/picture.py --check    compare only; exit status 1 where one is stale

Each picture is a real run of hospplan on a sample, in a pseudo-terminal of 112 columns (so on Linux and macOS
alone). Every stretch of text is given the width of its columns, two for a Chinese character, so that the tables
line up whichever font a browser has. The same output gives the same bytes.
"""  # noqa: INP001  (a script, no package)

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SUMMARY = "samples/annual-summary-2024.docx"
PICTURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("targets.svg", ("extract-targets", SUMMARY, "--headers", "en")),
    ("targets.zh-CN.svg", ("extract-targets", SUMMARY)),
    ("tree.svg", ("parse", SUMMARY, "--headers", "en")),
    ("tree.zh-CN.svg", ("parse", SUMMARY)),
)
"""File → the call that it shows."""

COLUMNS = 112
_CELL, _LINE, _SIZE, _WIDE_SIZE = 8.4, 21.0, 14, 16
"""The width of a column, the height of a line, the size of letters and of Chinese characters, which fill two columns."""
_MARGIN, _BAR = 18.0, 34.0
_WORD = re.compile("[─│├└]+|[^ ─│├└]+(?: [^ ─│├└]+)*")
_PAPER, _INK, _DIM = "#1e2127", "#dfe3ea", "#8b93a3"
_COLOURS = {1: "#e88388", 2: "#8fce8a", 3: "#e0c06f", 6: "#6cc7d9"}
"""Number of a terminal's colour → ours."""
_FONTS = (
    "'Sarasa Mono SC','Noto Sans Mono CJK SC',Menlo,Consolas,'DejaVu Sans Mono',"
    "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',monospace"
)


def main() -> int:
    """Draw or compare all pictures."""
    parser = argparse.ArgumentParser(description="The pictures of the READMEs.")
    parser.add_argument("--check", action="store_true", help="compare only")
    is_check = parser.parse_args().check
    stale = []
    for name, call in PICTURES:
        picture, path = draw(call, screen_of(call)), IMAGES / name
        if is_check:
            if not path.exists() or path.read_text("utf-8") != picture:
                stale.append(name)
            continue
        IMAGES.mkdir(exist_ok=True)
        path.write_text(picture, "utf-8", newline="\n")
    if stale:
        sys.stderr.write(f"stale: {', '.join(stale)}; run python docs/picture.py\n")
    return 1 if stale else 0


def screen_of(call: tuple[str, ...]) -> str:
    """What hospplan prints on a terminal, with its escape codes."""
    ours, theirs = os.openpty()
    environment = os.environ | {
        "COLUMNS": str(COLUMNS),
        "HOSPPLAN_LANG": "en",
        "PYTHONIOENCODING": "utf-8",
        "TERM": "xterm-256color",
    }
    for unwanted in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        environment.pop(unwanted, None)
    program = [sys.executable, "-m", "hospplan", *call]
    with subprocess.Popen(program, cwd=ROOT, env=environment, stdout=theirs) as run:  # noqa: S603  (ours)
        os.close(theirs)
        printed = b"".join(_until_closed(ours))
    os.close(ours)
    if run.returncode != 0:
        raise SystemExit(f"hospplan {' '.join(call)}: exit status {run.returncode}")
    return printed.decode().replace("\r\n", "\n")


def draw(call: tuple[str, ...], screen: str) -> str:
    """The SVG of a window that shows a call and what it printed."""
    lines = [Text.assemble(("$ ", "dim"), "hospplan ", " ".join(call)), *_lines(screen)]
    width = 2 * _MARGIN + max(cell_len(line.plain.rstrip()) for line in lines) * _CELL
    height = _BAR + len(lines) * _LINE + _MARGIN
    body = [
        stretch
        for number, line in enumerate(lines)
        for stretch in _stretches(line, _BAR + (number + 0.75) * _LINE)
    ]
    dots = [f'<circle cx="{_MARGIN + 4 + 18 * place:g}" cy="17" r="5" fill="#4a505c"/>' for place in range(3)]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'font-family="{_FONTS}" font-size="{_SIZE}" fill="{_INK}" role="img">'
    )
    title = f"<title>hospplan {escape(' '.join(call))}</title>"
    paper = f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{_PAPER}"/>'
    return "\n".join((head, title, paper, *dots, *body, "</svg>", ""))


def _until_closed(terminal: int) -> Iterator[bytes]:
    """What comes out of a pseudo-terminal; Linux ends it with an error, macOS with nothing."""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return
        if not piece:
            return
        yield piece


def _lines(screen: str) -> list[Text]:
    lines = list(Text.from_ansi(screen).split("\n"))
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return lines


def _stretches(line: Text, baseline: float) -> Iterator[str]:
    """The parts of a line that share style and width of character, each put at its column; wide gaps are left out."""
    styles = [Style()] * len(line)
    for span in line.spans:
        style = span.style if isinstance(span.style, Style) else Style.parse(span.style)
        for at in range(span.start, min(span.end, len(line))):
            styles[at] += style
    column = 0
    for (wide, style), group in groupby(
        zip(line.plain, styles, strict=True), key=lambda pair: (cell_len(pair[0]), pair[1])
    ):
        text = "".join(character for character, _ in group)
        for word in _WORD.finditer(text):
            x = _MARGIN + (column + wide * word.start()) * _CELL
            yield (
                f'<text x="{x:g}" y="{baseline:g}" textLength="{wide * len(word[0]) * _CELL:g}"'
                f'{_look(style, is_wide=wide == 2)} xml:space="preserve">{escape(word[0])}</text>'
            )
        column += wide * len(text)


def _look(style: Style, *, is_wide: bool) -> str:
    """The attributes of a style; the picture's own ink where it has none."""
    colour = _DIM if style.dim else _COLOURS.get(style.color.number or 0) if style.color else None
    look = f' fill="{colour}"' if colour else ""
    size = f' font-size="{_WIDE_SIZE}"' if is_wide else ""
    return size + look + (' font-weight="bold"' if style.bold else "")


if __name__ == "__main__":
    raise SystemExit(main())
