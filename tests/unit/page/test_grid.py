"""Ruled tables: which cells rules draw."""

import pytest
from tests.unit.page.sketch import Rules, glyphs, rules, shapes

from hospplan.page.grid import grids_of_cells, share_out
from hospplan.page.ink import Rectangle, Rule

CASES = {
    "four cells": (
        """
+---+---+
|   |   |
+---+---+
|   |   |
+---+---+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)]],
    ),
    "a title over all columns": (
        """
+-------+
|       |
+---+---+
|   |   |
+---+---+
""",
        [[(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)]],
    ),
    "a group over two rows": (
        """
+---+---+
|   |   |
|   +---+
|   |   |
+---+---+
""",
        [[(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 2, 2)]],
    ),
    "a cell over two rows and two columns": (
        """
+-------+---+
|       |   |
|       +---+
|       |   |
+---+---+---+
|   |   |   |
+---+---+---+
""",
        [[(0, 0, 2, 2), (0, 2, 1, 3), (1, 2, 2, 3), (2, 0, 3, 1), (2, 1, 3, 2), (2, 2, 3, 3)]],
    ),
    "rows with other columns": (
        """
+---+-------+
|   |       |
+---+---+---+
|       |   |
+-------+---+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 3), (1, 0, 2, 2), (1, 2, 2, 3)]],
    ),
    "a corner is cut into rows": (
        """
+---+---+
|   |   |
|   +---+
|       |
+-------+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 2)]],
    ),
    "open sides": (
        """
----+----
    |
----+----
    |
----+----
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)]],
    ),
    "open sides under a title": (
        """
---------

----+----
    |
----+----
    |
----+----
""",
        [[(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2), (2, 0, 3, 1), (2, 1, 3, 2)]],
    ),
    "a foot that a page cut": (
        """
+---+---+
|   |   |
+---+---+
|   |   |
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)]],
    ),
    "a head that a page cut": (
        """
|   |   |
+---+---+
|   |   |
+---+---+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)]],
    ),
    "a frame": (
        """
+-------+
|       |
+-------+
""",
        [[(0, 0, 1, 1)]],
    ),
    "two tables side by side": (
        """
+---+---+  +---+
|   |   |  |   |
+---+---+  +---+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2)], [(0, 0, 1, 1)]],
    ),
    "two tables, one under the other": (
        """
+---+---+
|   |   |
+---+---+

+---+---+
|   |   |
+---+---+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2)], [(0, 0, 1, 1), (0, 1, 1, 2)]],
    ),
    "a table in a cell": (
        """
+---+---------+
|   |         |
|   | +--+--+ |
|   | |  |  | |
|   | +--+--+ |
|   |         |
+---+---------+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2)], [(0, 0, 1, 1), (0, 1, 1, 2)]],
    ),
    "a line under a word in a cell": (
        """
+-------+---+
|       |   |
| ----  |   |
|       |   |
+-------+---+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2)]],
    ),
    "a blank to fill in, from the side of its cell": (
        """
+-------+---+
|       |   |
|----   |   |
|       |   |
+-------+---+
""",
        [[(0, 0, 1, 1), (0, 1, 1, 2)]],
    ),
    "rules that nothing crosses": (
        """
---------

---------

---------
""",
        [],
    ),
}


@pytest.mark.parametrize(("sketch", "expected"), CASES.values(), ids=CASES)
def test_cells_are_what_rules_part(sketch: str, expected: list[list[tuple[int, int, int, int]]]) -> None:
    assert shapes(sketch) == expected


def dashes(rule: Rule) -> list[Rule]:
    """Dashes of 3 points with 2 points between them."""
    starts = [rule.start + 5 * at for at in range(int((rule.end - rule.start) / 5))]
    return [Rule(rule.at, start, start + 3) for start in starts] + [Rule(rule.at, rule.end - 2, rule.end)]


WAYS = {
    "twice": lambda rule: [rule, rule],
    "as double rules": lambda rule: [Rule(rule.at - 0.7, rule.start, rule.end), Rule(rule.at + 0.7, rule.start, rule.end)],
    "in dashes": dashes,
    "in pieces that touch": lambda rule: [
        Rule(rule.at, rule.start, (rule.start + rule.end) / 2),
        Rule(rule.at, (rule.start + rule.end) / 2, rule.end),
    ],
    "short of the corners": lambda rule: [Rule(rule.at, rule.start + 1.5, rule.end - 1.5)],
    "over the corners": lambda rule: [Rule(rule.at, rule.start - 1.5, rule.end + 1.5)],
    "a little askew": lambda rule: [
        Rule(rule.at - 0.4, rule.start, (rule.start + rule.end) / 2),
        Rule(rule.at + 0.4, (rule.start + rule.end) / 2, rule.end),
    ],
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", ["four cells", "a group over two rows", "rows with other columns"])
def test_however_rules_are_drawn_their_cells_are_the_same(case: str, way: str) -> None:
    sketch, expected = CASES[case]
    assert shapes(rules(sketch).each(WAYS[way])) == expected


@pytest.mark.parametrize("case", CASES)
def test_their_order_does_not_matter(case: str) -> None:
    sketch, expected = CASES[case]
    found = rules(sketch)
    assert shapes(Rules(found.level[::-1], found.upright[::-1])) == expected


@pytest.mark.parametrize(
    ("case", "is_cut"), [("four cells", False), ("a foot that a page cut", True), ("a frame", False)]
)
def test_a_table_knows_that_no_rule_closes_it(case: str, *, is_cut: bool) -> None:
    (grid,) = rules(CASES[case][0]).grids()
    assert grid.is_cut is is_cut


def test_a_group_keeps_its_columns_where_they_stand() -> None:
    (grid,) = rules(CASES["rows with other columns"][0]).grids()
    assert (grid.xs, grid.ys) == ((0, 40, 80, 120), (0, 20, 40))


@pytest.mark.parametrize(
    ("point", "square"),
    [((5, 5), (0, 0)), ((45, 5), (0, 1)), ((5, 25), (1, 0)), ((80, 40), (1, 1)), ((-9, 99), (1, 0))],
)
def test_a_point_has_a_square_one_outside_the_nearest(
    point: tuple[float, float], square: tuple[int, int]
) -> None:
    (grid,) = rules(CASES["four cells"][0]).grids()
    assert grid.square(*point) == square


def test_cells_of_another_engine_make_the_same_grid() -> None:
    cells = [Rectangle(0, 0, 40, 40), Rectangle(40, 0, 80, 20), Rectangle(40, 20, 80, 40)]
    assert [[(c.row, c.col, c.row_end, c.col_end) for c in grid.cells] for grid in grids_of_cells(cells)] == [
        [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 2, 2)]
    ]


def test_a_glyph_belongs_to_the_smallest_table_around_it() -> None:
    grids = rules(CASES["a table in a cell"][0]).grids()
    drawn = [*glyphs("外", 5, 20), *glyphs("内", 70, 37), *glyphs("边", 200, 20)]
    outside, inside = share_out(drawn, grids)
    assert [g.text for g in outside] == ["边"]
    assert [[g.text for g in found] for found in inside] == [["外"], ["内"]]
