"""OFD files of few objects, made by hand, and what is read from them."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.ofd_paper import package, page_xml, xml

from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import Source, SourceParagraph, SourceTable
from hospplan.readers import read

LINE = "床位使用率不低于85%，平均住院日不超过8天。"
MM = 72 / 25.4
OCR = "install what recognises text: pip install 'hospplan[ocr]'"


def opened(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
    return read(data, "plan.ofd", lexicon=default_lexicon(), limits=limits)


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in opened(data).blocks if isinstance(block, SourceParagraph)]


def tables(data: bytes) -> list[list[str]]:
    blocks = opened(data).blocks
    return [[cell.text for cell in block.cells] for block in blocks if isinstance(block, SourceTable)]


def findings(data: bytes) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in opened(data).findings]


def written(
    text: str,
    *,
    x: float = 30,
    y: float = 40,
    size: float = 5,
    steps: str = "",
    more: str = "",
    inside: str = "",
    tail: str = "",
) -> str:
    """A text object; lengths in millimetres."""
    return (
        f'<TextObject ID="2" Boundary="{x} {y} 150 {size}" Font="3" Size="{size}"{more}>{inside}'
        f'<TextCode X="0" Y="{0.88 * size:.3f}"{steps}>{text}</TextCode>{tail}</TextObject>'
    )


def document(
    *pages: str, common: str = "", rest: str = "", parts: Mapping[str, str | bytes] = MappingProxyType({})
) -> dict[str, str | bytes]:
    """
    The members of a document.

    Args:
        pages: The objects of each page.
        common: More of its CommonData.
        rest: More of its Document.xml.
        parts: More of its folder, Doc_0.
    """
    listed = "".join(f'<Page ID="{10 + k}" BaseLoc="Page_{k}.xml"/>' for k in range(len(pages)))
    area = "<PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
    content = f"<CommonData>{area}{common}</CommonData><Pages>{listed}</Pages>{rest}"
    return {
        "OFD.xml": xml("OFD", "<DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>"),
        "Doc_0/Document.xml": xml("Document", content),
        **{f"Doc_0/Page_{k}.xml": page_xml(page) for k, page in enumerate(pages)},
        **{f"Doc_0/{name}": part for name, part in parts.items()},
    }


def units(**contents: str) -> bytes:
    """A resource file of composite graphics, called by their names."""
    found = "".join(
        f'<CompositeGraphicUnit ID="{name}" Width="100" Height="20"><Content>{content}</Content></CompositeGraphicUnit>'
        for name, content in contents.items()
    )
    return xml("Res", f"<CompositeGraphicUnits>{found}</CompositeGraphicUnits>")


def composite(name: str, boundary: str = "0 0 210 297", more: str = "") -> str:
    """An object that draws a composite graphic."""
    return f'<CompositeObject ID="3" Boundary="{boundary}" ResourceID="{name}"{more}/>'


def page(*items: str) -> bytes:
    return package(document("".join(items)))


def edges(data: bytes) -> list[float]:
    """Where each character of the first paragraph starts, and where the last one ends, in millimetres."""
    block = opened(data).blocks[0]
    assert isinstance(block, SourceParagraph)
    return [round(edge / MM, 2) for edge in block.fragments[0].edges]
