"""What goes to a process that reads pages, and what comes back; nothing heavy is needed to name it."""

from dataclasses import dataclass

from hospplan.page.ink import PageInk, Rectangle


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as bytes."""

    rows: int
    columns: int
    dpi: float
    """Pixels an inch."""
    data: bytes
    """Rows × columns × red, green, blue."""


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a seal lies."""

    box: Rectangle
    """Points of the page as it is shown."""
    is_cut: bool
    """The page's edge cuts it (骑缝章)."""


@dataclass(frozen=True, slots=True)
class PictureReading:
    """What a page's picture says."""

    ink: PageInk
    seals: tuple[SealPlace, ...] = ()
