"""What a worker's answer, or its death, comes to."""

from dataclasses import dataclass

from hospplan.batch.recipe import OWN_SUFFIXES, Recipe
from hospplan.batch.record import Record
from hospplan.batch.run.bounds import Bounds
from hospplan.batch.run.frames import Frame
from hospplan.batch.run.process import Death, signal_name
from hospplan.errors import CrashedError, OutOfMemoryError, SourceError, TimedOutError

_FROM_OUTSIDE = {"SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"}
"""What a person or a system sends: it says nothing about the document."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no record."""

    error: SourceError
    """It names bounds and signals, never what two runs would not share."""
    certain: bool | None = None
    """Whether the document's own doing is proven; None where only a worker that had read nothing before proves it."""

    def is_certain(self, *, is_first: bool) -> bool:
        """True where the document need not be read again; *is_first* where the worker had read nothing before."""
        return is_first if self.certain is None else self.certain


def judge(answer: Frame | Death, name: str, recipe: Recipe, bounds: Bounds) -> Record | Fault:
    """
    The record that a worker gave of the document *name*, or why there is none.

    A record that is not what was asked for counts as a crash: a worker may be in the hands of its document.
    """
    if isinstance(answer, Death):
        return _of_death(answer, bounds)
    if answer.head.get("is_out_of_memory") is True:
        return _out_of_memory(bounds)
    try:
        record = Record.from_json(answer.head["record"], answer.blobs)
    except (KeyError, ValueError):
        return _nonsense()
    return record if _is_asked_for(record, name, recipe) else _nonsense()


def _is_asked_for(record: Record, name: str, recipe: Recipe) -> bool:
    suffixes = {OWN_SUFFIXES[form] for form in recipe.own_formats}
    sizes = {suffix: len(content) for suffix, content in record.files.items()}
    entry = record.entry
    return (
        entry.name == name
        and entry.recipe == recipe.key
        and set(sizes) == (suffixes if record.failure is None else set())
        and dict(entry.files) == sizes
        and (record.rows is not None) == recipe.has_rows
    )


def _of_death(death: Death, bounds: Bounds) -> Fault:
    match death.verdict:
        case "time":
            return Fault(
                TimedOutError(
                    f"reading it took over {bounds.seconds:g} seconds",
                    mend="give it more time with --timeout, or split the document",
                ),
                certain=True,
            )
        case "memory":
            return _out_of_memory(bounds)
        case None if death.status is None:
            return _nonsense()
        case None:
            name = signal_name(death.status)
            if name in _FROM_OUTSIDE:
                return Fault(
                    CrashedError(
                        f"the process that read it was ended from outside ({name}), twice",
                        mend="look whether the machine runs out of memory, and try fewer --jobs",
                    ),
                    certain=False,
                )
            return _crashed(name)


def _out_of_memory(bounds: Bounds) -> Fault:
    return Fault(
        OutOfMemoryError(
            f"reading it took over {bounds.memory // 2**20:,} MiB of memory",
            mend="allow more with --memory, or split the document",
        )
    )


def _nonsense() -> Fault:
    return _crashed("it gave no answer that makes sense")


def _crashed(how: str) -> Fault:
    return Fault(
        CrashedError(
            f"the process that read it crashed ({how})",
            mend="open it in the program that it comes from and save it again; please report it if that does not help",
        )
    )
