"""Facts named and joined."""

from array import array
from dataclasses import replace
from decimal import Decimal

from tests.composed import source

from hospplan.link import link
from hospplan.models.anchor import Anchor
from hospplan.models.document import Block, Box, Document, Header, Part, SourceInfo
from hospplan.models.facts import Facts, FoundMeasure, FoundTask
from hospplan.models.plan import Finding
from hospplan.models.source import Fragment, Frame, SourceParagraph

TEXTS = ("床位由600张增加到800张，其中重症20张。", "建设重症医学中心，床位20张。")
SOURCE = source("\n".join(TEXTS))
DOCUMENT = Document(
    source=SourceInfo(name="x.txt", media_type="text/plain", sha256="0" * 64, size=1, pages=None),
    header=Header(),
    parts=(
        Part(
            kind="main",
            blocks=(
                Block(id="b1", type="paragraph", text=TEXTS[0]),
                Block(id="b2", type="paragraph", text=TEXTS[1]),
            ),
        ),
    ),
)
BASE, AIM, PART = Anchor("b1", 3, 7), Anchor("b1", 10, 14), Anchor("b1", 19, 22)


def measure(anchor: Anchor, role: str, value: int, **more: Anchor) -> FoundMeasure:
    return FoundMeasure(
        anchor=anchor,
        value_anchor=anchor,
        role="baseline" if role == "baseline" else "target",
        indicator="床位",
        comparator="eq",
        value=Decimal(value),
        unit="张",
        parent=more.get("parent"),
        compared=more.get("compared"),
    )


FACTS = Facts(
    measures=(
        measure(BASE, "baseline", 600),
        measure(AIM, "target", 800, compared=BASE),
        measure(PART, "target", 20, parent=AIM),
        measure(Anchor("b2", 11, 14), "target", 20),
    ),
    tasks=(FoundTask(anchor=Anchor("b2", 0, 8), extent=("b2",), title="建设重症医学中心"),),
)


def test_measures_are_counted_in_document_order_whatever_their_role() -> None:
    plan = link(SOURCE, DOCUMENT, FACTS, ())
    assert [m.id for m in plan.results] == ["m1"]
    assert [m.id for m in plan.targets] == ["m2", "m3", "m4"]


def test_a_target_names_its_baseline_and_a_part_its_whole() -> None:
    plan = link(SOURCE, DOCUMENT, FACTS, ())
    aim, part, _ = plan.targets
    assert aim.baseline is not None
    assert (aim.baseline.id, aim.baseline.value, aim.baseline.unit) == ("m1", Decimal(600), "张")
    assert part.parent == "m2"


def test_a_task_has_the_targets_that_stand_in_it() -> None:
    (task,) = link(SOURCE, DOCUMENT, FACTS, ()).tasks
    assert (task.id, task.targets, task.source.quote) == ("k1", ("m4",), "建设重症医学中心")


def test_findings_are_handed_on() -> None:
    finding = Finding(code="numbering-gap", severity="warning", message="…")
    assert link(SOURCE, DOCUMENT, FACTS, (finding,)).findings == (finding,)


def test_of_two_tasks_in_a_paragraph_each_has_its_own_targets() -> None:
    first, second = Anchor("b1", 0, 7), Anchor("b1", 16, 22)
    tasks = (
        FoundTask(anchor=first, extent=("b1",), title="床位"),
        FoundTask(anchor=second, extent=("b1",), title="重症"),
    )
    plan = link(SOURCE, DOCUMENT, Facts(FACTS.measures, tasks), ())
    assert [task.targets for task in plan.tasks] == [("m2",), ("m3",)]


def test_a_place_has_the_boxes_of_its_lines_and_the_page_that_it_begins_on() -> None:
    """The first eight characters end page 3, the rest of the paragraph begins page 4."""
    page, size = Frame(595.3, 841.9), 16.0
    fragments = (
        Fragment(0, 8, 3, page, 740.0, 756.0, array("d", [80 + size * k for k in range(9)])),
        Fragment(8, 27, 4, page, 100.0, 116.0, array("d", [80 + size * k for k in range(20)])),
    )
    laid_out = replace(SOURCE, pages=4, blocks=(SourceParagraph(TEXTS[0], fragments=fragments),))
    first, *_ = link(
        laid_out, DOCUMENT, Facts((measure(Anchor("b1", 3, 14), "target", 800),), ()), ()
    ).targets
    assert first.source.quote == "600张增加到800张"
    assert first.source.page == 3
    assert first.source.boxes == (
        Box(page=3, x0=128.0, top=740.0, x1=208.0, bottom=756.0),
        Box(page=4, x0=80.0, top=100.0, x1=176.0, bottom=116.0),
    )


def test_a_place_of_a_format_without_pages_has_neither_page_nor_boxes() -> None:
    place = link(SOURCE, DOCUMENT, FACTS, ()).targets[0].source
    assert (place.page, place.boxes) == (None, ())
