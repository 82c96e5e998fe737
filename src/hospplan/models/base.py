"""What every public model shares: frozen, closed, and written with the names of its fields."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema


class Model(BaseModel):
    """A value of the output. Frozen, hashable where its fields are, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _to_json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    PlainSerializer(_to_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""An exact decimal, a JSON number when written: 85.5 stays 85.5, 600000000 has no point."""
