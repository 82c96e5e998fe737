"""What the documents of a run add up to."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import splitext
from typing import Literal, Self

from hospplan.batch.record import SEVERITIES, Entry

Level = Literal["error", "warning", "info", "never"]
"""From which finding on a document is flagged; as `--fail-on` has it."""
LEVELS: tuple[Level, ...] = (*SEVERITIES, "never")

LISTED = 100
"""How many documents a list of a report names; the others are counted."""

# The number that the second of two equal names gets (`batch.inputs.find.output_names`).
_NUMBERED = re.compile(r" \(\d{1,9}\)$")


@dataclass(slots=True)
class Kind:
    """The documents of one suffix."""

    suffix: str
    """In lower case, with its point; "" where the names have none."""
    documents: int = 0
    failed: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    """targets, results, tasks, findings … as in `Entry.counts`; of equal documents once."""


@dataclass(frozen=True, slots=True)
class Totals:
    """A run in numbers, with the first documents that failed or are flagged."""

    level: Level
    documents: int
    failed: int
    duplicates: int
    """Documents whose bytes are those of one before; what they hold is counted once, as in the tables."""
    flagged: int
    counts: Mapping[str, int]
    findings: Mapping[str, int]
    """Severity → findings."""
    errors: Mapping[str, int]
    """Code → documents that failed so, the most frequent first."""
    kinds: tuple[Kind, ...]
    """The most frequent first."""
    first_failed: tuple[Entry, ...]
    """At most `LISTED`."""
    first_flagged: tuple[Entry, ...]

    @property
    def read(self) -> int:
        """Documents that were read."""
        return self.documents - self.failed

    @classmethod
    def of(cls, entries: Iterable[Entry], level: Level = "error") -> Self:
        """
        The totals of *entries*, which are gone through once and not kept.

        Args:
            entries: In the order of the manifest.
            level: A document with such a finding or a worse one is flagged.
        """
        kinds: dict[str, Kind] = {}
        findings: Counter[str] = Counter()
        errors: Counter[str] = Counter()
        failed: list[Entry] = []
        flagged: list[Entry] = []
        duplicates = flagged_count = 0
        for entry in entries:
            suffix = suffix_of(entry.name)
            kind = kinds.setdefault(suffix, Kind(suffix))
            kind.documents += 1
            duplicates += entry.duplicate_of is not None
            if entry.status == "failed":
                kind.failed += 1
                errors[entry.error or ""] += 1
                if len(failed) < LISTED:
                    failed.append(entry)
                continue
            if entry.duplicate_of is None:
                kind.counts.update(entry.counts)
                findings.update(entry.findings)
            if is_flagged(entry, level):
                flagged_count += 1
                if len(flagged) < LISTED:
                    flagged.append(entry)
        return cls(
            level,
            sum(kind.documents for kind in kinds.values()),
            sum(kind.failed for kind in kinds.values()),
            duplicates,
            flagged_count,
            sum((kind.counts for kind in kinds.values()), Counter()),
            {severity: findings[severity] for severity in SEVERITIES},
            dict(sorted(errors.items(), key=lambda item: (-item[1], item[0]))),
            tuple(sorted(kinds.values(), key=lambda kind: (-kind.documents, kind.suffix))),
            tuple(failed),
            tuple(flagged),
        )


def is_flagged(entry: Entry, level: Level) -> bool:
    """True of a document with a finding of *level* or worse, or with a quote that is not where the output says."""
    severities = SEVERITIES[: LEVELS.index(level) + 1] if level != "never" else ()
    return entry.counts.get("misquotes", 0) > 0 or any(entry.findings.get(name, 0) for name in severities)


def suffix_of(name: str) -> str:
    """The suffix of a document's name in lower case, "" where there is none."""
    return splitext(_NUMBERED.sub("", name))[1].lower()
