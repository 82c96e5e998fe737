"""How surely a measure was read where its characters were recognised in a picture."""

from hospplan.models.anchor import Anchor
from hospplan.models.facts import FoundMeasure
from hospplan.models.outline import Outline
from hospplan.text.fold import fold

_SURE = 0.9
"""Confidence from which a measure has no doubt (docs/contract.md)."""

_LONGEST_UNIT = 8
"""Characters of a cell that holds a unit."""
_MULTIPLES = ("万", "亿", "千", "百", "万元", "亿元", "万人次")
"""What folds into a value, so that its unit is another word."""


def with_recognition(found: FoundMeasure, outline: Outline) -> tuple[float, str | None]:
    """
    The confidence of a measure, and its doubt: of two the graver one.

    A value, its bound and its unit (also in a cell of its own) are as sure as their least sure character: a digit that
    may be another one makes the measure doubtful, however plain the sentence is.
    """
    if outline.source is None:
        return found.confidence, found.doubt
    asked = [
        found.value_anchor,
        *(_whole(cell, outline) for cell in found.also if _is_unit(cell, found, outline)),
    ]
    least = min((sure for one in asked if (sure := outline.source.least_sure(one)) is not None), default=None)
    if least is None or least >= min(_SURE, found.confidence):
        return found.confidence, found.doubt
    return round(least, 2), "a character of the value was not surely recognised"


def _is_unit(cell: str, found: FoundMeasure, outline: Outline) -> bool:
    """Whether a cell that a measure names beside its value's holds its unit and no more."""
    text = fold(outline.text(cell)).strip("()")
    return (
        bool(text)
        and found.unit is not None
        and len(text) <= _LONGEST_UNIT
        and text in {found.unit, *_MULTIPLES}
    )


def _whole(cell: str, outline: Outline) -> Anchor:
    return Anchor(cell, 0, len(outline.text(cell)))
