"""What a run of many documents came to, in the language of its reader: words for reports, and the table at the end."""

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hospplan.batch.record import Entry
from hospplan.batch.report.totals import Kind, Totals
from hospplan.cli.catalogue import Catalogue
from hospplan.cli.faults import one_line
from hospplan.cli.paper import blank
from hospplan.errors import HospplanError

_BY_NAME: Mapping[str, str] = MappingProxyType(
    {"FileNotFoundError": "missing", "IsADirectoryError": "folder", "PermissionError": "denied"}
)
_COLUMNS = ("targets", "results", "tasks", "findings")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of `batch.report` in the language of a catalogue."""

    catalogue: Catalogue

    def say(self, key: str, **details: object) -> str:
        """The text of a report's *key*, with its places filled."""
        return self.catalogue.say(f"report.{key}", **details)

    def reason(self, entry: Entry) -> tuple[str, str]:
        """Of a document that failed: what is wrong, and what to do about it; as `faults.explain` has it."""
        code, message = entry.error or "", entry.message or ""
        key = self._key(code)
        # of what is installed apart only the extra for scans is met while a document is read
        what = self.catalogue.say(f"what.{key}", detail=message or "-", kind=code)
        mend = self.catalogue.say(f"mend.{key}", extra="ocr")
        if key in {"missing", "folder", "denied", "system", "unexpected"} or not message:
            return what, mend
        if self.catalogue.language == "en":
            return message, entry.mend or mend
        # the errors speak English: their kind is said in Chinese, the detail stays beside it
        return f"{what}（{message}）", mend

    def _key(self, code: str) -> str:
        if code in _BY_NAME:
            return _BY_NAME[code]
        if f"what.{code}" in self.catalogue.messages:
            return code
        kind = getattr(builtins, code, None)
        if isinstance(kind, type) and issubclass(kind, OSError):
            return "system"
        return HospplanError.code if code.islower() else "unexpected"


def end_table(totals: Totals, spoken: Spoken, *, is_screen: bool) -> str:
    """
    A run by the suffixes of its documents as a table with a line of sums, ended by a line feed; of an empty run nothing.

    Args:
        totals: What the run came to.
        spoken: The words.
        is_screen: Colours, and the width of the terminal; else plain text.
    """
    from rich.box import SIMPLE  # noqa: PLC0415  (rich is for screens alone)
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    if not totals.kinds:
        return ""
    console, paper = blank(is_screen=is_screen)
    table = Table(box=SIMPLE, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, show_footer=True)
    whole = Kind("", totals.documents, totals.failed)
    whole.counts.update(totals.counts)
    rows = [
        (Text(one_line(kind.suffix) or spoken.say("no-suffix"), overflow="fold"), _cells(kind))
        for kind in totals.kinds
    ]
    table.add_column(spoken.say("head.suffix"), footer=spoken.say("all"))
    heads = ("documents", "read", "failed", *_COLUMNS)
    for name, total in zip(heads, _cells(whole), strict=True):
        is_bad = name == "failed" and totals.failed > 0
        table.add_column(
            spoken.say(f"head.{name}"),
            footer=total,
            justify="right",
            no_wrap=True,
            style="red" if is_bad else "",
            footer_style="red" if is_bad else "",
        )
    for suffix, cells in rows:
        table.add_row(suffix, *cells)
    console.print(table)
    return paper.getvalue()


def _cells(kind: Kind) -> list[str]:
    numbers = (kind.documents, kind.documents - kind.failed, kind.failed)
    return [str(number) for number in (*numbers, *(kind.counts[name] for name in _COLUMNS))]
