"""What a long run shows while it goes on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hospplan.cli.terminal import Terminal, is_terminal

Step = Callable[[str, str | None], None]
"""Takes the name of a document that is done and the line to show where it failed."""


@contextmanager
def progress(terminal: Terminal, total: int, *, quiet: bool) -> Iterator[Step]:
    """A bar on a terminal, a line a document elsewhere, faults alone where it is to be quiet."""
    if quiet or not is_terminal(sys.stderr):
        done = 0

        def line(name: str, fault: str | None) -> None:
            nonlocal done
            done += 1
            if not quiet:
                terminal.say("convert.progress", number=done, total=total, name=name)
            if fault is not None:
                terminal.tell(fault)

        yield line
        return

    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True, highlight=False, emoji=False, markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(terminal.catalogue.say("convert.reading"), total=total)

        def advance(name: str, fault: str | None) -> None:
            if fault is not None:
                bar.console.print(Text(fault), soft_wrap=True)
            bar.update(task, advance=1, description=Text(name).plain.replace("[", r"\["))

        yield advance
