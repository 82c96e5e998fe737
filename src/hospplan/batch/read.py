"""One document of a batch, from its input to its plan."""

import sys

from hospplan.batch.find import Input
from hospplan.errors import LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.plan import Plan
from hospplan.models.source import DEFAULT_OPTIONS, ReadOptions


def read_plan(
    found: Input,
    *,
    lexicon: Lexicon | None = None,
    limits: Limits = DEFAULT_LIMITS,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> Plan:
    """
    The plan of one input.

    Raises:
        HospplanError: It can't be read as a document.
        OSError: It can't be opened.
    """
    # Late, so that help and a wrong call load no reader.
    from hospplan.pipeline import parse_bytes  # noqa: PLC0415
    from hospplan.readers import read_file  # noqa: PLC0415

    data = _standard_input(limits) if found.path is None else read_file(found.path, limits)
    return parse_bytes(data, found.shown, lexicon=lexicon, limits=limits, options=options)


def _standard_input(limits: Limits) -> bytes:
    if sys.stdin is None:  # closed by the caller
        return b""
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise LimitError(
            f"standard input is over {limits.file_bytes:,} bytes", mend="split it, or take out large pictures"
        )
    return data
