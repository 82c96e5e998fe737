"""What a run over a collection is asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hospplan.batch.inputs.input import Input
from hospplan.batch.recipe import Recipe
from hospplan.batch.report.totals import Level
from hospplan.batch.report.words import Words

Headers = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is to do."""

    inputs: Sequence[Input]
    """In any order."""
    out: Path
    recipe: Recipe
    headers: Headers = "en"
    """Of the tables as CSV."""
    words: Words | None = None
    """The language of summary.md, which is not written without one."""
    level: Level = "error"
    """From which finding on summary.md flags a document."""
    partition: int | None = None
    """Documents of a part, for formats that are cut into parts; None for one file a table."""
    target: str | None = None
    """A database that takes the rows, too."""
    resume: bool = True
    """Leave alone what an earlier run has done."""
    prune: bool = False
    """Delete files of earlier runs that belong to nothing any more."""
    jobs: int = 1
    """Processes at once."""
