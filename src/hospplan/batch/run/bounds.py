"""What one document of a batch may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that reading one document may take before it is given up."""

    seconds: float = 300.0
    """By the clock, from when a worker is given the document to its whole answer. Real plans take under ten."""
    memory: int = 2 * 2**30
    """
    Bytes of memory in use (resident) by the worker and by all that it started: LibreOffice, what recognises pages.

    Where the system knows such a bound, one allocation that is larger still fails at once.
    """

    @property
    def kept(self) -> int:
        """Bytes that a worker may keep in use between documents; one that keeps more is replaced (it leaks)."""
        return min(self.memory // 2, 512 * 2**20)


DEFAULT_BOUNDS = Bounds()
