"""The tasks of each department, and of each leader: groups of rows, gathered over all documents on disk."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from hospplan.export.rows import OWNERS
from hospplan.export.xlsx.book import Head, Layout, Pages
from hospplan.export.xlsx.cells import Cell, Link, day
from hospplan.export.xlsx.line import Around, Known, Line
from hospplan.export.xlsx.say import others, span
from hospplan.export.xlsx.sheets import task_targets

_ROLES = ("牵头", "责任", "配合")


@dataclass(frozen=True, slots=True)
class View:
    """Whose tasks a sheet shows."""

    name: str
    title: str
    """Over the printed pages."""
    kinds: tuple[str, ...]
    colour: str


VIEWS = (
    View("按责任部门", "任务分解（按责任部门）", ("department", "organisation", "group"), "#F79646"),
    View("按牵头领导", "任务分解（按牵头领导和责任人）", ("person",), "#F79646"),
)
_HEADS = (
    Head("序号", 6, 6, "center"),
    Head("职责", 6, 6, "center"),
    Head("编号", 6, 10, "center"),
    Head("任务", 24, 40),
    Head("时限", 8, 14),
    Head("截止日期", 11, 11, "center"),
    Head("量化目标", 10, 28),
    Head("其他责任方", 12, 34),
    Head("文件", 8, 24, tallest=1, is_document=True),
)


class Gathered:
    """
    Owners with their tasks, put aside in a file until all documents are known.

    A name stands for one body within one issuer: 医务部 of two hospitals are two groups. Where a document does not say
    who issued it, its names are its own.
    """

    def __init__(self, folder: Path) -> None:
        """Open a file in *folder*."""
        self._store = sqlite3.connect(folder / "owners.sqlite", isolation_level=None)
        self._store.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;"
            "CREATE TABLE owner (view INTEGER, home INTEGER, body INTEGER, role TEXT, name TEXT, shown TEXT);"
            "BEGIN"
        )
        self._homes: dict[str, int] = {}
        self._bodies: dict[tuple[int, int, str], int] = {}
        self.without: int = 0
        """Tasks that name nobody."""

    def add(self, around: Around, known: Known) -> None:
        """Put aside the owners of one document."""
        document = around.document()
        home = (
            document.text("issuers") or document.text("issuer_mark").removesuffix("文件") or around.rows.name
        )
        self.without += sum(name not in known.owners for name in known.tasks)
        for line in around.lines(OWNERS):
            number = self._homes.setdefault(home, len(self._homes))
            view = next(at for at, view in enumerate(VIEWS) if line.text("kind") in view.kinds)
            key = (view, number, line.text("name"))
            body = self._bodies.setdefault(key, len(self._bodies))
            self._store.execute(
                "INSERT INTO owner VALUES (?, ?, ?, ?, ?, ?)",
                (view, number, body, str(line.said("role")), line.text("name"), _packed(line, around, known)),
            )

    def write(self, view: View, pages: Pages) -> None:
        """Write the groups of a view, in the order in which the documents name them."""
        at = VIEWS.index(view)
        homes = {number: name for name, number in self._homes.items()}
        counts = self._counts(at)
        last: int | None = None
        place = 0
        ordered = self._store.execute(
            "SELECT home, body, name, shown FROM owner WHERE view = ? ORDER BY home, body, rowid", (at,)
        )
        for home, body, name, shown in ordered:
            if body != last:
                label = name if len(homes) == 1 else f"{name}（{homes[home]}）"
                pages.write(_group(f"{label}　{counts[body]}"), "group")
                last, place = body, 0
            place += 1
            pages.write(_unpacked(place, json.loads(shown)), level=1)

    def _counts(self, view: int) -> Mapping[int, str]:
        """Number of each body → how many tasks it has in which role."""
        found: dict[int, dict[str, int]] = {}
        for body, role, count in self._store.execute(
            "SELECT body, role, COUNT(*) FROM owner WHERE view = ? GROUP BY body, role", (view,)
        ):
            found.setdefault(body, {})[role] = count
        return {
            body: "，".join(f"{role}{roles[role]}项" for role in _ROLES if role in roles)
            for body, roles in found.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()


def layout(view: View) -> Layout:
    """The columns of a view."""
    return Layout(view.name, _HEADS, 4, view.colour, has_filter=False, title=view.title)


def _group(text: str) -> list[Cell]:
    # not merged: a text runs over the empty cells beside it, and rows can be sorted and copied
    return [Cell(text), *(Cell() for _ in _HEADS[1:])]


def _packed(line: Line, around: Around, known: Known) -> str:
    task = known.tasks.get(line.text("task"))
    cells = {
        "role": line.said("role"),
        "number": line["task_number"],
        "title": line["task_title"],
        "place": around.places.get(line.text("task")),
        "span": None if task is None else span(task, "deadline"),
        "end": None if task is None else task["deadline_end"],
        "targets": None if task is None else task_targets(task, known),
        "others": others(known.owners[line.text("task")], line),
        "file": line["document"],
    }
    return json.dumps(cells)


def _unpacked(place: int, cells: Mapping[str, str | None]) -> list[Cell]:
    link = None if cells["place"] is None else Link(cells["place"])
    return [
        Cell(place, "0"),
        Cell(cells["role"]),
        Cell(cells["number"], link=link),
        Cell(cells["title"], link=None if cells["number"] else link),
        Cell(cells["span"] or None),
        day(cells["end"]),
        Cell(cells["targets"] or None),
        Cell(cells["others"] or None),
        Cell(cells["file"]),
    ]
