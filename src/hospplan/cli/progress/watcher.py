"""Those that look on while documents are converted."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from hospplan.cli.faults import one_line
from hospplan.cli.terminal import Terminal

if TYPE_CHECKING:
    from hospplan.batch.collection.events import Converted
    from hospplan.batch.report.totals import Totals
    from hospplan.batch.run.isolate import Told


class Watcher(Protocol):
    """Is told what happens, in this order: started, each document, finishing, finished."""

    terminal: Terminal
    """Where all that is said meanwhile goes."""

    def started(self, done: int, total: int) -> None:
        """Of *total* documents, *done* are as an earlier run has left them."""

    def reading(self, running: Callable[[], tuple[str, ...]]) -> None:
        """Workers are there; *running* gives the names of what they are reading, at any time and in any thread."""

    def took(self, told: "Told") -> None:
        """What the next document took."""

    def converted(self, event: "Converted", fault: str | None) -> None:
        """A document is done; *fault* is the line to show where it failed."""

    def finishing(self) -> None:
        """The tables are written now."""

    def finished(self, totals: "Totals") -> None:
        """All is there."""


class Lines:
    """A line a document, for pipes and the logs of CI; where it is to be quiet faults alone."""

    def __init__(self, terminal: Terminal, *, quiet: bool) -> None:
        """Write to *terminal*."""
        self.terminal = terminal
        self._quiet = quiet
        self._number = 0
        self._total = 0

    def started(self, done: int, total: int) -> None:
        """Say how much is left alone."""
        self._number, self._total = done, total
        if done and not self._quiet:
            self.terminal.say("convert.unchanged", count=done, total=total)

    def reading(self, running: Callable[[], tuple[str, ...]]) -> None:
        """Nothing is said of what is not done."""

    def took(self, told: "Told") -> None:
        """Nothing is said of what differs from run to run."""

    def converted(self, event: "Converted", fault: str | None) -> None:
        """Say which of how many it is, and what is wrong with it."""
        self._number += 1
        if not self._quiet:
            self.terminal.say(
                "convert.progress", number=self._number, total=self._total, name=one_line(event.given.where)
            )
        if fault is not None:
            self.terminal.tell(fault)

    def finishing(self) -> None:
        """Nothing is said of it."""

    def finished(self, totals: "Totals") -> None:
        """What it came to is said at the end."""
