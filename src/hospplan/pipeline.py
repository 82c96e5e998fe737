"""The way down the hall: the one place that knows the order of the stages."""

from dataclasses import dataclass
from pathlib import Path

from hospplan.check import check, find_unread_numbers
from hospplan.extract import account, extract
from hospplan.lexicon import Lexicon, default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.link import link, link_numbers
from hospplan.models.document import Document
from hospplan.models.facts import Facts
from hospplan.models.ledger import Ledger
from hospplan.models.outline import Outline
from hospplan.models.plan import Plan
from hospplan.models.source import DEFAULT_OPTIONS, ReadOptions, Source
from hospplan.readers import read, read_file
from hospplan.structure import assemble


@dataclass(frozen=True, slots=True)
class Examined:
    """What was read from a document, and what became of each of its numbers."""

    plan: Plan
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Run:
    """What the stages gave."""

    source: Source
    document: Document
    facts: Facts
    plan: Plan


def parse(
    path: str | Path,
    *,
    lexicon: Lexicon | None = None,
    limits: Limits | None = None,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> Plan:
    """
    All that hospplan reads from one file.

    Args:
        path: A document of any format that is read; its content decides, not its suffix.
        lexicon: The tables of words to read with, by default the package's.
        limits: The budgets for input from strangers, by default the package's.
        options: The password of a PDF, and what finds its tables.

    Raises:
        SourceError: The file can't be read; its kinds say why, its message what to do.
        OSError: The file can't be opened.
    """
    limits = limits or DEFAULT_LIMITS
    return parse_bytes(
        read_file(Path(path), limits), Path(path).name, lexicon=lexicon, limits=limits, options=options
    )


def parse_bytes(
    data: bytes,
    name: str,
    *,
    lexicon: Lexicon | None = None,
    limits: Limits | None = None,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> Plan:
    """The same of a file's bytes; *name* goes into `document.source` and helps where content is not clear."""
    return _read(data, name, lexicon or default_lexicon(), limits or DEFAULT_LIMITS, options).plan


def examine_bytes(
    data: bytes,
    name: str,
    *,
    lexicon: Lexicon | None = None,
    limits: Limits | None = None,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> Examined:
    """The same with the ledger of numbers; the unread ones are among the plan's findings, behind the others."""
    lexicon = lexicon or default_lexicon()
    run = _read(data, name, lexicon, limits or DEFAULT_LIMITS, options)
    numbers = account(run.document, run.facts, lexicon)
    outline = Outline.of(run.document, run.source)
    findings = (*run.plan.findings, *find_unread_numbers(numbers, outline))
    return Examined(run.plan.model_copy(update={"findings": findings}), link_numbers(numbers, outline))


def _read(data: bytes, name: str, lexicon: Lexicon, limits: Limits, options: ReadOptions) -> _Run:
    source = read(data, name, lexicon=lexicon, limits=limits, options=options)
    document = assemble(source, lexicon)
    facts = extract(document, lexicon)
    findings = check(source, document, facts, lexicon)
    return _Run(source, document, facts, link(source, document, facts, findings))
