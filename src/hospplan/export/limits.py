"""Budgets for files that hospplan wrote and reads back; they may have passed through other hands."""

from dataclasses import dataclass

from hospplan.limits import Limits


@dataclass(frozen=True, slots=True)
class ExportLimits(Limits):
    """Those of documents, and beside them."""

    export_bytes: int = 1_000 * 2**20
    """A file that is read back at once; of a list with a record a line, one line."""
    export_depth: int = 200
    """Brackets in brackets of JSON."""


DEFAULT_EXPORT_LIMITS = ExportLimits()
