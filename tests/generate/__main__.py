"""The table: how much of generated documents is read rightly, and what is not."""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from multiprocessing import get_context

from tests.generate.compare import Miss, Score, compare
from tests.generate.compose import compose, sketch_of, without_noise
from tests.generate.render import FORMATS, render

from hospplan import HospplanError, parse_bytes

SORTS = ("measures", "owners", "headings", "tasks", "deadlines", "periods")
CHUNK = 20


def score_seed(seed: int, formats: Iterable[str], *, is_noisy: bool) -> dict[str, Score]:
    """The score of one document in each format."""
    sketch = sketch_of(seed)
    sample = compose(sketch if is_noisy else without_noise(sketch))
    scores = {}
    for suffix in formats:
        try:
            plan = parse_bytes(render(sample, suffix), f"plan.{suffix}")
        except HospplanError as error:
            raise RuntimeError(f"seed {seed}, {suffix}: {error}") from error
        scores[suffix] = compare(sample, plan)
    return scores


def _work(job: tuple[list[int], list[str], bool]) -> dict[str, Score]:
    seeds, formats, is_noisy = job
    totals = {suffix: Score() for suffix in formats}
    for seed in seeds:
        for suffix, score in score_seed(seed, formats, is_noisy=is_noisy).items():
            totals[suffix].add(score)
    return totals


def run(first: int, documents: int, formats: list[str], *, jobs: int, is_noisy: bool) -> dict[str, Score]:
    """The scores of *documents* documents from the seed *first* on, by format."""
    seeds = list(range(first, first + documents))
    work = [(seeds[at : at + CHUNK], formats, is_noisy) for at in range(0, len(seeds), CHUNK)]
    totals = {suffix: Score() for suffix in formats}
    if jobs == 1:
        done: Iterable[dict[str, Score]] = map(_work, work)
    else:
        pool = get_context("spawn").Pool(jobs)
        done = pool.imap(_work, work)
    for scores in done:
        for suffix, score in scores.items():
            totals[suffix].add(score)
    if jobs != 1:
        pool.close()
    return totals


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
        lines += [f"  {count:>6}  {sort:<9} {name}" for (sort, name), count in extras.most_common(30) if kind in name]
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.generate", description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default="txt", help=f"parted by commas: {','.join(FORMATS)}")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N examples of each kind")
    parser.add_argument("--kind", default="", help="only kinds of phrasing whose name holds this")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--clean", action="store_true", help="no noise")
    parser.add_argument("--min", default="", help="floors: measures=0.99,owners=0.99,headings=0.99")
    given = parser.parse_args()
    totals = run(
        given.seed, given.documents, given.formats.split(","), jobs=given.jobs, is_noisy=not given.clean
    )
    print(report(totals, misses=given.misses, kind=given.kind))  # noqa: T201
    floors = [item.split("=") for item in given.min.split(",") if item]
    low = [
        f"{suffix}: {sort} {score.f1(sort):.4f} < {floor}"
        for suffix, score in totals.items()
        for sort, floor in floors
        if score.f1(sort) < float(floor)
    ]
    for line in low:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
