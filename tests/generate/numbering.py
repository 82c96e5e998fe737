"""The numbers of headings: schemes of levels, and each number as text."""

from dataclasses import dataclass, field
from random import Random

from tests.generate.numerals import hanzi
from tests.generate.pen import Pen

SCHEMES: dict[str, tuple[str, ...]] = {
    "一（一）1.": ("hanzi", "paren-hanzi", "arabic", "paren-arabic"),
    "一 1.": ("hanzi", "arabic", "paren-arabic", "circled"),
    "一（一）": ("hanzi", "paren-hanzi", "arabic", "paren-arabic"),
    "第一章 一、": ("chapter", "hanzi", "paren-hanzi", "arabic"),
    "第一章（一）": ("chapter", "paren-hanzi", "arabic", "paren-arabic"),
    "第一章 第一条": ("chapter", "article", "paren-hanzi", "arabic"),
    "decimal": ("whole", "decimal", "decimal", "decimal"),
}
"""Styles of the levels, outermost first."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass
class Counter:
    """The numbers of one part, counted as its headings come."""

    scheme: tuple[str, ...]
    pen: Pen
    goes_on: bool = False
    """The second level counts on across the first (（一）…（七） through all chapters)."""
    counts: list[int] = field(default_factory=lambda: [0] * 6)
    boxes: int = 0
    """Of 专栏, which count through the whole part."""

    def next(self, level: int) -> str:
        """The number of the next heading at *level*, from 1, as it is written."""
        at = level - 1
        self.counts[at] += 1
        if self.pen.slips("skipped numbers") and self.counts[at] > 1:
            self.counts[at] += 1
        for deeper in range(level, len(self.counts)):
            if not ((self.goes_on or self.scheme[1] == "article") and deeper == 1):
                self.counts[deeper] = 0
        return self._text(self.scheme[at], self.counts[: at + 1])

    def _text(self, style: str, counts: list[int]) -> str:
        count = counts[-1]
        match style:
            case "chapter":
                return f"第{hanzi(count)}章"
            case "article":
                return f"第{hanzi(count)}条"
            case "hanzi":
                return f"{hanzi(count)}、"
            case "paren-hanzi":
                text = f"（{hanzi(count)}）"
                return f"({hanzi(count)})" if self.pen.slips("other marks of numbers") else text
            case "arabic":
                return f"{count}、" if self.pen.slips("other marks of numbers") else f"{count}."
            case "paren-arabic":
                return f"（{count}）"
            case "circled":
                return CIRCLED[(count - 1) % 20]
            case _:
                return ".".join(map(str, counts))


def pick_scheme(random: Random) -> str:
    """A scheme, the usual one most often."""
    return random.choices(list(SCHEMES), [5, 2, 2, 1, 1, 0, 1])[0]
