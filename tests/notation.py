"""
The plain notation that sample and test documents are written in.

One line is one paragraph. A line without a mark is body text, and 一、（一）1. get the fonts of GB/T 9704 by
themselves. A line that starts with @ is an element of the page:

    @份号 000003                     @密级 秘密★1年                @紧急 加急
    @机关 云州市第三人民医院文件     @机关框 (in a text box)       @信头 (of a letter: no 文件)
    @字号 云三医〔2023〕48号         (a 签发人：林知远 after a space goes to the right)
    @题 关于印发⏎工作计划的通知      @副题 ——2023年工作总结        @题注 （2023年1月18日会议通过）
    @主送 各科室：                   @附件列 附件：1.任务清单      @附注 （此件公开发布）
    @署名 云州市第三人民医院         @日期 2023年2月6日            @表题 表1 主要指标
    @新页 (the next starts a page)   @附件 附件1 (likewise)
    @抄送 抄送：云州市卫生健康委员会。
    @印发 云州市第三人民医院办公室 2023年2月7日印发

`# `, `## `, `### ` and `#### ` start paragraphs that Word numbers 一、（一）1. and （1）. In any text ⏎ is
a line break, {++these words++} are a tracked insertion, {--these--} a tracked deletion, {^this^} a footnote.

A table starts with `@表 8 42 10 40`: the widths of its columns, in whatever unit (`/2` after them: Word
repeats two heading rows, not one). It has a line for each row: `| 序号 | 指标 |`. A cell ^ is one with the
cell above it, < with the cell to its left; ⏎ parts the paragraphs of a cell. A line that starts with // is
a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "正文", "份号", "密级", "紧急", "机关", "机关框", "信头", "字号", "题", "副题", "题注", "主送", "附件列",
    "署名", "日期", "附注", "附件", "表题", "抄送", "印发",
]  # fmt: skip
KINDS = frozenset(get_args(Kind))
PARTED = frozenset({"字号", "印发"})
"""Elements with a left and a right end on one line: the space before the right end becomes a tab."""
RIGHT_END = re.compile(r" (?=签发人|\S+印发$)")
MARKUP = re.compile(
    r"\{\+\+(?P<inserted>.*?)\+\+\}|\{--(?P<deleted>.*?)--\}|\{\^(?P<note>.*?)\^\}|(?P<break>[⏎\t])"
)
HANZI = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one sort; of a footnote *text* is what stands at the foot of the page."""

    text: str
    sort: Literal["plain", "inserted", "deleted", "note", "break", "tab"] = "plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the notation."""

    kind: Kind
    text: str
    """With the marks of the notation."""
    starts_page: bool = False
    auto_level: int | None = None
    """0 to 3 where Word is to write the number."""

    def runs(self) -> Iterator[Run]:
        """The stretches of the text, in order."""
        return runs_of(self.text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the notation gives it: *text* with ⏎, or its side of a merge."""

    text: str
    merged: Literal["above", "left"] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of equal length."""

    widths: tuple[int, ...]
    heading_rows: int
    rows: tuple[tuple[Cell, ...], ...]


Element = Paragraph | Table


def read_notation(source: str) -> tuple[Element, ...]:
    """
    The elements of a document.

    Raises:
        ValueError: A mark is unknown, or a row of a table has more or fewer cells than the table has widths.
    """
    elements: list[Element] = []
    starts_page = False
    for number, line in enumerate(source.splitlines(), 1):
        if not line.strip() or line.startswith("//"):
            continue
        if line.startswith("|"):
            elements[-1] = _with_row(elements[-1], line, number)
            continue
        if line == "@新页":
            starts_page = True
            continue
        if line.startswith("@表 "):
            widths, _, heading_rows = line[3:].partition("/")
            elements.append(Table(tuple(int(w) for w in widths.split()), int(heading_rows or 1), ()))
            continue
        elements.append(_paragraph(line, number, starts_page=starts_page))
        starts_page = False
    return tuple(elements)


def _paragraph(line: str, number: int, *, starts_page: bool) -> Paragraph:
    hashes = len(line) - len(line.lstrip("#"))
    if 1 <= hashes <= 4 and line[hashes:].startswith(" "):
        return Paragraph("正文", line[hashes + 1 :], starts_page, hashes - 1)
    if not line.startswith("@"):
        return Paragraph("正文", line, starts_page)
    name, _, text = line[1:].partition(" ")
    for kind in get_args(Kind):
        if name == kind:
            right = RIGHT_END.sub("\t", text) if kind in PARTED else text
            return Paragraph(kind, right, starts_page or kind == "附件")
    raise ValueError(
        f"line {number}: no element is called @{name}; there are {'、'.join(sorted(KINDS))}, 表, 新页"
    )


def _with_row(table: Element, line: str, number: int) -> Table:
    cells = [text.strip() for text in line.strip().strip("|").split("|")]
    if not isinstance(table, Table) or len(cells) != len(table.widths):
        raise ValueError(
            f"line {number}: a row of {len(cells)} cells where @表 gives another number of widths"
        )
    row = tuple(
        Cell("", "above") if text == "^" else Cell("", "left") if text == "<" else Cell(text)
        for text in cells
    )
    return Table(table.widths, table.heading_rows, (*table.rows, row))


def runs_of(text: str) -> Iterator[Run]:
    """The stretches of *text* between and within its marks, none empty."""
    done = 0
    for match in MARKUP.finditer(text):
        if match.start() > done:
            yield Run(text[done : match.start()])
        done = match.end()
        match match.lastgroup:
            case "inserted":
                yield Run(match["inserted"], "inserted")
            case "deleted":
                yield Run(match["deleted"], "deleted")
            case "note":
                yield Run(match["note"], "note")
            case _:
                yield Run("", "tab" if match["break"] == "\t" else "break")
    if done < len(text):
        yield Run(text[done:])


def plain_text(source: str) -> str:
    """
    The document as a text export gives it: a blank line after each paragraph, a tab before each cell.

    Lost are, as in any such export, fonts and places on the page, footnotes, deleted words, and merges: a
    cell that goes on from above is empty, one that goes on from the left is missing.
    """
    counts = [0, 0, 0, 0]
    parts: list[str] = []
    for element in read_notation(source):
        if isinstance(element, Table):
            parts += (_text_row(row) for row in element.rows)
            continue
        number = ""
        if element.auto_level is not None:
            counts[element.auto_level] += 1
            counts[element.auto_level + 1 :] = [0] * (3 - element.auto_level)
            number = number_text(element.auto_level, counts[element.auto_level])
        parts.append(number + shown(element.text))
    return "\n\n".join(parts) + "\n"


def shown(text: str) -> str:
    """*text* as a reader sees it: insertions in, deletions and notes out, a tab as the space it makes."""
    return "".join(
        "\n" if run.sort == "break" else " " * 8 if run.sort == "tab" else run.text
        for run in runs_of(text)
        if run.sort not in {"deleted", "note"}
    )


def _text_row(row: tuple[Cell, ...]) -> str:
    return "\n".join("\t" + shown(cell.text).replace("\n", "\n\n") for cell in row if cell.merged != "left")


def number_text(level: int, count: int) -> str:
    """The number that Word writes at an automatic level, for counts below 100."""
    tens, ones = divmod(count, 10)
    hanzi = (("" if tens == 1 else HANZI[tens]) + "十" if tens else "") + (
        HANZI[ones] if ones or not tens else ""
    )
    return (f"{hanzi}、", f"（{hanzi}）", f"{count}.", f"（{count}）")[level]
