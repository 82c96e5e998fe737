"""What a careful reader finds in a generated document."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

ANY = "any"
"""Stands for a field that the contract leaves open in a phrasing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One measure."""

    kind: str
    """The kind of phrasing that it comes from."""
    indicator: str
    comparator: str = "eq"
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    units: tuple[str, ...] = ()
    """Further units that say the same."""
    grade: str | None = None
    ratio: str | None = None
    change: str | None = None
    per: str | None = None
    role: str = "target"
    """"result" covers actual and baseline."""
    also: tuple[str, ...] = ()
    """Other names that serve."""
    until: str | None = None
    """Year that the period ends in, where the text states it."""
    binding: str | None = None
    """Checked where it is given."""
    form: str = ""
    """How the bound is worded: the second column of recall."""
    written: str = ""
    """The value as it stands in the text."""
    is_optional: bool = False
    """Neither counted nor charged."""


@dataclass(frozen=True, slots=True)
class WantedOwner:
    """Who is charged with a task."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class WantedTask:
    """A task with its owners."""

    kind: str
    titles: tuple[str, ...]
    """Any of them serves."""
    owners: tuple[WantedOwner, ...]
    deadline: str | None = None
    """How the ISO date of its end begins: 2025, 2025-06."""


@dataclass(frozen=True, slots=True)
class WantedHeading:
    """A numbered heading."""

    kind: str
    level: int
    number: str
    titles: tuple[str, ...]
    """Any of them serves."""


@dataclass
class Truth:
    """All of a document."""

    measures: list[Wanted] = field(default_factory=list)
    tasks: list[WantedTask] = field(default_factory=list)
    headings: list[WantedHeading] = field(default_factory=list)
    header: dict[str, object] = field(default_factory=dict)
    """Fields of header, sign-off and imprint, and titles of parts, under the names of `compare.header_of`."""

    def add(self, wanted: Iterable[Wanted], *, role: str | None = None) -> None:
        """Take measures over, in another role where one is given and they have the ordinary one."""
        for item in wanted:
            changes = {"role": role} if role and item.role == "target" else {}
            self.measures.append(replace(item, **changes))  # type: ignore[arg-type]
