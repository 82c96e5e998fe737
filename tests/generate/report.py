"""Scores as a page of text."""

from collections import Counter, defaultdict

from tests.generate.compare import Miss, Score

SORTS = ("measures", "owners", "headings", "header", "tasks", "deadlines", "periods", "binding")


def report(totals: dict[str, Score], *, misses: int, kind: str) -> str:
    """The tables on a page of text."""
    lines = ["F1, percent", f"{'':>8}" + "".join(f"{sort:>11}" for sort in SORTS)]
    for suffix, score in totals.items():
        lines.append(f"{suffix:>8}" + "".join(f"{100 * score.f1(sort):>11.2f}" for sort in SORTS))
    for suffix, score in totals.items():
        lines += ["", f"{suffix}: recall by kind, lowest first"]
        ranked = sorted(score.by_kind.items(), key=lambda item: item[1][0] / item[1][1])
        for (sort, name), (right, wanted) in ranked:
            if kind in name and (right < wanted or kind):
                lines.append(f"  {100 * right / wanted:>6.1f}  {right:>6}/{wanted:<6} {sort:<9} {name}")
        extras = Counter((miss.sort, miss.kind) for miss in score.extras)
        lines += ["", f"{suffix}: false positives by where they fell"]
        lines += [
            f"  {count:>6}  {sort:<9} {name}"
            for (sort, name), count in extras.most_common(30)
            if kind in name
        ]
        lines += ["", f"{suffix}: confidence of measures"]
        for tenth, (right, found) in sorted(score.confidence.items(), reverse=True):
            if found:
                lines.append(f"  {tenth / 10:.1f}–  {100 * right / found:>6.1f} % of {found}")
    for suffix, score in totals.items():
        if misses:
            lines += ["", f"{suffix}: misses", *show_misses(score.misses, misses, kind)]
            lines += ["", f"{suffix}: made up", *show_misses(score.extras, misses, kind)]
    return "\n".join(lines)


def show_misses(misses: list[Miss], examples: int, kind: str) -> list[str]:
    """Misses by kind, the most frequent kind first, each with examples."""
    kinds: dict[tuple[str, str], list[Miss]] = defaultdict(list)
    for miss in misses:
        if kind in miss.kind:
            kinds[miss.sort, miss.kind].append(miss)
    lines = []
    for (sort, name), found in sorted(kinds.items(), key=lambda item: -len(item[1])):
        lines.append(f"## {sort}: {name} ({len(found)})")
        for miss in found[:examples]:
            lines += [f"  «{miss.place}", f"     wanted {miss.wanted}", f"     got    {miss.got}"]
    return lines
