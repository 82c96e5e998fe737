"""Which paths of an OFD page are rules of tables."""

from collections.abc import Callable

import pytest
from tests.unit.readers.ofd.ofd_parts import page, tables, written

Rule = Callable[[float, float, float, float], str]
"""From the two ends of a line in millimetres to an object that draws it."""


def rule(path: str, more: str = "", *, inside: str = "", box: str = "") -> Rule:
    def drawn(x0: float, y0: float, x1: float, y1: float) -> str:
        w, h = x1 - x0, y1 - y0
        places = {"w": w, "h": h, "x0": x0, "y0": y0, "x1": x1, "y1": y1, "a": max(w, 0.2), "b": max(h, 0.2)}
        boundary = box or f"{x0} {y0} {max(w, 0.1)} {max(h, 0.1)}"
        return (
            f'<PathObject ID="5" Boundary="{boundary}"{more.format(**places)}>{inside}'
            f"<AbbreviatedData>{path.format(**places)}</AbbreviatedData></PathObject>"
        )

    return drawn


RULES = {
    "stroke": rule("M 0 0 L {w} {h}"),
    "fill": rule("M 0 0 L {a} 0 L {a} {b} L 0 {b} C", ' Stroke="false" Fill="true"'),
    "box": rule("S 0 0 L {a} 0 L {a} {b} L 0 {b} C", ' LineWidth="0.1"'),
    "matrix": rule("M 0 0 L 1 1", ' CTM="{w} 0 0 {h} 0 0"'),
    "page": rule("M {x0} {y0} L {x1} {y1}", box="0 0 210 297"),
    "glued": rule("M0,0L{w},{h}"),
    "there and back": rule("M 0 0 L {w} {h} L 0 0 C"),
    "curved": rule("M 0 0 B 0 0 {w} {h} {w} {h}"),
    "unseen": rule("M 0 0 L {w} {h}", ' Visible="false"'),
    "broad": rule("M 0 0 L {w} {h}", ' LineWidth="8"'),
    "no pen": rule("M 0 0 L {w} {h}", ' Stroke="false"'),
    "clear": rule("M 0 0 L {w} {h}", inside='<StrokeColor Value="0 0 0" Alpha="0"/>'),
}
XS, YS = (30, 80, 130), (40, 50, 60)


def table(rule: Rule) -> bytes:
    """Two rows of two cells, each line drawn by *rule* from its ends in millimetres."""
    lines = [rule(XS[0], y, XS[-1], y) for y in YS]
    lines += [rule(x, YS[0], x, YS[-1]) for x in XS]
    words = (("指标", 32, 42), ("目标", 82, 42), ("床位使用率", 32, 52), ("85%", 82, 52))
    return page(*lines, *(written(text, x=x, y=y) for text, x, y in words))


@pytest.mark.parametrize("kind", ["stroke", "fill", "box", "matrix", "page", "glued", "there and back"])
def test_a_table_is_read_however_its_rules_are_drawn(kind: str) -> None:
    assert tables(table(RULES[kind])) == [["指标", "目标", "床位使用率", "85%"]]


@pytest.mark.parametrize("kind", ["curved", "unseen", "broad", "no pen", "clear"])
def test_what_is_no_straight_stroke_is_no_rule(kind: str) -> None:
    assert tables(table(RULES[kind])) == []
