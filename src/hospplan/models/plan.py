"""The output: a document with the measures, tasks and findings that were read from it."""

from pydantic import Field

from hospplan.models.base import Model, Number
from hospplan.models.document import Box, Document
from hospplan.models.values import (
    Basis,
    Binding,
    Change,
    Comparator,
    MeasureRole,
    Modality,
    OwnerKind,
    OwnerRole,
    Per,
    Severity,
)

SCHEMA_VERSION = "1.0"


class Place(Model):
    """Where something was read: a stretch of one block's or cell's text."""

    block: str
    """Id of a paragraph block or of a table cell."""
    start: int
    end: int
    """Half-open, counted in Unicode code points."""
    quote: str
    """The text from start to end, at most 200 characters."""
    page: int | None = None
    """The page that it begins on, from 1, where the format has pages."""
    boxes: tuple[Box, ...] = ()
    """Where it stands, a box for each line, where the format has pages."""
    section: tuple[str, ...] = ()
    """Ids of the sections around it, outermost first."""
    also: tuple[str, ...] = ()
    """Ids of further cells that the reading rests on: indicator, unit, heads."""


class Period(Model):
    """A span of days, or the day by which."""

    text: str | None = None
    """The words that gave it: of the sentence, or of a heading; None where the whole text's planning period holds."""
    start: str | None = None
    """ISO 8601; None for a date by which."""
    end: str | None = None
    """ISO 8601."""
    basis: Basis = "read"


class Baseline(Model):
    """The value that a target starts from."""

    id: str
    """Id of the result that states it."""
    value: Number | None
    unit: str | None


class Measure(Model):
    """One indicator with one value: a target, or a result (actual or baseline)."""

    id: str
    role: MeasureRole
    indicator: str
    """The noun phrase that names what is counted."""
    qualifier: str | None = None
    """What tells two values of one indicator apart: 门诊, 住院."""
    indicator_id: str | None = None
    comparator: Comparator
    value: Number | None = None
    """Multipliers folded in: 6.0亿元 is 600000000."""
    value_max: Number | None = None
    """The upper end of a range."""
    unit: str | None = None
    grade: str | None = None
    """A grade as written: 5级, A."""
    ratio: str | None = None
    """A ratio: 1:0.4, 2/3."""
    change: Change | None = None
    """Set where the value is a difference or a growth."""
    per: Per | None = None
    modality: Modality | None = None
    binding: Binding | None = None
    """约束性 or 预期性."""
    parent: str | None = None
    """Id of the measure that this one is a part of."""
    period: Period = Period()
    baseline: Baseline | None = None
    confidence: float = Field(ge=0, le=1)
    doubt: str | None = None
    """Why the confidence is below 0.9."""
    source: Place


class Owner(Model):
    """Who is charged with a task."""

    name: str
    kind: OwnerKind
    role: OwnerRole
    post: str | None = None
    """职务 of a person."""


class Deadline(Model):
    """By when, or in which span, a task is to be done."""

    text: str
    start: str | None = None
    end: str | None = None
    basis: Basis = "read"


class Task(Model):
    """A thing to do that the document sets apart."""

    id: str
    number: str | None = None
    title: str
    group: str | None = None
    project: str | None = None
    description: str | None = None
    owners: tuple[Owner, ...] = ()
    deadline: Deadline | None = None
    targets: tuple[str, ...] = ()
    """Ids of the targets that stand in the task."""
    source: Place


class Finding(Model):
    """Something about the document that a person should know."""

    code: str
    """Stable, kebab-case: numbering-gap."""
    severity: Severity
    message: str
    source: Place | None = None


class Plan(Model):
    """All that was read from one document."""

    schema_version: str = SCHEMA_VERSION
    document: Document
    targets: tuple[Measure, ...] = ()
    results: tuple[Measure, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
