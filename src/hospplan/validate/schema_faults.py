"""What JSON Schema says of a value, told in our words."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from hospplan.export.schemas import schema
from hospplan.validate.fault import Fault, pointer, shown
from hospplan.validate.quick import Test, compiled

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


def schema_faults(value: Any, name: str, *, at: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """
    Each way in which a value is not what the schema of that name describes, in the order of the value.

    Args:
        value: As JSON gives it.
        name: One of `schemas.NAMES`.
        at: Where the value stands in its file.
    """
    if _quick(name)(value):
        return
    errors = sorted(
        _validator(name).iter_errors(value), key=lambda error: [str(x) for x in error.absolute_path]
    )
    for error in errors:
        yield _fault(error, at)


@cache
def _quick(name: str) -> Test:
    return compiled(schema(name))


@cache
def _validator(name: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # noqa: PLC0415  (slow to load, and for this alone)

    return Draft202012Validator(schema(name))


def _fault(error: "ValidationError", at: tuple[str | int, ...]) -> Fault:
    while error.context:
        deepest = max(error.context, key=lambda one: len(one.absolute_path))
        if len(deepest.absolute_path) == len(error.absolute_path):
            break
        error = deepest
    place = pointer((*at, *error.absolute_path))
    value, wanted = shown(error.instance), cast("Any", error.validator_value)
    match error.validator:
        case "required":
            # one error for each name; its message begins with it
            missing = next(key for key in wanted if error.message.startswith(repr(key)))
            return Fault(place, "required", {"name": missing})
        case "type" | "anyOf":
            return Fault(place, "type", {"value": value, "expected": _expected(error)})
        case "enum" | "const":
            choices = wanted if error.validator == "enum" else [wanted]
            return Fault(place, "choice", {"value": value, "choices": ", ".join(map(shown, choices))})
        case "minimum" | "maximum":
            sign = "≥" if error.validator == "minimum" else "≤"
            return Fault(place, "bound", {"value": value, "bound": f"{sign} {wanted}"})
        case "pattern":
            return Fault(place, "pattern", {"value": value, "pattern": wanted})
        case _:
            return Fault(place, "schema", {"value": value, "rule": error.validator})


def _expected(error: "ValidationError") -> str:
    """The types that would do: "string, null"."""
    kinds: list[str] = []
    for one in error.context or [error]:
        wanted = one.validator_value if one.validator == "type" else one.validator
        kinds.extend(wanted if isinstance(wanted, list) else [str(wanted)])
    return ", ".join(dict.fromkeys(kinds))
