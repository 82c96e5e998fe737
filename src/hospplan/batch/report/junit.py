"""A run as JUnit XML, so that a CI system shows documents that failed as tests that failed."""

from collections.abc import Iterable, Iterator, Mapping

from hospplan.batch.record import SEVERITIES, Entry
from hospplan.batch.report.totals import Totals, is_flagged
from hospplan.batch.report.words import Words
from hospplan.export.xml_text import xml_attribute, xml_text

_SUITE = "hospplan convert"
_COUNTED = ("targets", "results", "tasks", "findings")


def junit(
    entries: Iterable[Entry], totals: Totals, words: Words, seconds: Mapping[str, float] | None = None
) -> Iterator[str]:
    """
    One suite with a test case for each document, in pieces to be written one after the other.

    A document that was not read is an `error`, one that is flagged a `failure`; what was found in the others stands
    in their `system-out`. The class of a case is the document's folder, by which Jenkins groups. The form is what
    the schemas of Jenkins' xUnit plug-in, pytest and GitLab have in common.

    Args:
        entries: In the order of the manifest; gone through once.
        totals: Of the same entries.
        words: The language of messages.
        seconds: Name of a document → how long it took. Without them no time stands there, and the same run gives
            the same text.
    """
    took = "" if seconds is None else f' time="{sum(seconds.values()):.3f}"'
    numbers = f'tests="{totals.documents}" failures="{totals.flagged}" errors="{totals.failed}"{took}'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="{_SUITE}" {numbers}>\n'
    yield f'  <testsuite name="{_SUITE}" {numbers} skipped="0">\n'
    for entry in entries:
        yield _case(entry, totals, words, seconds)
    yield "  </testsuite>\n</testsuites>\n"


def _case(entry: Entry, totals: Totals, words: Words, seconds: Mapping[str, float] | None) -> str:
    took = "" if seconds is None or entry.name not in seconds else f' time="{seconds[entry.name]:.3f}"'
    folder = xml_attribute(_class_of(entry.name))
    opening = f"    <testcase classname={folder} name={xml_attribute(entry.name)}{took}>\n"
    if entry.status == "failed":
        what, mend = words.reason(entry)
        result = _result("error", entry.error or "", what, mend)
    else:
        told = _told(entry, words)
        result = f"      <system-out>{xml_text(told)}</system-out>\n"
        if is_flagged(entry, totals.level):
            result = _result("failure", _kind(entry), _flaws(entry, words), told) + result
    return f"{opening}{result}    </testcase>\n"


def _result(tag: str, kind: str, message: str, text: str) -> str:
    return (
        f"      <{tag} type={xml_attribute(kind)} message={xml_attribute(message)}>{xml_text(text)}</{tag}>\n"
    )


def _kind(entry: Entry) -> str:
    return "misquotes" if entry.counts.get("misquotes") else "findings"


def _flaws(entry: Entry, words: Words) -> str:
    numbers: dict[str, int] = {
        **{name: entry.findings.get(name, 0) for name in SEVERITIES},
        "misquotes": entry.counts.get("misquotes", 0),
    }
    return words.say("comma").join(
        words.say("counted", name=words.say(f"row.{name}"), number=number)
        for name, number in numbers.items()
        if number
    )


def _told(entry: Entry, words: Words) -> str:
    lines = [
        words.say("counted", name=words.say(f"row.{name}"), number=entry.counts[name])
        for name in (*_COUNTED, *(("left_out",) if entry.counts.get("left_out") else ()))
        if name in entry.counts
    ]
    if flaws := _flaws(entry, words):
        lines.append(flaws)
    if entry.duplicate_of is not None:
        lines.append(words.say("same-as", name=entry.duplicate_of))
    return "\n".join(lines)


def _class_of(name: str) -> str:
    """The folders of a document, parted as packages are; a point inside a folder's name would part it, too."""
    folder = name.rpartition("/")[0]
    return folder.replace(".", "_").replace("/", ".") or "hospplan"
