"""What a run over a collection is asked to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    out: str | Path
    """A path or URL."""
    recipe: Recipe
    headers: Headers = "en"
    """Of the tables as CSV."""
    words: Words | None = None
    """The language of summary.md and JUnit XML, which are not written without one."""
    level: Level = "error"
    """From which finding on a document is flagged."""
    junit: Path | None = None
    """Where the run goes as JUnit XML, in the language of *words*."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Name of a document → how long it took, as far as it is known at the end; for JUnit XML alone."""
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
