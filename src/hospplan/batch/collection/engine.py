"""What converts documents, as a run sees it."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from hospplan.batch.record import Record
from hospplan.batch.run.isolate import Job


class Engine(Protocol):
    """What converts documents: `Workers`, or whatever else gives a record for each job."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Record]:
        """A record for each job, in any order; jobs are taken as they are needed."""
