"""What is known of a value's name, and of the names that stood before it."""

from dataclasses import dataclass

from hospplan.extract.verbs import Stretch, VerbClass
from hospplan.models.facts import FoundMeasure
from hospplan.models.values import Comparator
from hospplan.phrases.period import FoundPeriod


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a value's name stands, and the verb that rules the value."""

    name: Stretch
    verb: VerbClass | None
    verb_text: str = ""
    is_far: bool = False
    """The name stands in an earlier clause."""
    near: FoundMeasure | None = None
    """The measure before, whose indicator this one shares."""
    suffix: str = ""
    """The verb that turns the shared indicator into another (申报项目25项，立项2项), or what the name leaves out (省级｜2项)."""
    qualifier: Stretch | None = None
    comparator: Comparator | None = None
    """A bound that stands apart from the number: 不少于总床位数的8%, 至少建成2个."""
    since: int = 0
    """Periods before this offset are not the value's: they are of what it moves from."""
    period: FoundPeriod | None = None
    """The value's own period, where each of a list has one."""
    rules: VerbClass | None = None
    """The verb that also rules a value without one in the next place of the list: 增加A 1个，B 3个."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the clauses before have said."""

    topic: Stretch | None
    """The first clause without a value: what the sentence is about."""
    last_clause: Stretch | None
    """The latest clause without a value."""
    measures: tuple[tuple[FoundMeasure, Stretch], ...]
    verb: VerbClass | None
    """`Naming.rules` of the last value."""
    periods: tuple[FoundPeriod, ...] = ()
    """Those that lead the sentence side by side: 到2025年和2030年."""
