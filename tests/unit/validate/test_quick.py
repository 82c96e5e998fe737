"""The quick test says what jsonschema says."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.unit.validate.exported import plan_json

from hospplan.export.schemas import NAMES, schema
from hospplan.validate.quick import UnknownKeywordError, compiled

SCHEMAS = {name: schema(name) for name in NAMES}
QUICK = {name: compiled(body) for name, body in SCHEMAS.items()}
STRICT = {name: Draft202012Validator(body) for name, body in SCHEMAS.items()}
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([0.5, 1.0, 2.0, -1.5])
    | st.sampled_from(["", "target", "read", "2025-12-31", "f" * 64, "main"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "page", "x"]), inner),
    max_leaves=3,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, one in inner for place in places(one, (*at, key)))]


@st.composite
def changed(draw: st.DrawFn, name: str) -> Any:
    """The example of a schema with a few values put in, or left out, at any place."""
    value = copy.deepcopy(plan_json() if name == "plan" else SCHEMAS[name]["examples"][0])
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.sampled_from(places(value)))
        if not place:
            return draw(VALUES)
        around = value
        for step in place[:-1]:
            around = around[step]
        if draw(st.booleans()):
            around[place[-1]] = draw(VALUES)
        else:
            del around[place[-1]]
    return value


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_it_says_what_jsonschema_says(data: st.DataObject, name: str) -> None:
    value = data.draw(changed(name))
    assert QUICK[name](value) == STRICT[name].is_valid(value)


@pytest.mark.parametrize(
    "body", [{"multipleOf": 2}, {"enum": [1]}, {"type": "object", "additionalProperties": False}]
)
def test_a_keyword_that_it_does_not_know_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(UnknownKeywordError):
        compiled(body)
