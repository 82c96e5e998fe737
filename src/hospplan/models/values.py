"""Closed sets of values that measures and tasks are made of."""

from typing import Literal

Comparator = Literal["ge", "gt", "le", "lt", "between", "approx", "eq"]
MeasureRole = Literal["target", "actual", "baseline"]
Change = Literal["increase", "decrease"]
Per = Literal["year", "month", "day"]
Modality = Literal["must", "strive", "plan"]
Binding = Literal["binding", "expected"]
OwnerKind = Literal["person", "department", "organisation", "group"]
OwnerRole = Literal["lead", "responsible", "support"]
Basis = Literal["read", "inferred"]
Severity = Literal["error", "warning", "info"]
