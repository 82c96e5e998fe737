"""Laws of the PDF reader, on pages drawn by lot: prose, ruled tables with merged cells, three-line tables, footnotes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement, pairwise, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.paper import Mark, Sheet, Stroke, Text, pdf

from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.models.anchor import Anchor
from hospplan.models.source import Fragment, Source, SourceParagraph
from hospplan.readers import read

CHARACTERS = "床位医院指标目标工作完成落实科室建设三级手术占比提高服务质量人才培养内科外科"
LEFT, RIGHT = 80.0, 510.0
TOP, FOOT = 90.0, 740.0
"""Nothing is begun under the foot; what was begun above may go on to `LOWEST`."""
LOWEST = 790.0
SMALL = 10.0
"""Size of text in tables."""
LEFT_OUT = re.compile(r"left out: (?P<count>\d+) [a-z ]+: (?P<texts>.+)")


class _Pen:
    """Draws one page from its top down, each thing by lot."""

    def __init__(self, lot: Random) -> None:
        self._lot = lot
        self._size = lot.choice([10.5, 12.0, 16.0])
        self._y = TOP
        self._marks: list[Mark] = []

    def page(self, number: int, *, is_numbered: bool, is_headed: bool) -> Sheet:
        """A full page; the head and the number are furniture if enough pages have them."""
        things = [self._prose, self._ruled_table, self._three_line_table, self._two_columns, self._footnote]
        while self._y < FOOT:
            (thing,) = self._lot.choices(things, weights=[35, 25, 25, 8, 7])
            thing()
        if is_numbered:
            self._marks.append(Text(280, 800, f"— {number} —", 14))
        if is_headed:
            self._marks.append(Text(250, 50, "云州市第三人民医院", SMALL))
        return Sheet(self._marks)

    def _is_so(self, chance: float) -> bool:
        return self._lot.random() < chance

    def _word(self, least: int, most: int) -> str:
        return "".join(self._lot.choices(CHARACTERS, k=self._lot.randint(least, most)))

    def _value(self) -> str:
        number = self._lot.randint(1, 99)
        values = ("", f"{number}", f"{number}.5%", f"≥{number}", f"{number}张", self._word(2, 4))
        return self._lot.choice(values)

    def _write(self, x: float, text: str, size: float = SMALL, *, under: float = 0) -> None:
        if text:
            self._marks.append(Text(x, self._y + under, text, size))

    def _rule(self, x0: float, x1: float, *, under: float = 0) -> None:
        self._marks.append(Stroke(x0, self._y + under, x1, self._y + under))

    def _prose(self) -> None:
        """One to four lines, the first set in, the last as long as it happens to be."""
        lines = self._lot.randint(1, 4)
        full = int((RIGHT - LEFT) / self._size)
        for line in range(lines):
            inset = 2 * self._size if line == 0 else 0
            least, most = (full - 3, full - 2) if line < lines - 1 else (3, full - 3)
            self._write(LEFT + inset, self._word(least, most), self._size)
            self._y += 1.6 * self._size

    def _ruled_table(self) -> None:
        """A grid that lacks some of its strokes: merged cells, odd cells, open sides."""
        rows, cols = self._lot.randint(1, 5), self._lot.randint(1, 5)
        height = self._lot.choice([18, 24, 36])
        xs = [LEFT + (RIGHT - LEFT) * col / cols for col in range(cols + 1)]
        ys = [self._y + height * row for row in range(rows + 1)]
        if ys[-1] > LOWEST:
            self._y = FOOT
            return
        for row, y in enumerate(ys):
            for x0, x1 in pairwise(xs):
                if row in {0, rows} or not self._is_so(0.15):
                    self._marks.append(Stroke(x0, y, x1, y))
        for col, x in enumerate(xs):
            for y0, y1 in pairwise(ys):
                if not self._is_so(0.05 if col in {0, cols} else 0.15):
                    self._marks.append(Stroke(x, y0, x, y1))
        for _ in range(rows):
            for x0, x1 in pairwise(xs):
                self._write(x0 + 4, self._value()[: int((x1 - x0 - 8) / SMALL)], under=height * 0.7)
            self._y += height
        self._y += 30

    def _three_line_table(self) -> None:
        """A table without vertical rules (三线表): some heads span columns, some cells have two lines."""
        rows, cols = self._lot.randint(2, 6), self._lot.randint(2, 5)
        width = (RIGHT - LEFT) / cols
        xs = [LEFT + 4 + width * col for col in range(cols)]
        if self._y + rows * 28 + 70 > LOWEST:
            self._y = FOOT
            return
        self._rule(LEFT, RIGHT)
        self._y += 14
        if self._is_so(0.5):
            self._spanning_head(cols, width)
        for x in xs:
            self._write(x, self._word(2, 3))
        self._rule(LEFT, RIGHT, under=5)
        self._y += 18
        for _ in range(rows):
            for line in range(self._lot.choice([1, 1, 2])):
                for x in xs:
                    if line == 0 or self._is_so(0.4):
                        # A full line of a narrow cell comes close to the next column.
                        self._write(
                            x, self._word(1, int(width / SMALL) - 1) if self._is_so(0.1) else self._value()
                        )
                self._y += 14
        if self._is_so(0.8):
            self._rule(LEFT, RIGHT, under=-9)
        self._y += 26

    def _spanning_head(self, cols: int, width: float) -> None:
        first = self._lot.randint(0, cols - 1)
        end = self._lot.randint(first + 1, cols)
        x0, x1 = LEFT + first * width, LEFT + end * width
        self._write((x0 + x1 - 40) / 2, self._word(4, 4))
        if self._is_so(0.5):
            self._rule(x0 + 4, x1 - 4, under=3)
        if cols > 2 and self._is_so(0.3):
            self._y += 14
            full = int(width / SMALL)
            self._write(LEFT + 1.5 * width, self._word(full, full + 2))
        self._y += 14

    def _two_columns(self) -> None:
        """A line with a gap, as where two people sign side by side."""
        self._write(LEFT, f"{self._word(3, 5)}：{self._word(2, 3)}", self._size)
        self._write(300, self._word(3, 8), self._size)
        self._y += 1.6 * self._size

    def _footnote(self) -> None:
        """A note under a rule, wherever on the page it comes."""
        self._rule(LEFT, self._lot.choice([224.0, RIGHT]))
        self._y += 14
        self._write(LEFT, f"①{self._word(8, 20)}", 8)
        self._y += 16


@st.composite
def papers(draw: st.DrawFn) -> list[Sheet]:
    # A seeded lot: a page takes more draws than Hypothesis gives an example.
    lot = draw(st.randoms(use_true_random=True))
    first, is_numbered, is_headed = lot.randint(1, 9), lot.random() < 0.5, lot.random() < 0.5
    return [
        _Pen(lot).page(number, is_numbered=is_numbered, is_headed=is_headed)
        for number in range(first, first + lot.randint(1, 3))
    ]


def _read(data: bytes) -> Source:
    return read(data, "plan.pdf", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)


def _ink(texts: Iterable[str]) -> Counter[str]:
    return Counter(char for text in texts for char in text if not char.isspace())


def _texts(source: Source) -> Iterator[str]:
    for block in source.blocks:
        if isinstance(block, SourceParagraph):
            yield block.text
            yield from block.notes
        else:
            yield from (cell.text for cell in block.cells)


def _left_out(source: Source) -> Iterator[Counter[str]]:
    """The ink that the findings say was left out; a finding with fewer texts than lines does not say which came twice."""
    kinds = []
    for finding in source.findings:
        if (match := LEFT_OUT.fullmatch(finding.message)) is not None:
            texts = match["texts"].split("; ")
            rest = int(match["count"]) - len(texts)
            kinds.append([[*texts, *more] for more in combinations_with_replacement(texts, rest)])
    for chosen in product(*kinds):
        yield _ink(text for texts in chosen for text in texts)


def _placed(source: Source) -> Iterator[tuple[str, str, tuple[Fragment, ...]]]:
    """Id, text and fragments of each paragraph and cell."""
    tables = 0
    for number, block in enumerate(source.blocks, start=1):
        if isinstance(block, SourceParagraph):
            yield f"b{number}", block.text, block.fragments
        else:
            tables += 1
            for cell in block.cells:
                yield f"t{tables}.{cell.row}.{cell.col}", cell.text, cell.fragments


@given(papers())
@settings(deadline=None, max_examples=16)
def test_each_character_of_a_page_is_in_one_block_or_cell_or_in_furniture_that_a_finding_names(
    sheets: list[Sheet],
) -> None:
    drawn = _ink(mark.text for sheet in sheets for mark in sheet.marks if isinstance(mark, Text))
    source = _read(pdf(*sheets))
    found = _ink(_texts(source))
    assert found - drawn == Counter()
    assert drawn - found in list(_left_out(source))


@given(papers())
@settings(deadline=None, max_examples=16)
def test_the_fragments_of_a_text_give_it_back_and_lie_on_its_page(sheets: list[Sheet]) -> None:
    source = _read(pdf(*sheets))
    for name, text, fragments in _placed(source):
        at = 0
        for fragment in fragments:
            assert at <= fragment.start < fragment.end <= len(text)
            assert not text[at : fragment.start].strip(), "ink between two fragments"
            assert len(fragment.edges) == fragment.end - fragment.start + 1
            at = fragment.end
        assert not text[at:].strip(), "ink after the last fragment"
        boxes = source.place(Anchor(name, 0, len(text)))
        assert len(boxes) == len(fragments)
        for box in boxes:
            sheet = sheets[box.page - 1]
            assert 0 <= box.x0 <= box.x1 <= sheet.width
            assert 0 <= box.top <= box.bottom <= sheet.height


@given(papers())
@settings(deadline=None, max_examples=8)
def test_the_same_bytes_read_twice_give_equal_sources(sheets: list[Sheet]) -> None:
    data = pdf(*sheets)
    assert _read(data) == _read(data)
