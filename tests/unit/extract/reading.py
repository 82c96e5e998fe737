"""Makes a one-chapter document of a sentence, reads it, and writes each measure as one short line."""

from hospplan.extract.measures import find_measures
from hospplan.extract.roles import Settings
from hospplan.lexicon import default_lexicon
from hospplan.models.document import (
    Block,
    Document,
    Header,
    Part,
    Section,
    SectionNumber,
    SignOff,
    SourceInfo,
)
from hospplan.models.facts import FoundMeasure
from hospplan.models.outline import Outline

SOURCE = SourceInfo(name="x.txt", media_type="text/plain", sha256="0" * 64, size=1, pages=None)


def document_of(
    *texts: str,
    heading: str = "主要目标",
    title: str = "云州市第三人民医院“十四五”发展规划",
    date: str = "2021-06-30",
) -> Document:
    """A document of one chapter 一、*heading* with the paragraphs *texts* beneath it."""
    blocks = [Block(id="b1", type="paragraph", text=f"一、{heading}")]
    blocks += [Block(id=f"b{i}", type="paragraph", text=text) for i, text in enumerate(texts, start=2)]
    section = Section(
        id="s1",
        level=1,
        number=SectionNumber(text="一、", style="hanzi", ordinal=1),
        title=heading,
        heading="b1",
        blocks=tuple(b.id for b in blocks),
    )
    part = Part(kind="main", title=title, blocks=tuple(blocks), sections=(section,))
    return Document(source=SOURCE, header=Header(title=title), parts=(part,), sign_off=SignOff(date=date))


def read(text: str, heading: str = "主要目标", **kind: str) -> list[FoundMeasure]:
    """The measures of one sentence under a heading."""
    document = document_of(text, heading=heading, **kind)
    outline = Outline.of(document)
    lexicon = default_lexicon()
    found = list(find_measures(document, Settings(document, outline, lexicon), lexicon))
    for measure in found:
        anchor = measure.anchor
        assert 0 < anchor.end - anchor.start <= 200
        assert anchor.start <= measure.value_anchor.start
        assert measure.value_anchor.end <= anchor.end
    return found


def line(measure: FoundMeasure) -> str:
    """Indicator, comparator, value, unit, then what is set of change, per and role."""
    name = measure.indicator + (f"[{measure.qualifier}]" if measure.qualifier else "")
    number = "?" if measure.value is None else f"{measure.value.normalize():f}"
    value = measure.grade or measure.ratio or number
    if measure.value_max is not None:
        value += f"~{measure.value_max.normalize():f}"
    words = [name, measure.comparator, value, measure.unit or "-"]
    words += [w for w in (measure.change, measure.per) if w]
    if measure.role != "target":
        words.append(measure.role)
    return " ".join(words)
