"""What a file came to."""

from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.validate.fault import Fault


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is, and what is wrong with it."""

    kind: str | None
    """As a person is told it; None where it is nothing that hospplan writes."""
    faults: Iterator[Fault]
    """Made while they are taken: a large file is gone through once."""
