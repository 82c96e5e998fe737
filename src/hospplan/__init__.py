"""hospplan turns Chinese official documents, above all plans and reports of hospitals, into data."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hospplan.errors import HospplanError
    from hospplan.export.from_json import load, loads
    from hospplan.models.plan import Plan
    from hospplan.pipeline import parse, parse_bytes

__all__ = ["HospplanError", "Plan", "__version__", "load", "loads", "parse", "parse_bytes"]
__version__ = "0.1.0"

_HOMES = {
    "HospplanError": "hospplan.errors",
    "Plan": "hospplan.models.plan",
    "load": "hospplan.export.from_json",
    "loads": "hospplan.export.from_json",
    "parse": "hospplan.pipeline",
    "parse_bytes": "hospplan.pipeline",
}


def __getattr__(name: str) -> Any:
    # Late, so that `hospplan --help` loads neither pydantic nor a reader.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'hospplan' has no attribute {name!r}")
