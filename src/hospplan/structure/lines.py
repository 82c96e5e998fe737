"""The blocks of a source as the rooms of structure look at them, and which of them are spoken for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from hospplan.lexicon import Lexicon
from hospplan.models.source import Source, SourceParagraph, SourceTable
from hospplan.text.fold import fold

LONGEST_SHORT = 120
"""Characters; lines of the head, the sign-off and the like are shorter."""


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the source: a paragraph, or a table, which has no text of its own."""

    block: SourceParagraph | SourceTable
    text: str
    """Verbatim."""
    folded: str
    bare: str
    """Folded and without spaces; of a long paragraph just folded."""

    @property
    def is_table(self) -> bool:
        """Whether the block is a table."""
        return isinstance(self.block, SourceTable)

    @property
    def is_short(self) -> bool:
        """Whether it may be anything but text."""
        return 0 < len(self.text) <= LONGEST_SHORT

    @property
    def is_sentence(self) -> bool:
        """Whether it holds a full stop, or ends as a clause does."""
        return "。" in self.text or self.text.endswith(("；", ";", "，", "！", "？", "："))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a source in order, and the indices of those that something has been made of."""

    lines: tuple[Line, ...]
    lexicon: Lexicon
    tables: Mapping[int, int]
    """Index of a table → its number among the tables of the source, from 1."""
    taken: frozenset[int] = frozenset()

    @classmethod
    def of(cls, source: Source, lexicon: Lexicon) -> Self:
        """The sheet of *source*, nothing taken."""
        tables = [i for i, block in enumerate(source.blocks) if isinstance(block, SourceTable)]
        return cls(
            tuple(map(_line, source.blocks)), lexicon, {i: number for number, i in enumerate(tables, start=1)}
        )

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, at: int) -> Line:
        return self.lines[at]

    def take(self, indices: Iterable[int]) -> Self:
        """The sheet with further lines taken."""
        return replace(self, taken=self.taken | frozenset(indices))

    def release(self, indices: Iterable[int]) -> Self:
        """The sheet with lines free again."""
        return replace(self, taken=self.taken - frozenset(indices))

    def is_free(self, at: int) -> bool:
        """Whether there is ink at *at* that nothing has been made of."""
        line = self.lines[at]
        return at not in self.taken and (bool(line.text) or line.is_table)

    def next_free(self, at: int) -> int:
        """The first free index from *at* on; the number of lines where there is none."""
        while at < len(self.lines) and not self.is_free(at):
            at += 1
        return at

    def free(self, start: int, end: int) -> Iterator[int]:
        """The free indices from *start* up to *end*."""
        return (i for i in range(start, end) if self.is_free(i))


def _line(block: SourceParagraph | SourceTable) -> Line:
    if isinstance(block, SourceTable):
        return Line(block, "", "", "")
    folded = fold(block.text)
    bare = folded.replace(" ", "") if len(folded) <= LONGEST_SHORT else folded
    return Line(block, block.text, folded, bare)
