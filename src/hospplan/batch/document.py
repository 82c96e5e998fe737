"""One document of a batch, from its bytes to all that is written of it."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, assert_never

from hospplan.batch.confidence import confident
from hospplan.batch.recipe import OWN_SUFFIXES, Format, Recipe
from hospplan.batch.record import SEVERITIES, Entry, Failure, Record
from hospplan.batch.verify import Misquote, misquotes
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import Reading, Unread
from hospplan.lexicon import Lexicon, default_lexicon, load_lexicon
from hospplan.models.plan import Plan
from hospplan.models.source import ReadOptions
from hospplan.pipeline import parse_bytes

_MISQUOTES_TOLD = 20


@dataclass(frozen=True, slots=True)
class Kitchen:
    """A recipe with the tables of words that it names, loaded once for all documents of a process."""

    recipe: Recipe
    lexicon: Lexicon

    @classmethod
    def of(cls, recipe: Recipe) -> "Kitchen":
        """
        What *recipe* needs.

        Raises:
            LexiconError: Its tables of words are not well formed.
        """
        lexicon = default_lexicon() if recipe.lexicon is None else load_lexicon(Path(recipe.lexicon))
        return cls(recipe, lexicon)


def convert_document(
    read: Callable[[], bytes], name: str, shown: str, kitchen: Kitchen, workers: int | None = None
) -> Record:
    """
    All that is written of one document; whatever goes wrong with it is in the record.

    Args:
        read: Gives its bytes.
        name: What it is called in the output.
        shown: Its own name, for `source.name`; it helps where content is not clear.
        kitchen: How it is converted.
        workers: Processes that recognise text in pictures; None for one a core.
    """
    data: bytes | None = None
    try:
        data = read()
        return _converted(data, name, shown, kitchen, workers)
    except Exception as error:  # noqa: BLE001  (one document's fault is told and never stops the others)
        failure = Failure.of(error, "".join(traceback.format_exception(error)))
    known = (None, None) if data is None else (sha256(data).hexdigest(), len(data))
    return failed(name, failure, kitchen.recipe, *known)


def failed(
    name: str, failure: Failure, recipe: Recipe, sha256: str | None = None, size: int | None = None
) -> Record:
    """The record of a document that was not read; *sha256* and *size* where its bytes could be had."""
    entry = Entry(
        name,
        sha256,
        size,
        status="failed",
        error=failure.code,
        message=failure.message,
        mend=failure.mend,
        lexicon=recipe.lexicon_version,
        recipe=recipe.key,
    )
    rows = DocumentRows.of(Unread(name, failure.code, failure.whole, sha256), lines=recipe.has_lines)
    return Record(entry, failure, rows=rows.to_bytes() if recipe.has_rows else None)


def _converted(data: bytes, name: str, shown: str, kitchen: Kitchen, workers: int | None) -> Record:
    recipe = kitchen.recipe
    options = ReadOptions(recipe.password, recipe.table_engine, recipe.doc_engine, workers)
    whole = parse_bytes(data, shown, lexicon=kitchen.lexicon, limits=recipe.limits, options=options)
    plan = confident(whole, recipe.min_confidence)
    reading = Reading.of(name, plan)
    files = {OWN_SUFFIXES[form]: _own_file(form, reading) for form in recipe.own_formats}
    wrong = list(misquotes(whole)) if recipe.verify else []
    source = plan.document.source
    entry = Entry(
        name,
        source.sha256,
        source.size,
        media_type=source.media_type,
        counts=_counts(whole, plan)
        | ({"quotes": _quotes(whole), "misquotes": len(wrong)} if recipe.verify else {}),
        findings={
            severity: sum(finding.severity == severity for finding in plan.findings)
            for severity in SEVERITIES
        },
        files={suffix: len(content) for suffix, content in files.items()},
        lexicon=recipe.lexicon_version,
        recipe=recipe.key,
    )
    rows = DocumentRows.of(reading, lines=recipe.has_lines).to_bytes() if recipe.has_rows else None
    return Record(entry, None, files, rows, tuple(_told(one) for one in islice(wrong, _MISQUOTES_TOLD)))


def _own_file(form: Format, reading: Reading) -> bytes:
    match form:
        case "json":
            from hospplan.export.to_json import plan_to_json  # noqa: PLC0415  (what is not asked for is not loaded)

            return plan_to_json(reading.plan).encode()
        case "md":
            from hospplan.export.to_markdown import to_markdown  # noqa: PLC0415

            return to_markdown(reading).encode()
        case "metadata-xml":
            from hospplan.export.to_metadata import metadata_to_xml  # noqa: PLC0415

            return metadata_to_xml(reading.plan, reading.name).encode()
        case "metadata-json":
            from hospplan.export.to_metadata import metadata_to_json  # noqa: PLC0415

            return metadata_to_json(reading.plan, reading.name).encode()
        case "jsonl" | "csv" | "xlsx" | "sqlite" | "parquet":
            raise ValueError(f"{form} is a format of the whole collection")
        case _:
            assert_never(form)


def _counts(whole: Plan, plan: Plan) -> dict[str, int]:
    left_out = len(whole.targets) + len(whole.results) - len(plan.targets) - len(plan.results)
    return {
        "targets": len(plan.targets),
        "results": len(plan.results),
        "tasks": len(plan.tasks),
        "findings": len(plan.findings),
        "left_out": left_out,
    }


def _quotes(plan: Plan) -> int:
    placed = sum(finding.source is not None for finding in plan.findings)
    return len(plan.targets) + len(plan.results) + len(plan.tasks) + placed


def _told(wrong: Misquote) -> dict[str, Any]:
    place = wrong.place
    return {
        "record": wrong.record,
        "quote": place.quote,
        "block": place.block,
        "start": place.start,
        "end": place.end,
        "text": wrong.text,
    }
