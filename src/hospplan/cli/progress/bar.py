"""A bar for a person: how much is done, how fast, how long yet, how many failed, and what is being read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from hospplan.cli.catalogue import Catalogue
from hospplan.cli.faults import one_line
from hospplan.cli.terminal import Terminal

if TYPE_CHECKING:
    from hospplan.batch.collection.events import Converted
    from hospplan.batch.report.totals import Totals
    from hospplan.batch.run.isolate import Told

_NAMES = 2
"""Documents that are named as being read; the others are counted."""


class _Rate(ProgressColumn):
    """Documents a second, or seconds a document where these are many."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        fast = speed >= 1
        key = "convert.rate" if fast else "convert.pace"
        return Text(self._catalogue.say(key, value=f"{speed if fast else 1 / speed:.1f}"))


class _Failures(ProgressColumn):
    """How many failed, where any did."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def render(self, task: Task) -> Text:
        failed = task.fields["failed"]
        return (
            Text(self._catalogue.say("convert.failures", count=failed), style="red") if failed else Text("")
        )


class _Names(ProgressColumn):
    """What is being read now."""

    def render(self, task: Task) -> Text:
        names = task.fields["running"]()
        shown = " ".join(one_line(PurePosixPath(name).name) for name in names[:_NAMES])
        more = f" +{len(names) - _NAMES}" if len(names) > _NAMES else ""
        return Text(shown + more, overflow="ellipsis", no_wrap=True)


class _Bar:
    def __init__(self, bar: Progress, terminal: Terminal) -> None:
        self.terminal = terminal
        self._bar = bar
        self._task: TaskID | None = None
        self._failed = 0

    def started(self, done: int, total: int) -> None:
        if done:
            self.terminal.say("convert.unchanged", count=done, total=total)
        self._task = self._bar.add_task(
            self.terminal.catalogue.say("convert.reading"),
            total=total,
            completed=done,
            failed=0,
            running=tuple,
        )

    def reading(self, running: Callable[[], tuple[str, ...]]) -> None:
        self._update(running=running)

    def took(self, told: "Told") -> None:
        """The bar has its own clock."""

    def converted(self, event: "Converted", fault: str | None) -> None:
        if fault is not None:
            self._failed += event.entry.status == "failed"
            self.terminal.tell(fault)
        self._update(advance=1, failed=self._failed)

    def finishing(self) -> None:
        self._update(description=self.terminal.catalogue.say("convert.writing"), running=tuple)

    def finished(self, totals: "Totals") -> None:
        """The bar goes with the context."""

    def _update(self, **changes: object) -> None:
        if self._task is not None:
            self._bar.update(self._task, **changes)  # type: ignore[arg-type]  # its fields are of any type


@contextmanager
def shown(terminal: Terminal) -> Iterator[_Bar]:
    """A bar at the foot of the screen, until the context is left."""
    console = Console(stderr=True, highlight=False, emoji=False, markup=False)
    catalogue = terminal.catalogue
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        _Rate(catalogue),
        TimeRemainingColumn(),
        _Failures(catalogue),
        _Names(),
    )
    above = replace(terminal, instead=lambda line: console.print(Text(line), soft_wrap=True))
    with Progress(*columns, console=console, transient=True) as bar:
        yield _Bar(bar, above)
