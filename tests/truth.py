"""
What a careful reader finds in a sample, compared with what the program found.

`tests/golden/<case>/truth.json` holds what a person read from the sample's text by the rules of what counts.
Its headings and tables are taken over from the notation; hospplan made none of it, and must not rewrite it.
Its keys:

- `header`: each field of header, sign-off and imprint, with null and [] where the document has nothing.
- `headings`: [level, number, title] of the numbered headings of levels 1 to 3; `inner`: [number, title] of
  those inside a paragraph (一是).
- `tables`: rows of texts. A cell that a merge from above covers is empty; a row of one cell spans the table.
- `targets`, `results`: indicator (`also`: other names for it; `must`: words that it or the qualifier has to
  hold), comparator, value and value_max, unit (`units`: further ones; "grade" and "ratio" say that the value
  is one), change. `per`, `modality`, `binding`, `baseline` (its value) and `until` (how the period's end
  begins) count where they are given.
- `optional`, `optional_results`: what a reader may count or leave, compared by indicator and value alone.
- `tasks`: number, title, owners; `group`, `project`, `deadline` and an owner's `post` count where given.
- `periods`: how the end of a period begins for all `targets` and all `results`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from hospplan.models.document import Document, Section, Table
from hospplan.models.plan import Measure, Plan, Task

Item = Mapping[str, Any]
W = TypeVar("W")
G = TypeVar("G")

SAME_UNITS = (
    frozenset({"人", "名", "位"}),
    frozenset({"人次", "例"}),
    frozenset({"天", "日"}),
    frozenset({"百分点", "个百分点"}),
)
INNER_STYLES = frozenset({"inline", "project"})


def differences(truth: Item, plan: Plan) -> list[str]:
    """A line for each thing that *plan* has otherwise than *truth*, lacks, or has too much."""
    periods = truth["periods"]
    targets = [m for m in plan.targets if m.role == "target"]
    results = [m for m in plan.results if m.role != "target"]
    return [
        *_header(truth["header"], plan.document),
        *_counted("heading", map(_key, truth["headings"]), _headings(plan.document)),
        *_counted("inner heading", map(_key, truth["inner"]), _inner(plan.document)),
        *_tables(truth["tables"], plan.document),
        *_measures("target", truth["targets"], truth["optional"], targets, periods.get("targets")),
        *_measures("result", truth["results"], truth["optional_results"], results, periods.get("results")),
        *_tasks(truth["tasks"], [task for task in plan.tasks if task.owners]),
    ]


def plain(text: str | None) -> str:
    """*text* with width and white space out of account."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def bare(text: str | None) -> str:
    """*text* without marks too: what is left is compared where two names mean one thing."""
    return re.sub(r"[\W_]", "", plain(text))


# Header, headings, tables


def _header(wanted: Item, document: Document) -> Iterator[str]:
    header, sign_off, imprint = document.header, document.sign_off, document.imprint
    number = header.document_number
    found: dict[str, Any] = {
        **header.model_dump(exclude={"document_number", "lines"}),
        "document_number": number.text if number else None,
        "sign_off_issuers": sign_off.issuers,
        "sign_off_date": sign_off.date,
        "enclosures": [part.title for part in document.parts if part.kind == "enclosure"],
        "attachments": [part.title for part in document.parts if part.kind == "attachment"],
        "attachment_list": document.attachment_list,
        **imprint.model_dump(exclude={"lines"}),
        "note": document.note,
    }
    for name, value in wanted.items():
        got = found[name]
        if isinstance(value, list):
            same = [plain(x) for x in value] == [plain(x) for x in got]
        else:
            same = plain(value) == plain(got)
        if not same:
            yield f"header: {name} is {got!r}, not {value!r}"


def _walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _key(row: Sequence[Any]) -> str:
    return " ".join(plain(str(x)) for x in row)


def _headings(document: Document) -> Iterator[str]:
    for part in document.parts:
        for section in _walk(part.sections):
            if section.number and section.number.style not in INNER_STYLES and section.level <= 3:
                yield _key((section.level, section.number.text, section.title))


def _inner(document: Document) -> Iterator[str]:
    for part in document.parts:
        for section in _walk(part.sections):
            if section.number and section.number.style in INNER_STYLES:
                yield _key((section.number.text, section.title))


