"""How surely a measure was read where its characters were recognised in a picture."""

from hospplan.models.facts import FoundMeasure
from hospplan.models.outline import Outline

_SURE = 0.9
"""Confidence from which a measure has no doubt (docs/contract.md)."""


def with_recognition(found: FoundMeasure, outline: Outline) -> tuple[float, str | None]:
    """
    The confidence of a measure, and its doubt: of two the graver one.

    A value, its bound and its unit are as sure as their least sure character: a digit that may be another one makes
    the measure doubtful, however plain the sentence is.
    """
    least = outline.source.least_sure(found.value_anchor) if outline.source is not None else None
    if least is None or least >= min(_SURE, found.confidence):
        return found.confidence, found.doubt
    return round(least, 2), "a character of the value was not surely recognised"
