"""The resources of an OFD document that decide what is read: composite graphics, drawing parameters, images."""

from collections.abc import Sequence
from dataclasses import dataclass

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.limits import Limits
from hospplan.readers.ofd.package import OfdPackage
from hospplan.readers.ofd.xml import read_number, text_of
from hospplan.readers.safe_xml import Element

_LONGEST_CHAIN = 10
"""Drawing parameters that rest on others."""


@dataclass(frozen=True, slots=True)
class DrawParam:
    """What objects take from a DrawParam where they say nothing themselves (GB/T 33190-2016, 8.2)."""

    line_width: float | None = None
    """Millimetres."""
    fill: Element | None = None
    stroke: Element | None = None


NOTHING = DrawParam()


class Resources:
    """What the resource files of a document, or of one of its pages, define; they are read when first asked for."""

    def __init__(
        self, package: OfdPackage, parts: Sequence[str], limits: Limits, outer: "Resources | None" = None
    ) -> None:
        """
        Prepare to read.

        Args:
            package: The package.
            parts: The resource files.
            limits: For the number of resources.
            outer: The resources of the document, for those of a page.
        """
        self._package, self._parts, self._limits, self._outer = package, parts, limits, outer
        self._units: dict[str, Element] | None = None
        self._params: dict[str, Element] = {}
        self._images: dict[str, str] = {}
        self.missing: list[str] = []
        """What could not be read, in words."""

    def unit(self, id_: str) -> Element | None:
        """The content of a composite graphic unit."""
        found = self._read().get(id_)
        return self._outer.unit(id_) if found is None and self._outer is not None else found

    def param(self, id_: str | None) -> DrawParam:
        """What a drawing parameter says, with those that it rests on."""
        line_width: float | None = None
        fill = stroke = None
        for _ in range(_LONGEST_CHAIN):
            element = self._param(id_) if id_ else None
            if element is None:
                break
            if line_width is None and element.get("LineWidth") is not None:
                line_width = read_number(element.get("LineWidth"), 0.0)
            fill = element.find("FillColor") if fill is None else fill
            stroke = element.find("StrokeColor") if stroke is None else stroke
            id_ = element.get("Relative")
        return DrawParam(line_width, fill, stroke)

    def image(self, id_: str) -> str | None:
        """The member that holds an image; None if there is none."""
        self._read()
        found = self._images.get(id_)
        return self._outer.image(id_) if found is None and self._outer is not None else found

    def _param(self, id_: str) -> Element | None:
        self._read()
        found = self._params.get(id_)
        return self._outer._param(id_) if found is None and self._outer is not None else found  # noqa: SLF001  (its own kind)

    def _read(self) -> dict[str, Element]:
        if self._units is not None:
            return self._units
        units: dict[str, Element] = {}
        for part in self._parts:
            try:
                root = self._package.xml(part)
            except DamagedSourceError as error:
                self.missing.append(error.message)
                continue
            for element in root.iterfind("CompositeGraphicUnits/CompositeGraphicUnit"):
                content = element.find("Content")
                if content is not None:
                    units[element.get("ID", "")] = content
            for element in root.iterfind("DrawParams/DrawParam"):
                self._params[element.get("ID", "")] = element
            for element in root.iterfind("MultiMedias/MultiMedia"):
                found = self._media(text_of(element, "MediaFile"), root.get("BaseLoc", ""), part)
                if found is not None:
                    self._images[element.get("ID", "")] = found
            if len(units) + len(self._params) + len(self._images) > self._limits.page_objects:
                raise LimitError(f"{part} defines more than {self._limits.page_objects:,} resources")
        self._units = units
        return units

    def _media(self, file: str, folder: str, part: str) -> str | None:
        """The member of a media file, in the folder that its resource file names, or beside that file."""
        for path in (f"{folder}/{file}" if folder and not file.startswith(("/", "\\")) else file, file):
            try:
                found = self._package.find(path, from_part=part) if file else None
            except DamagedSourceError:
                continue
            if found is not None:
                return found
        return None
