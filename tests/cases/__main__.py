"""Prints how many cases of each kind are right: python -m tests.cases [-v] [FILE…]."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tests.cases.reading import Case, differences, read_cases


def table(cases: Sequence[Case], wrong: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A line for each kind, and one for all."""
    yield "| file | kind | cases | right | known gaps | failing |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    total = Counter(case.file for case in cases)
    right = Counter(case.file for case in cases if case.id not in wrong)
    known = Counter(case.file for case in cases if case.id in wrong and case.gap)
    kinds = {case.file: case.kind for case in cases}
    rows = [(name, kinds[name], total[name], right[name], known[name]) for name in total]
    for name, kind, n, r, k in [*rows, ("all", "", total.total(), right.total(), known.total())]:
        yield f"| {name} | {kind} | {n} | {r} | {k} | {n - r - k} |"


def misread(cases: Sequence[Case], wrong: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Each case that is not right: its text, then what was wanted and got."""
    for case in cases:
        if case.id in wrong:
            known = f" (known: {case.gap})" if case.gap else ""
            yield f"## {case.id} [{case.context}]{known}\n\n{case.text}\n"
            yield "\n".join(f"- {line}" for line in wrong[case.id]) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Write the table by kind of all files or of those named; before it, with -v, the cases that are misread."""
    names = [name for name in arguments if not name.startswith("-")]
    cases = [case for case in read_cases() if not names or case.file in names]
    wrong = {case.id: lines for case in cases if (lines := differences(case))}
    lines = [*(misread(cases, wrong) if "-v" in arguments else ()), *table(cases, wrong)]
    sys.stdout.write("\n".join(lines) + "\n")


main(sys.argv[1:])
