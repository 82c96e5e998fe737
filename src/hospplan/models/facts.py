"""What extraction hands to linking: facts with their places, not yet named or joined."""

from dataclasses import dataclass, field
from decimal import Decimal

from hospplan.models.anchor import Anchor
from hospplan.models.plan import Deadline, Owner, Period
from hospplan.models.values import Binding, Change, Comparator, MeasureRole, Modality, Per


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure as read at one place. Fields as in `plan.Measure`."""

    anchor: Anchor
    """The quote: at most 200 characters, holding the value."""
    value_anchor: Anchor
    """The value with its bound and unit alone."""
    role: MeasureRole
    indicator: str
    comparator: Comparator
    qualifier: str | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    grade: str | None = None
    ratio: str | None = None
    change: Change | None = None
    per: Per | None = None
    modality: Modality | None = None
    binding: Binding | None = None
    parent: Anchor | None = None
    """The `value_anchor` of the measure that this one is a part of."""
    compared: Anchor | None = None
    """The `value_anchor` of the baseline that the same sentence or row names."""
    period: Period = field(default_factory=Period)
    confidence: float = 1.0
    doubt: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task as read at one place. Fields as in `plan.Task`."""

    anchor: Anchor
    """The quote: the title's stretch, at most 200 characters."""
    extent: tuple[str, ...]
    """Ids of the blocks or cells that the task takes up; measures in them belong to it."""
    title: str
    number: str | None = None
    group: str | None = None
    project: str | None = None
    description: str | None = None
    owners: tuple[Owner, ...] = ()
    deadline: Deadline | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that extraction found, in document order."""

    measures: tuple[FoundMeasure, ...]
    tasks: tuple[FoundTask, ...]
