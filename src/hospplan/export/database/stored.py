"""What came of storing documents into a database."""

from dataclasses import dataclass
from typing import Literal

Note = Literal["no-trigrams"]
"""`no-trigrams`: PostgreSQL can't index parts of Chinese words here; searching quotes reads all of them."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many documents a database took."""

    added: int
    replaced: int
    """Documents that it had already, by their content."""
    notes: tuple[Note, ...] = ()
