"""The run as JSON Lines on standard error, for a system that gathers logs: the clock, the host and what each document took."""

import json
import os
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from hospplan import __version__
from hospplan.cli.terminal import Terminal

if TYPE_CHECKING:
    from hospplan.batch.collection.events import Converted
    from hospplan.batch.report.totals import Totals
    from hospplan.batch.run.isolate import Told

Grade = Literal["info", "error"]


def write(event: str, level: Grade = "info", **details: Any) -> None:
    """One line: when, how bad, what happened, and what belongs to it."""
    if sys.stderr is None:
        return
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    # ASCII: a console of another encoding must not break what a program reads
    sys.stderr.write(
        json.dumps({"time": now, "level": level, "event": event, **details}, allow_nan=False) + "\n"
    )
    sys.stderr.flush()


class Log:
    """Writes every event of a run."""

    def __init__(self, terminal: Terminal, *, quiet: bool) -> None:
        """Write beside *terminal*, which is one of `logging`; if *quiet*, of documents those that failed alone."""
        self.terminal = terminal
        self._quiet = quiet
        self._told: Told | None = None

    def started(self, done: int, total: int) -> None:
        """Who does how much."""
        write(
            "started",
            documents=total,
            unchanged=done,
            hospplan=__version__,
            host=socket.gethostname(),
            process=os.getpid(),
        )

    def reading(self, running: Callable[[], tuple[str, ...]]) -> None:
        """What is read now is told when it is done."""

    def took(self, told: "Told") -> None:
        """Kept for the document that it is of."""
        self._told = told

    def converted(self, event: "Converted", fault: str | None) -> None:
        """The document, what it took, and what libraries printed over it."""
        entry, told = event.entry, self._told
        self._told = None
        if self._quiet and fault is None:
            return
        details: dict[str, Any] = {"document": entry.name, "status": entry.status, "sha256": entry.sha256}
        if entry.status == "failed":
            details |= {"error": entry.error, "message": entry.message, "mend": entry.mend}
        else:
            details |= {"counts": dict(entry.counts), "findings": dict(entry.findings)}
        if told is not None and told.name == entry.name:
            details |= {"seconds": round(told.seconds, 3), "memory": told.memory, "worker": told.worker}
            if told.output:
                details["output"] = told.output
        if event.failure is not None and event.failure.trace and self.terminal.debug:
            details["trace"] = event.failure.trace
        write("document", "info" if fault is None else "error", **details)

    def finishing(self) -> None:
        """Tables come now."""
        write("finishing")

    def finished(self, totals: "Totals") -> None:
        """What it came to."""
        write("finished", documents=totals.documents, failed=totals.failed, counts=dict(totals.counts))