def _counted(what: str, wanted: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    want, got = Counter(wanted), Counter(found)
    yield from (f"{what} missing: {name}" for name in (want - got).elements())
    yield from (f"{what} extra: {name}" for name in (got - want).elements())


def _tables(wanted: Sequence[Sequence[Sequence[str]]], document: Document) -> Iterator[str]:
    found = [table for part in document.parts for table in part.tables]
    if len(found) != len(wanted):
        yield f"tables: {len(found)}, not {len(wanted)}"
    for number, (want, table) in enumerate(zip(wanted, found, strict=False), 1):
        want_rows, got_rows = _filled(want), _filled(_grid(table))
        if len(got_rows) != len(want_rows):
            yield f"table {number}: {len(got_rows)} rows, not {len(want_rows)}"
        for row, (a, b) in enumerate(zip(want_rows, got_rows, strict=False)):
            if a != b:
                yield f"table {number}, row {row}: {b}, not {a}"


def _grid(table: Table) -> list[list[str]]:
    """The table's texts, a merged one at each place that it covers."""
    height = max(cell.row + cell.row_span for cell in table.cells)
    width = max(cell.col + cell.col_span for cell in table.cells)
    grid = [[""] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                grid[row][col] = cell.text
    return grid


def _filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """*rows* with the text from above in each empty cell: the truth does not part merged from empty."""
    width = max(map(len, rows))
    filled: list[list[str]] = []
    for row in rows:
        texts = [plain(text) for text in row] * (width if len(row) == 1 else 1)
        above = filled[-1] if filled else [""] * width
        filled.append([text or above[col] for col, text in enumerate(texts)])
    return filled


# Measures


def _measures(
    what: str, wanted: Sequence[Item], optional: Sequence[Item], found: Sequence[Measure], period: str | None
) -> Iterator[str]:
    def fit(item: Item, measure: Measure) -> float:
        same = _same_measure(item, measure)  # of three equal values in a row of years, each to its own year
        return same + 0.5 if same and _ends(measure, item.get("until", period)) else same

    pairs, missing, extra = _paired(wanted, found, fit)
    _, _, extra = _paired(optional, extra, lambda o, m: _same_name(o, m) * _same_value(o, m))
    yield from (f"{what} missing: {_told(item)}" for item in missing)
    yield from (f"{what} extra: {_shown(m)} in «{m.source.quote[:40]}»" for m in extra)
    for item, measure in pairs:
        for field, value, got in _further(item, measure, item.get("until", period)):
            yield f"{what} {_told(item)}: {field} is {got!r}, not {value!r}"


def _further(item: Item, measure: Measure, until: str | None) -> Iterator[tuple[str, Any, Any]]:
    """The fields that the truth names, and that differ."""
    for name in ("modality", "binding"):
        if name in item and item[name] != getattr(measure, name):
            yield name, item[name], getattr(measure, name)
    if "baseline" in item:
        got = measure.baseline.value if measure.baseline else None
        if got is None or Decimal(str(got)) != Decimal(item["baseline"]):
            yield "baseline", item["baseline"], got
    if not _ends(measure, until):
        yield "the period's end", until, measure.period.end


def _ends(measure: Measure, until: str | None) -> bool:
    return (measure.period.end or "").startswith(until or "")


def _same_measure(item: Item, measure: Measure) -> float:
    agree = (
        item["comparator"] == measure.comparator
        and item.get("change") == measure.change
        and ("per" not in item or item["per"] == measure.per)
        and _same_unit(item, measure)
        and _same_value(item, measure)
    )
    return _same_name(item, measure) if agree else 0


def _same_unit(item: Item, measure: Measure) -> bool:
    if item["unit"] in {"grade", "ratio"}:
        return True
    units = {unit for unit in (item["unit"], *item.get("units", ())) if unit}
    units |= {other for unit in units for same in SAME_UNITS if unit in same for other in same}
    return measure.unit in units if units else measure.unit is None


def _same_value(item: Item, measure: Measure) -> bool:
    if item["unit"] == "grade":
        return plain(item["value"]).rstrip("级") == plain(measure.grade).rstrip("级")
    if item["unit"] == "ratio":
        return plain(item["value"]) == plain(measure.ratio)
    return _equal(item["value"], measure.value) and _equal(item.get("value_max"), measure.value_max)


def _equal(wanted: str | None, got: object) -> bool:
    if wanted is None or got is None:
        return wanted is None and got is None
    return Decimal(wanted) == Decimal(str(got))


def _same_name(item: Item, measure: Measure) -> float:
    """2 for the very name, 1 for one that holds it or is a fair part of it, else 0."""
    whole = plain(measure.indicator) + plain(measure.qualifier)
    name = bare(measure.indicator) + bare(measure.qualifier)
    if not all(plain(word) in whole for word in item.get("must", ())):
        return 0
    names = [bare(text) for text in (item["indicator"], *item.get("also", ()))]
    if name in names:
        return 2
    holds = any(want in name and len(name) <= len(want) + 16 for want in names)
    part = any(name in want and 3 * len(name) >= len(want) for want in names) and len(name) > 1
    return 1 if holds or part or sorted(name) in [sorted(want) for want in names] else 0


def _told(item: Item) -> str:
    high = f"–{item['value_max']}" if item.get("value_max") else ""
    rest = " ".join(filter(None, (item["unit"], item.get("change"), item.get("per"))))
    return f"{item['indicator']} {item['comparator']} {item['value']}{high} {rest}".rstrip()


def _shown(measure: Measure) -> str:
    name = " ".join(filter(None, (measure.indicator, measure.qualifier)))
    value = measure.grade or measure.ratio or measure.value
    high = f"–{measure.value_max}" if measure.value_max is not None else ""
    rest = " ".join(filter(None, (measure.unit, measure.change, measure.per)))
    return f"{name} {measure.comparator} {value}{high} {rest}".rstrip()


# Tasks


def _tasks(wanted: Sequence[Item], found: Sequence[Task]) -> Iterator[str]:
    pairs, missing, extra = _paired(wanted, found, lambda item, task: bare(item["title"]) == bare(task.title))
    yield from (f"task missing: {item['title']}" for item in missing)
    yield from (f"task extra: {task.title}" for task in extra)
    for item, task in pairs:
        for name in ("number", "group", "project"):
            if item.get(name) and plain(item[name]) != plain(getattr(task, name)):
                yield f"task {item['title']}: {name} is {getattr(task, name)!r}, not {item[name]!r}"
        if "deadline" in item and item["deadline"] != (task.deadline.end if task.deadline else None):
            end = task.deadline.end if task.deadline else None
            yield f"task {item['title']}: deadline is {end}, not {item['deadline']}"
        posts = {owner["name"]: owner["post"] for owner in item["owners"] if "post" in owner}
        want = (f"{owner['name']} {owner['kind']} {owner['role']}" for owner in item["owners"])
        got = (f"{owner.name} {owner.kind} {owner.role}" for owner in task.owners)
        yield from _counted(f"task {item['title']}: owner", want, got)
        for owner in task.owners:
            post = posts.get(owner.name, owner.post)
            if owner.post != post:
                yield f"task {item['title']}: post of {owner.name} is {owner.post!r}, not {post!r}"


def _paired(
    wanted: Sequence[W], found: Sequence[G], fits: Callable[[W, G], float]
) -> tuple[list[tuple[W, G]], list[W], list[G]]:
    """
    Each wanted item with the found one that fits best, those that fit equally well in document order.

    Returns:
        The pairs, the wanted without a partner, and the found without one.
    """
    wanted_count, found_count = max(1, len(wanted)), max(1, len(found))
    candidates = sorted(
        (-fit, abs(i / wanted_count - j / found_count), i, j)
        for i, item in enumerate(wanted)
        for j, other in enumerate(found)
        if (fit := fits(item, other)) > 0
    )
    partner: dict[int, int] = {}
    for _, _, i, j in candidates:
        if i not in partner and j not in partner.values():
            partner[i] = j
    taken = set(partner.values())
    return (
        [(wanted[i], found[j]) for i, j in sorted(partner.items())],
        [item for i, item in enumerate(wanted) if i not in partner],
        [other for j, other in enumerate(found) if j not in taken],
    )
