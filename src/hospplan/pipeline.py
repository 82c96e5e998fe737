"""The way down the hall: the one place that knows the order of the stages."""

from pathlib import Path

from hospplan.check import check
from hospplan.extract import extract
from hospplan.lexicon import Lexicon, default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.link import link
from hospplan.models.plan import Plan
from hospplan.models.source import DEFAULT_OPTIONS, ReadOptions
from hospplan.readers import read, read_file
from hospplan.structure import assemble


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
        path: A .docx, .pdf, .txt or .md file; its content decides, not its suffix.
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
    lexicon = lexicon or default_lexicon()
    source = read(data, name, lexicon=lexicon, limits=limits or DEFAULT_LIMITS, options=options)
    document = assemble(source, lexicon)
    facts = extract(document, lexicon)
    findings = check(source, document, facts, lexicon)
    return link(source, document, facts, findings)
