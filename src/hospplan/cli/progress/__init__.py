"""What a long run shows while it goes on: a bar on a terminal, lines elsewhere, JSON Lines for a system of logs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from hospplan.cli.progress.watcher import Lines, Watcher
from hospplan.cli.terminal import Terminal, is_terminal

__all__ = ["Watcher", "logging", "watch"]


def logging(terminal: Terminal) -> Terminal:
    """A terminal at which nobody sits: what is said to a person is an event of the log."""
    from hospplan.cli.progress.log import write  # noqa: PLC0415

    return replace(terminal, instead=lambda line: write("message", text=line))


@contextmanager
def watch(terminal: Terminal, *, quiet: bool, is_log: bool) -> Iterator[Watcher]:
    """
    Whoever shows the run; what is said through its `terminal` meanwhile stands well beside what it shows.

    Args:
        terminal: Where it is shown.
        quiet: Faults alone.
        is_log: As JSON Lines.
    """
    if is_log:
        from hospplan.cli.progress.log import Log  # noqa: PLC0415

        yield Log(terminal, quiet=quiet)
    elif quiet or not is_terminal(sys.stderr):
        yield Lines(terminal, quiet=quiet)
    else:
        from hospplan.cli.progress.bar import shown  # noqa: PLC0415  (rich is for screens alone)

        with shown(terminal) as bar:
            yield bar
