"""An OFD page as ink: its template, its layers and what was noted on it, turned upright."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.limits import Limits
from hospplan.models.source import Frame, Turn
from hospplan.page.figures import Matrix
from hospplan.page.ink import Glyph
from hospplan.page.upright import is_vertical, turn_upright
from hospplan.readers.ofd.document import OfdDocument, PagePart
from hospplan.readers.ofd.drawing import PAPER, Artist, Drawing, Laid
from hospplan.readers.ofd.glyphs import glyphs_of
from hospplan.readers.ofd.package import OfdPackage
from hospplan.readers.ofd.resources import Resources
from hospplan.readers.ofd.text import Mark
from hospplan.readers.ofd.xml import POINTS, read_box, read_flag, read_paper, texts_of
from hospplan.readers.page_findings import PageReading
from hospplan.readers.page_quality import RUBBISH, characters_of, count_meaningless, is_picture
from hospplan.readers.safe_xml import Element

_LAYERS = {"Background": 0, "Body": 1, "Custom": 1, "Foreground": 2}
"""What lies under what (GB/T 33190-2016, 7.7)."""
_FILLER = "¤"
"""What programs write that know a glyph, and not its character."""
_UNREAD_NOTES = frozenset({"Link", "Highlight"})
"""Annotations whose look has no words of its own."""


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page that was read, and the images on it, for what recognises text in them (`ofd_picture`)."""

    reading: PageReading
    images: tuple[Laid, ...]
    paper: Frame


class PageReader:
    """Reads the pages of one document."""

    def __init__(self, package: OfdPackage, document: OfdDocument, limits: Limits) -> None:
        """
        Prepare to read.

        Args:
            package: The package.
            document: Whose pages are read.
            limits: The budgets for input from strangers; that of characters is for all pages together, too.
        """
        self._package, self._document, self._limits = package, document, limits
        self._templates: dict[str, tuple[Drawing, str]] = {}
        self._drawn = 0
        self.missing: dict[str, list[int]] = {}
        """What could not be read beside the pages, in words → the numbers of the pages that lack it."""

    def read(self, page: PagePart, number: int) -> OfdPage:
        """
        One page.

        Args:
            page: Where it stands.
            number: In the file, from 1.

        Raises:
            DamagedSourceError: It is missing or broken.
            LimitError: It draws too much.
        """
        if page.part is None:
            raise DamagedSourceError(f"page {number} is not in the package")
        root = self._package.xml(page.part, is_page=True)
        paper = read_paper(root.find("Area")) or self._document.paper
        parts = [
            part for path in texts_of(root, "PageRes") if (part := self._find(path, page.part)) is not None
        ]
        outer = self._document.resources
        resources = Resources(self._package, parts, self._limits, outer) if parts else outer
        drawing, across = Drawing(), ""
        over: list[Drawing] = []
        for used in root.iterfind("Template"):
            template, order = self._template(used.get("TemplateID", ""), number)
            if used.get("ZOrder", order) == "Foreground":
                over.append(template)
            else:
                drawing.add(template)
        drawing.add(self._layers(root, resources, number))
        for template in over:
            drawing.add(template)
        for part in self._document.annotations.get(page.id, ()):
            note, watermark = self._annotations(part, resources, number)
            drawing.add(note)
            across += watermark
        for reason in (*sorted(drawing.missing), *resources.missing):
            self.missing.setdefault(reason, []).append(number)
        self._count(drawing, number)
        reading = _reading(drawing, number, paper, across, self._limits)
        return OfdPage(reading, tuple(drawing.images), paper)

    def _find(self, path: str, part: str) -> str | None:
        try:
            return self._package.find(path, from_part=part)
        except DamagedSourceError:
            return None

    def _layers(self, root: Element, resources: Resources, number: int) -> Drawing:
        artist = Artist(number, self._limits)
        layers = root.iterfind("Content/Layer")
        for layer in sorted(layers, key=lambda layer: _LAYERS.get(layer.get("Type", "Body"), 1)):
            artist.draw(layer, resources, layer=resources.param(layer.get("DrawParam")))
        return artist.drawing

    def _template(self, id_: str, number: int) -> tuple[Drawing, str]:
        """What a template draws, and where it lies if the page does not say; it is read once."""
        if id_ not in self._templates:
            drawing, order = Drawing(), "Background"
            try:
                part, order = self._document.templates[id_]
                root = self._package.xml(part, is_page=True)
            except (KeyError, DamagedSourceError) as error:
                reason = (
                    error.message if isinstance(error, DamagedSourceError) else f"template {id_} is missing"
                )
                drawing.missing.add(reason)
            else:
                drawing = self._layers(root, self._document.resources, number)
                drawing.missing.update(self._document.resources.missing)
            self._templates[id_] = (drawing, order)
        return self._templates[id_]

    def _annotations(self, part: str, resources: Resources, number: int) -> tuple[Drawing, str]:
        """The words that annotations put on the page, and those of its watermarks."""
        artist, marked = Artist(number, self._limits), Artist(number, self._limits)
        try:
            root = self._package.xml(part)
        except DamagedSourceError as error:
            self.missing.setdefault(error.message, []).append(number)
            return artist.drawing, ""
        for note in root.iterfind("Annot"):
            kind = note.get("Type", "")
            look = note.find("Appearance")
            if look is None or kind in _UNREAD_NOTES or not read_flag(note.get("Visible"), default=True):
                continue
            (marked if kind == "Watermark" else artist).draw(look, resources, _corner(look))
        # What was drawn by hand is no rule of a table.
        artist.drawing.strokes.clear()
        return artist.drawing, "".join(mark.text for mark in marked.drawing.marks)

    def _count(self, drawing: Drawing, number: int) -> None:
        count = len(drawing.marks) + len(drawing.hidden)
        self._drawn += count
        if count > self._limits.page_chars:
            raise LimitError(
                f"page {number} has more than {self._limits.page_chars:,} characters",
                mend="print the file to a new OFD",
            )
        if self._drawn > self._limits.drawn_chars:
            raise LimitError(
                f"the pages draw more than {self._limits.drawn_chars:,} characters", mend="split the file"
            )


