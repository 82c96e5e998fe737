"""The files that a call names, each told what it is and what is wrong with it."""

from collections.abc import Iterable, Iterator
from glob import glob
from pathlib import Path

from hospplan.errors import ForeignExportError
from hospplan.export.limits import DEFAULT_EXPORT_LIMITS, ExportLimits
from hospplan.export.rows import TABLES
from hospplan.validate.joins import Joins
from hospplan.validate.recognise import recognise
from hospplan.validate.told import Checked

SUFFIXES = frozenset({".json", ".jsonl", ".csv", ".xlsx", ".sqlite", ".db", ".parquet", ".xml"})
"""What is looked for in a folder."""
_TABLES = [table.name for table in TABLES]


def find_exports(arguments: Iterable[str]) -> list[str]:
    """
    The files of the arguments, in order: files as they are named, those of folders and patterns sorted.

    In a folder and those below it files with the suffixes of exports count, and nothing whose name begins with a
    point. Tables come in the order in which rows name others, so that few names are kept. What is not there stays,
    to be told of.
    """
    found: list[str] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            found += sorted((str(file) for file in path.rglob("*") if _is_export(file, path)), key=_order)
        elif path.exists() or not (matches := sorted(glob(argument, recursive=True), key=_order)):  # noqa: PTH207  (a whole pattern, perhaps absolute)
            found.append(argument)
        else:
            found += [match for match in matches if Path(match).is_file()]
    return list(dict.fromkeys(found))


def _is_export(file: Path, folder: Path) -> bool:
    inside = file.relative_to(folder).parts
    return (
        file.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in inside)
        and file.is_file()
    )


def _order(name: str) -> tuple[int, str]:
    path = Path(name)
    table = path.stem if path.stem in _TABLES else path.parent.name
    return (_TABLES.index(table) if table in _TABLES else len(_TABLES), name)


class Exports:
    """The files of one call: those of one folder and form are tables of one collection."""

    def __init__(self, limits: ExportLimits = DEFAULT_EXPORT_LIMITS) -> None:
        """Nothing read yet."""
        self._limits = limits
        self._joins: dict[tuple[Path, str], Joins] = {}

    def check(self, name: str) -> Checked:
        """
        What one file is, and its faults, which are found while they are taken.

        Raises:
            ForeignExportError: It is nothing that hospplan writes.
            MissingPartError: It is read by a part that is not installed.
            OSError: It can't be opened.
        """
        path = Path(name)
        # a pipe or device would be waited for
        is_special = path.exists() and not path.is_file()
        checked = Checked(None, iter(())) if is_special else self._checked(path)
        if checked.kind is None:
            raise ForeignExportError(
                "nothing that hospplan writes",
                mend="name a file that convert, parse, extract-* or check wrote",
            )
        return checked

    def loose(self) -> Iterator[tuple[str, Checked]]:
        """(file, faults) of rows that name rows which no file of their collection has; after all were checked."""
        for joins in self._joins.values():
            for file, fault in joins.loose():
                yield file, Checked("", iter((fault,)))

    def _checked(self, path: Path) -> Checked:
        kind = recognise(path)
        match kind:
            case "json":
                from hospplan.validate.json_file import check_json  # noqa: PLC0415

                return check_json(path, self._limits)
            case "jsonl":
                from hospplan.validate.lines import check_lines  # noqa: PLC0415

                return check_lines(path, self._limits, self._of(path, "jsonl"))
            case "csv":
                from hospplan.validate.csv_file import check_csv  # noqa: PLC0415

                return check_csv(path, self._limits, self._of(path, "csv"))
            case "parquet":
                from hospplan.validate.parquet_file import check_parquet_file  # noqa: PLC0415

                return check_parquet_file(path, self._limits, self._of(path, "parquet"))
            case "sqlite":
                from hospplan.validate.sqlite_file import check_sqlite  # noqa: PLC0415

                return check_sqlite(path)
            case "xlsx":
                from hospplan.validate.workbook_file import check_workbook  # noqa: PLC0415

                return check_workbook(path, self._limits)
            case "xml":
                from hospplan.validate.xml_file import check_xml  # noqa: PLC0415

                return check_xml(path, self._limits)
            case None:
                return Checked(None, iter(()))

    def _of(self, path: Path, form: str) -> Joins:
        """
        The joins of the collection that a file belongs to, by its name: targets.csv, targets/part-00000.jsonl.

        A file of another name is alone: what an extract-* command left out may well be named in it.
        """
        folder = path.resolve().parent
        if path.stem.startswith("part-") and folder.name in _TABLES:
            folder = folder.parent
        elif path.stem not in _TABLES:
            return Joins()
        joins = self._joins.setdefault((folder, form), Joins())
        joins.table(path.stem if path.stem in _TABLES else path.parent.name)
        return joins
