"""Pieces of a journal beside each other: what several machines have done, or what is kept of a run in a store."""

from itertools import count
from secrets import token_hex

from hospplan.batch.collection.index import Journal
from hospplan.batch.collection.work import WORK, Work

PARTS = f"{WORK}/parts"
_PUSHED = 200
"""Documents of an OUT in a store after which a part is written: what a run that is killed loses at most."""


class Parts:
    """The parts of one run in OUT/.hospplan/parts, in the order of their names; at the end there are none."""

    def __init__(self, work: Work, journal: Journal) -> None:
        """Take into the journal what earlier runs have left."""
        self._out = work.out
        self._is_remote = work.is_remote
        self._journal = journal
        names = [listed.name for listed in self._out.list(PARTS)]
        for name in names:
            journal.take(self._out.read(name))
        if not self._is_remote:
            self.clear()  # they stand in the journal now, which the next run will find
        last = max((int(number) for name in names if (number := _number(name)).isdigit()), default=-1)
        self._numbers = count(last + 1)
        # what a process of an earlier run that was left alone still writes must not be taken for ours
        self._run = token_hex(4)
        self._pushed = journal.end
        self._waiting = 0

    def name(self) -> str:
        """The name of a new part; it comes after all before."""
        return f"{next(self._numbers):05}-{self._run}"

    def take(self, name: str) -> list[str]:
        """Take a part that is done into the journal; the names of its documents."""
        self.push()
        names = self._journal.take(self._out.read(f"{PARTS}/{name}"))
        self._pushed = self._journal.end
        if not self._is_remote:
            self._out.delete(f"{PARTS}/{name}")
        return names

    def added(self) -> None:
        """A document was added to the journal."""
        self._waiting += 1
        if self._waiting >= _PUSHED:
            self.push()

    def push(self) -> None:
        """Of an OUT in a store: write what the journal has and the store has not."""
        self._waiting = 0
        if self._is_remote and self._journal.end > self._pushed:
            self._out.write(f"{PARTS}/{self.name()}", self._journal.since(self._pushed))
            self._pushed = self._journal.end

    def clear(self) -> None:
        """Take all parts away."""
        for name in [listed.name for listed in self._out.list(PARTS)]:
            self._out.delete(name)


def _number(name: str) -> str:
    return name.rpartition("/")[2].partition("-")[0]
