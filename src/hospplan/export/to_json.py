"""JSON, one plan or one list of records a file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent

from hospplan.models.ledger import Examination
from hospplan.models.plan import Measure, Plan, Task


def plan_to_json(plan: Plan) -> str:
    """
    A plan as `convert` writes it: keys in model order, two spaces, a line feed at the end.

    The same plan gives the same text, whatever the machine.
    """
    return plan.model_dump_json(indent=2) + "\n"


def plans_to_json(plans: Iterable[Plan], *, is_array: bool) -> Iterator[str]:
    """
    Several plans as one text, in pieces: an array of them, or each by itself.

    Nothing at all where there is no plan.
    """
    if not is_array:
        yield from map(plan_to_json, plans)
        return
    opening = "[\n"
    for plan in plans:
        yield opening + indent(plan.model_dump_json(indent=2), "  ")
        opening = ",\n"
    if opening != "[\n":
        yield "\n]\n"


def records_to_json(records: Iterable[tuple[str | None, Measure | Task]]) -> str:
    """
    Measures or tasks as one array, each with its document's name first where one is given.

    Args:
        records: (name of the document or None, record) in the order of the output.
    """
    dumps = [
        record.model_dump(mode="json")
        if name is None
        else {"document": name, **record.model_dump(mode="json")}
        for name, record in records
    ]
    return json.dumps(dumps, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def examinations_to_json(examinations: Sequence[Examination], *, is_array: bool) -> str:
    """What `check` says of documents: an array, or the one by itself."""
    dumps = [examination.model_dump(mode="json") for examination in examinations]
    return json.dumps(dumps if is_array else dumps[0], ensure_ascii=False, allow_nan=False, indent=2) + "\n"