def _corner(look: Element) -> Matrix:
    """From an annotation's own millimetres to the paper."""
    box = read_box(look.get("Boundary"))
    a, b, c, d, e, f = PAPER
    return PAPER if box is None else (a, b, c, d, e + box[0] * POINTS, f + box[1] * POINTS)


def _reading(drawing: Drawing, number: int, paper: Frame, across: str, limits: Limits) -> PageReading:
    marks, hidden = drawing.marks, _inked(drawing.hidden)
    # What an OCR program read of a scan lies unseen under, or over, its picture.
    is_recognised = bool(drawing.images) and hidden > 9 * _inked(marks)
    if is_recognised:
        marks, hidden = [*marks, *drawing.hidden], 0
    found = glyphs_of(marks)
    inside = [(glyph, angle) for glyph, angle in found if _is_on(glyph, paper)]
    outside = _inked(glyph for glyph, _ in found) - _inked(glyph for glyph, _ in inside)
    angles = Counter(angle for _, angle in inside if angle is not None)
    main = cast("Turn", angles.most_common(1)[0][0] if angles else 0)
    kept = [glyph for glyph, angle in inside if angle is not None]
    across = "".join(glyph.text for glyph, angle in inside if angle is None) + across
    is_set_vertically = main == 0 and is_vertical(kept)
    is_crowded = len(drawing.strokes) > limits.page_rules
    ink = turn_upright(
        number, paper, kept, () if is_crowded else drawing.strokes, 270 if is_set_vertically else main
    )
    texts = characters_of(kept)
    is_rubbish = count_meaningless(texts) + texts[_FILLER] > RUBBISH * texts.total()
    if is_rubbish:
        ink = replace(ink, glyphs=())
    return PageReading(
        ink=ink,
        is_picture=not is_rubbish
        and is_picture(kept, [laid.box for laid in drawing.images], drawing.paths, paper),
        is_rubbish=is_rubbish,
        is_recognised=is_recognised,
        is_vertical=is_set_vertically,
        is_crowded=is_crowded,
        hidden=hidden + outside,
        across=across,
    )


def _inked(drawn: Iterable[Mark | Glyph]) -> int:
    """How many are more than white space."""
    return sum(not one.text.isspace() for one in drawn)


def _is_on(glyph: Glyph, paper: Frame) -> bool:
    return glyph.x1 >= 0 and glyph.x0 <= paper.width and glyph.bottom >= 0 and glyph.top <= paper.height
