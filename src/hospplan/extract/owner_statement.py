"""A statement of owners, as running text makes it."""

from dataclasses import dataclass, replace
from typing import Literal

from hospplan.models.plan import Owner

Bare = Literal["office", "other"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Owners as one stretch of a text names them."""

    start: int
    """Half-open with `end`; brackets around the statement are in it."""
    end: int
    owners: tuple[Owner, ...]
    deadlines: tuple[str, ...] = ()
    """Words of the statement that say by when, as written; a statement may hold nothing else."""
    is_firm: bool = True
    """Told by a label, brackets or 牵头; 由办公室负责 at the end of a sentence is not."""
    bare: Bare | None = None
    """A bracket of names and nothing else, which others like it must confirm: an office's name is among them, or not."""
    leads: Literal["here", "onward"] | None = None
    """A note says that the first name leads: here, or also in the brackets that follow (下同)."""


def first_leading(owners: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """Those who share a task with the first of them in the lead (排第一位的为牵头单位), where nobody is said to lead."""
    if not owners or owners[0].role != "responsible" or any(owner.role == "lead" for owner in owners):
        return owners
    return (owners[0].model_copy(update={"role": "lead"}), *owners[1:])


def together(one: Statement, other: Statement) -> Statement:
    """Two statements that touch, as one; beside another a bracket of names alone is a remark."""
    if (one.bare is None) != (other.bare is None):
        return one if one.bare is None else other  # （东院区）（责任单位：总务科）
    return replace(
        one,
        end=other.end,
        owners=one.owners + other.owners,
        deadlines=one.deadlines + other.deadlines,
        is_firm=one.is_firm or other.is_firm,
        bare="office" if "office" in (one.bare, other.bare) else one.bare,
        leads=one.leads or other.leads,
    )
