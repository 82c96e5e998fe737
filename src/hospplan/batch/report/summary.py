"""summary.md: what a run came to, as a page of a CI job."""

from collections import Counter
from collections.abc import Iterator

from hospplan.batch.record import SEVERITIES
from hospplan.batch.report.markdown import plain, table
from hospplan.batch.report.totals import LISTED, Kind, Totals
from hospplan.batch.report.words import Words

_RECORDS = ("targets", "results", "tasks", "findings")
_KINDS = 20
_NAME, _WHAT, _MEND, _SHORT = 200, 300, 200, 20


def summary(totals: Totals, words: Words) -> str:
    """
    A run on one page: how many documents and records, and which documents failed or are flagged.

    Without clock, host and absolute path: the same run gives the same text. However many documents there are, it
    stays below the size that GitHub shows of a summary (1 MiB): lists end in how many more there are, and long names
    lose their middle. Nothing that a document or a file's name says becomes markup.
    """
    title = words.say("title", read=totals.read, documents=totals.documents)
    pieces = [f"# {title}\n", _numbers(totals, words), *_by_kind(totals, words)]
    if totals.errors:
        pieces += _failed(totals, words)
    if totals.flagged:
        pieces += _flagged(totals, words)
    return "\n".join(pieces)


def _numbers(totals: Totals, words: Words) -> str:
    rows = [
        ("read", totals.read),
        ("failed", totals.failed),
        *([] if totals.level == "never" and not totals.flagged else [("flagged", totals.flagged)]),
        *([("duplicates", totals.duplicates)] if totals.duplicates else []),
        *((name, totals.counts.get(name, 0)) for name in _RECORDS),
        *((severity, totals.findings[severity]) for severity in SEVERITIES if totals.findings[severity]),
        *((name, totals.counts[name]) for name in ("left_out", "misquotes") if totals.counts.get(name)),
    ]
    level = words.say(f"level.{totals.level}")
    return table(
        (words.say("what"), words.say("number")),
        ((words.say(f"row.{name}", level=level), str(number)) for name, number in rows),
    )


def _by_kind(totals: Totals, words: Words) -> Iterator[str]:
    if not totals.kinds:
        return
    kinds = [(plain(kind.suffix, _SHORT) or words.say("no-suffix"), kind) for kind in totals.kinds[:_KINDS]]
    if rest := totals.kinds[_KINDS:]:
        other = Kind("", sum(kind.documents for kind in rest), sum(kind.failed for kind in rest))
        other.counts = sum((kind.counts for kind in rest), Counter())
        kinds.append((words.say("other", count=len(rest)), other))
    heads = ("suffix", "documents", "read", "failed", *_RECORDS)
    yield f"## {words.say('by-kind')}\n"
    yield table(
        (words.say(f"head.{name}") for name in heads),
        (
            (
                shown,
                *map(str, (kind.documents, kind.documents - kind.failed, kind.failed)),
                *(str(kind.counts[name]) for name in _RECORDS),
            )
            for shown, kind in kinds
        ),
    )


def _failed(totals: Totals, words: Words) -> Iterator[str]:
    yield f"## {words.say('failed', count=totals.failed)}\n"
    # a handful of codes says what kind of night it was; one for each document would be the list below
    codes = list(totals.errors.items())[:_KINDS]
    yield table(
        (words.say("head.code"), words.say("head.documents")),
        ((plain(code, _SHORT * 2), str(count)) for code, count in codes),
    )
    reasons = ((entry, *words.reason(entry)) for entry in totals.first_failed)
    yield table(
        (words.say(f"head.{name}") for name in ("document", "code", "reason", "mend")),
        (
            (
                plain(entry.name, _NAME),
                plain(entry.error or "", _SHORT * 2),
                plain(what, _WHAT),
                plain(mend, _MEND),
            )
            for entry, what, mend in reasons
        ),
    )
    yield from _more(totals.failed, words)


def _flagged(totals: Totals, words: Words) -> Iterator[str]:
    columns = (*SEVERITIES, *(("misquotes",) if totals.counts.get("misquotes") else ()))
    yield f"## {words.say('flagged', count=totals.flagged, level=words.say(f'level.{totals.level}'))}\n"
    yield table(
        (words.say("head.document"), *(words.say(f"row.{name}") for name in columns)),
        (
            (
                plain(entry.name, _NAME),
                *(str(entry.findings.get(name, entry.counts.get(name, 0))) for name in columns),
            )
            for entry in totals.first_flagged
        ),
    )
    yield from _more(totals.flagged, words)


def _more(count: int, words: Words) -> Iterator[str]:
    if count > LISTED:
        yield f"{words.say('more', count=count - LISTED)}\n"
