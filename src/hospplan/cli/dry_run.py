"""`hospplan convert --dry-run`: what a run would do."""

from typing import TYPE_CHECKING

from hospplan.cli.faults import one_line
from hospplan.cli.terminal import Output, Terminal

if TYPE_CHECKING:
    from hospplan.batch.collection.order import Order


def show(order: "Order", terminal: Terminal) -> None:
    """
    List each document with what would be done, where it is, and what its files in OUT are called after.

    A line a document, parted by tabs, in the order of the manifest; on standard error how many are to be read.
    """
    from hospplan.batch.collection.preview import preview  # noqa: PLC0415

    target = Output(None)
    counts = {"read": 0, "unchanged": 0}
    for given, is_done in preview(order):
        what = "unchanged" if is_done else "read"
        counts[what] += 1
        word = terminal.catalogue.say(f"dry-run.{what}") if target.is_screen else what
        # a tab in a file's name would be a column, a line feed a document
        cells = (word, *(one_line(str(text)) for text in (given.where, given.name)))
        target.data("\t".join(cells) + "\n")
    target.finish()
    terminal.say("dry-run.done", **counts)
