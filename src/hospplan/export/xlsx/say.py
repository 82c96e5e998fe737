"""Values as people write them: a measure in a line, a span of days, who else is charged."""

from collections.abc import Iterable
from decimal import Decimal

from hospplan.export.rows import text_of
from hospplan.export.xlsx.line import Known, Line

_PER = {"year": "/年", "month": "/月", "day": "/日"}
_BETWEEN_ROLES = "；"
_CITED = 3
"""Numbers of sections in a citation."""


def indicator(line: Line) -> str:
    """What is counted, with what tells it from its like: 平均住院日（外科）."""
    qualifier = line.text("qualifier")
    return f"{line.text('indicator')}（{qualifier}）" if qualifier else line.text("indicator")


def unit(line: Line) -> str:
    """人次/年; 名 of a place in an order."""
    name = line.text("unit")
    return ("名" if name == "rank" else name) + _PER.get(line.text("per"), "")


def measure(line: Line) -> str:
    """A measure in a line: 床位使用率≥85.5%, 平均住院日减0.3天."""
    sign = "" if line["comparator"] in {"eq", "between"} else str(line.said("comparator") or "")
    change = str(line.said("change") or "")
    value = line.text("grade") or line.text("ratio")
    if not value:
        value = _grouped(line.exact("value"))
        if line["value_max"] is not None:
            value += f"～{_grouped(line.exact('value_max'))}"
        if line["unit"] == "rank":
            value = f"第{value}"
        value += unit(line)
    gap = " " if not sign and not change and value[:1].isascii() else ""
    return f"{indicator(line)}{gap}{sign}{change}{value}"


def _grouped(value: Decimal | None) -> str:
    """A number with its thousands parted: 5,000,000."""
    whole, point, places = text_of(value).partition(".")
    # the sign by itself: int() makes 0 of the -0 of -0.5
    return f"{'-' * whole.startswith('-')}{abs(int(whole)):,}{point}{places}" if whole else ""


def citation(line: Line, known: Known) -> str:
    """
    Where a row was read, as one cites it: 三、（二）1.; 表2第4行 in a table; the page before it, where there are pages.

    Rows count from 1 with the head, as a person counts them. 正文 where the text has neither.
    """
    page = f"第{line['page']}页 " if line["page"] is not None else ""
    numbers = known.numbers(line.text("section_id"))
    table, *cell = line.text("block").removeprefix("t").split(".")
    if cell:
        where = f"表{table}第{int(cell[0]) + 1}行"
    else:
        # of a deep section the innermost numbers tell enough: the column of headings stands beside
        where = "".join(numbers[-_CITED:])
    return f"{page}{where}".strip() or "正文"


def span(line: Line, name: str) -> str:
    """
    The words that gave a period or deadline; where it was inferred, its days in brackets: （2021—2025年）.

    Args:
        line: A measure or task.
        name: period or deadline: the first part of its columns' keys.
    """
    if line[name] is not None and line[f"{name}_basis"] == "read":
        return line.text(name)
    days = _days(line.text(f"{name}_start"), line.text(f"{name}_end"))
    return f"（{days}）" if days else line.text(name)


def _days(start: str, end: str) -> str:
    if not start or not end:
        return start or end
    if start.endswith("-01-01") and end.endswith("-12-31"):
        first, last = start[:4], end[:4]
        return f"{first}年" if first == last else f"{first}—{last}年"
    return f"{start}～{end}"


def others(owners: Iterable[Line], but: Line) -> str:
    """Who is charged with a task besides one: 牵头：李安；责任：医务部、护理部."""
    roles: dict[str, list[str]] = {}
    for owner in owners:
        if owner["name"] != but["name"]:
            names = roles.setdefault(str(owner.said("role")), [])
            if owner.text("name") not in names:
                names.append(owner.text("name"))
    return _BETWEEN_ROLES.join(f"{role}：{'、'.join(names)}" for role, names in roles.items())
