"""A plan read back from the JSON that `plan_to_json` wrote."""

import os
from pathlib import Path

from pydantic import ValidationError

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.export.limits import DEFAULT_EXPORT_LIMITS, ExportLimits
from hospplan.models.plan import Plan

MEND = "write it again with: hospplan convert or hospplan parse -f json"


def load(path: str | os.PathLike[str], *, limits: ExportLimits = DEFAULT_EXPORT_LIMITS) -> Plan:
    """
    The plan that stands in a JSON file, as `hospplan convert` or `hospplan parse -f json` wrote it.

    What was written reads back equal: numbers are exact, no field is lost.

    Raises:
        SourceError: The file is too big, no JSON, or no plan: `hospplan validate` tells where.
        OSError: The file can't be opened.
    """
    size = Path(path).stat().st_size
    if size > limits.export_bytes:
        raise LimitError(f"the file has {size:,} bytes, over {limits.export_bytes:,}", mend=MEND)
    return loads(Path(path).read_bytes())


def loads(text: str | bytes) -> Plan:
    """
    The same of the JSON itself, as text or as bytes in UTF-8.

    Raises:
        DamagedSourceError: It is no JSON, or no plan; the first fault is told with its place.
    """
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = "/".join(map(str, ("", *first["loc"]))) or "/"
        raise DamagedSourceError(f"not the JSON of a plan: {first['msg']} at {place}", mend=MEND) from error
