"""One document of a batch, from its input to its plan."""

from typing import TYPE_CHECKING

from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.reading import read_input
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

    return parse_bytes(
        read_input(found, limits, password=options.password),
        found.shown,
        lexicon=lexicon,
        limits=limits,
        options=options,
    )


def examine(
    found: Input,
    *,
    lexicon: Lexicon | None = None,
    limits: Limits = DEFAULT_LIMITS,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> "Examined":
    """The plan of one input with its ledger of numbers; errors as of `read_plan`."""
    from hospplan.pipeline import examine_bytes  # noqa: PLC0415

    return examine_bytes(
        read_input(found, limits, password=options.password),
        found.shown,
        lexicon=lexicon,
        limits=limits,
        options=options,
    )
