"""Habits and slips of real documents. None makes the truth ambiguous: a careful reader still finds it."""

import re
from collections.abc import Mapping, Sequence
from random import Random

KINDS = (
    "half-width marks",
    "full-width percent",
    "full-width digits",
    "spaces around numbers",
    "wide spaces",
    "hanzi",
    "commas",
    "skipped numbers",
    "other marks of numbers",
    "missing full stops",
    "cut lines",
    "merged cells",
    "other dashes",
    "leading spaces",
    "units in three places",
)
"""Some show while a piece is drawn (`Pen.slips`), the others here, line by line."""
HALF = str.maketrans("，；：（）", ",;:()")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HEAD = re.compile(
    r"[（(]?[一二三四五六七八九十]+[）)、]|\d+[.、]|\d+(?:\.\d+)+ |（\d+）|[①-⑳]|第.{1,3}章|\d+ "
)
PADDED_HEADS = ("序号", "单位", "指标", "类别", "属性", "领域", "主办", "协办", "时限")
"""Heads of columns that typists spread over their width."""
HAN = re.compile(r"[\u4e00-\u9fff]")


def disturb(lines: Sequence[str], rates: Mapping[str, float], random: Random) -> list[str]:
    """The lines of the notation with slips at the given rates."""
    out: list[str] = []
    for at, line in enumerate(lines):
        if line.startswith("@"):
            out.append(line)
            continue
        is_table = line.startswith("|")
        marked = _marks(line, rates, random, is_table=is_table)
        if is_table:
            out.append(marked)
            continue
        following = lines[at + 1] if at + 1 < len(lines) else "@"
        if (
            marked.endswith("。")
            and HEAD.match(line)
            and (HEAD.match(following) or following.startswith("@署名"))
            and random.random() < rates.get("missing full stops", 0)
        ):
            marked = marked[:-1]
        if random.random() < rates.get("leading spaces", 0):
            marked = "　　" + marked
        out += _cut(marked, random) if random.random() < rates.get("cut lines", 0) else [marked]
    return out


def _marks(line: str, rates: Mapping[str, float], random: Random, *, is_table: bool) -> str:
    """Character for character, so that what is said stays."""
    head = HEAD.match(line)
    keep = head.end() if head and not is_table else 0
    half, percent, wide = (
        rates.get(kind, 0) for kind in ("half-width marks", "full-width percent", "full-width digits")
    )
    chars = list(line)
    for at in range(keep, len(chars)):
        char = chars[at]
        before, after = chars[at - 1] if at else "", chars[at + 1] if at + 1 < len(chars) else ""
        if (
            char in "，；：（）"
            and random.random() < half
            and not (before[-1:].isdigit() and after.isdigit())
        ):
            chars[at] = char.translate(HALF)
        elif char == "%" and random.random() < percent:
            chars[at] = "％"
        elif (
            char in "—～"
            and before[-1:].isdigit()
            and after.isdigit()
            and random.random() < rates.get("other dashes", 0)
        ):
            chars[at] = random.choice("-~–～－")
    line = "".join(chars)
    if not is_table or wide:
        line = re.sub(
            r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])",
            lambda m: m[0].translate(WIDE) if m.start() >= keep and random.random() < wide else m[0],
            line,
        )
    line = _widened(line, keep, rates.get("wide spaces", 0), random, is_table=is_table)
    spaces = rates.get("spaces around numbers", 0)
    if spaces and not is_table:
        line = line[:keep] + re.sub(
            r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff%])",
            lambda _: " " if random.random() < spaces else "",
            line[keep:],
        )
    return line


def _widened(line: str, keep: int, rate: float, random: Random, *, is_table: bool) -> str:
    """The line with spaces of a character's width: after its number, after a label's colon, in a head of a column."""

    def wide(text: str, instead: str) -> str:
        return instead if random.random() < rate else text

    if not rate:
        return line
    if is_table:
        cells = (
            wide(cell, f" {cell[1]}　{cell[2]} ") if cell.strip() in PADDED_HEADS else cell
            for cell in line.split("|")
        )
        return "|".join(cells)
    head = line[:keep]
    if head:
        head = wide(head, head.rstrip() + "　")
    return head + re.sub("：(?=[\u4e00-\u9fff])", lambda m: wide(m[0], m[0] + "　"), line[keep:])


def _cut(line: str, random: Random) -> list[str]:
    """The line in two, by a line break or as two paragraphs, cut inside a clause that is not the first."""
    places = [
        at
        for at in range(18, len(line) - 4)
        if HAN.match(line[at - 1])
        and HAN.match(line[at])
        and HAN.match(line[at + 1])
        and not HEAD.match(line[at:])
        and line[at] not in "第一二三四五六七八九十百千万亿"
        and any(mark in line[:at] for mark in "，。,")
    ]
    if not places:
        return [line]
    at = random.choice(places)
    return [f"{line[:at]}⏎{line[at:]}"] if random.random() < 0.5 else [line[:at], line[at:]]
