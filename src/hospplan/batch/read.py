"""One document of a batch, from its input to its plan."""

import sys
from typing import TYPE_CHECKING

from hospplan.batch.find import Input
from hospplan.errors import LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.plan import Plan
from hospplan.models.source import DEFAULT_OPTIONS, ReadOptions

if TYPE_CHECKING:  # the readers come with it
    from hospplan.pipeline import Examined


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

    return parse_bytes(_bytes(found, limits), found.shown, lexicon=lexicon, limits=limits, options=options)


def examine(
    found: Input,
    *,
    lexicon: Lexicon | None = None,
    limits: Limits = DEFAULT_LIMITS,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> "Examined":
    """The plan of one input with its ledger of numbers; errors as of `read_plan`."""
    from hospplan.pipeline import examine_bytes  # noqa: PLC0415

    return examine_bytes(_bytes(found, limits), found.shown, lexicon=lexicon, limits=limits, options=options)


def _bytes(found: Input, limits: Limits) -> bytes:
    from hospplan.readers import read_file  # noqa: PLC0415

    return _standard_input(limits) if found.path is None else read_file(found.path, limits)


def _standard_input(limits: Limits) -> bytes:
    if sys.stdin is None:  # closed by the caller
        return b""
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise LimitError(
            f"standard input is over {limits.file_bytes:,} bytes", mend="split it, or take out large pictures"
        )
    return data
