"""A document's structure as a tree for eyes."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hospplan.cli.faults import one_line
from hospplan.cli.paper import blank
from hospplan.export.rows import Headers, heading
from hospplan.export.to_markdown import header_facts
from hospplan.models.document import Part, Section, Table
from hospplan.models.plan import Plan

if TYPE_CHECKING:
    from rich.tree import Tree

_WORDS: dict[Headers, dict[str, str]] = {
    "zh": {
        "main": "正文",
        "enclosure": "所印发的文本",
        "attachment": "附件",
        "table": "表",
        "size": "{rows} 行 × {cols} 列",
        "paragraphs": "{count} 段",
        "counts": "目标 {targets}　结果 {results}　任务 {tasks}　提示 {findings}",
        "error": "错误",
        "warning": "警告",
        "info": "提示",
    },
    "en": {
        "main": "main text",
        "enclosure": "enclosed text",
        "attachment": "attachment",
        "table": "table",
        "size": "{rows} rows × {cols} columns",
        "paragraphs": "{count} paragraphs",
        "counts": "targets {targets}  results {results}  tasks {tasks}  findings {findings}",
        "error": "errors",
        "warning": "warnings",
        "info": "notes",
    },
}


def tree(name: str, plan: Plan, headers: Headers, *, is_screen: bool) -> str:
    """
    The structure of one document, ended by a line feed: facts, parts, sections, tables, counts.

    Args:
        name: The document's, for the first line.
        plan: What was read.
        headers: The language of labels; the document's own words stay.
        is_screen: Colours, and the width of the terminal.
    """
    from rich.text import Text  # noqa: PLC0415  (rich is for screens alone)
    from rich.tree import Tree  # noqa: PLC0415

    console, paper = blank(is_screen=is_screen)
    words = _WORDS[headers]
    root = Tree(Text(one_line(plan.document.header.title or name), style="bold"), guide_style="dim")
    _leaf(root, "文件" if headers == "zh" else "file", name)
    for zh, en, value in header_facts(plan.document):
        if value:
            _leaf(root, zh if headers == "zh" else en, value)
    for part in plan.document.parts:
        _grow_part(root, part, words)
    root.add(Text(_counts(plan, words), style="bold"))
    console.print(root)
    return paper.getvalue()


def _leaf(branch: "Tree", label: str, value: str) -> None:
    from rich.text import Text  # noqa: PLC0415

    branch.add(Text.assemble((f"{label}  ", "dim"), one_line(value)))


def _grow_part(root: "Tree", part: Part, words: dict[str, str]) -> None:
    from rich.text import Text  # noqa: PLC0415

    number = str(part.number) if part.number is not None else ""
    branch = root.add(
        Text.assemble(
            (words[part.kind] + number, "cyan"),
            f"  {one_line(part.title or '')}",
            (f"  {words['paragraphs'].format(count=sum(b.table is None for b in part.blocks))}", "dim"),
        )
    )
    tables = {table.id: table for table in part.tables}
    block_tables = {block.id: tables[block.table] for block in part.blocks if block.table in tables}
    in_sections = {name for section in _all(part.sections) for name in section.blocks}
    for block, table in block_tables.items():
        if block not in in_sections:
            _grow_table(branch, table, words)
    for section in part.sections:
        _grow_section(branch, section, block_tables, words)


def _grow_section(branch: "Tree", section: Section, tables: dict[str, Table], words: dict[str, str]) -> None:
    from rich.text import Text  # noqa: PLC0415

    here = branch.add(Text(one_line(heading(section))))
    for block in section.blocks:
        if block in tables:
            _grow_table(here, tables[block], words)
    for child in section.children:
        _grow_section(here, child, tables, words)


def _grow_table(branch: "Tree", table: Table, words: dict[str, str]) -> None:
    from rich.text import Text  # noqa: PLC0415

    rows = max((cell.row + cell.row_span for cell in table.cells), default=0)
    cols = max((cell.col + cell.col_span for cell in table.cells), default=0)
    branch.add(
        Text.assemble(
            (f"{words['table']} {table.id}", "green"),
            f"  {one_line(table.caption)}" if table.caption else "",
            (f"  {words['size'].format(rows=rows, cols=cols)}", "dim"),
        )
    )


def _all(sections: Iterable[Section]) -> Iterable[Section]:
    for section in sections:
        yield section
        yield from _all(section.children)


def _counts(plan: Plan, words: dict[str, str]) -> str:
    counts = words["counts"].format(
        targets=len(plan.targets),
        results=len(plan.results),
        tasks=len(plan.tasks),
        findings=len(plan.findings),
    )
    by_severity = Counter(finding.severity for finding in plan.findings)
    kinds = [
        f"{words[name]} {by_severity[name]}" for name in ("error", "warning", "info") if by_severity[name]
    ]
    return f"{counts}（{'，'.join(kinds)}）" if kinds else counts
