"""An OFD page that is a picture, as a viewer shows it: its images laid on white paper."""

import warnings
from collections.abc import Sequence
from io import BytesIO
from math import hypot
from typing import TYPE_CHECKING

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.models.source import Frame
from hospplan.readers.ofd.drawing import Laid
from hospplan.readers.ofd.package import OfdPackage

if TYPE_CHECKING:
    from PIL import Image

_KINDS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "JPEG2000")
_DPI = 200.0
_LEAST_DPI, _MOST_DPI = 150.0, 260.0
"""Between these a scan is taken as it is, pixel for pixel: laid at another resolution it would be blurred."""
_MOST_PIXELS = 16_000_000
"""Of a page: a large sheet is laid at a lower resolution."""
_MOST_IMAGES = 50


def image_of_page(
    package: OfdPackage, laid: Sequence[Laid], paper: Frame, most_pixels: int
) -> "tuple[Image.Image, float] | None":
    """
    The page in red, green and blue, and its pixels an inch.

    Args:
        package: The package.
        laid: The images of the page in the order in which they are drawn.
        paper: The page's size.
        most_pixels: Of one image.

    Returns:
        None if none of the images can be opened, as those of JBIG2 can't.

    Raises:
        LimitError: An image has too many pixels.
    """
    from PIL import Image  # noqa: PLC0415  (a tenth of a second)

    opened = [
        (place, image)
        for place in laid[:_MOST_IMAGES]
        if (image := _open(package, place, most_pixels)) is not None
    ]
    if not opened:
        return None
    dpi = max((_area(place), _dpi(place, image)) for place, image in opened)[1]
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        dpi = _DPI
    dpi = min(dpi, (_MOST_PIXELS * 72 * 72 / (paper.width * paper.height)) ** 0.5)
    scale = dpi / 72
    page = Image.new(
        "RGB", (max(1, round(paper.width * scale)), max(1, round(paper.height * scale))), "white"
    )
    shown = 0
    for place, image in opened:
        left, top, right, bottom = (round(edge * scale) for edge in place.box)
        size = (min(right - left, 2 * page.width), min(bottom - top, 2 * page.height))
        pixels = _pixels(image, _turn(place), (max(1, size[0]), max(1, size[1])))
        if pixels is not None:
            page.paste(pixels, (left, top))
            shown += 1
    return (page, dpi) if shown else None


def _open(package: OfdPackage, place: Laid, most_pixels: int) -> "Image.Image | None":
    """An image whose pixels are not unpacked yet; None if it can't be opened."""
    from PIL import Image  # noqa: PLC0415

    if place.part is None:
        return None
    try:
        data = package.unpack(place.part)
    except DamagedSourceError:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(data), formats=_KINDS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise _too_large(place) from error
        except Exception:  # noqa: BLE001  (the library's readers fail in their own ways: the page stays a picture)
            return None
    if image.width * image.height > most_pixels:
        raise _too_large(place)
    return image


def _pixels(image: "Image.Image", turn: int, size: tuple[int, int]) -> "Image.Image | None":
    """An image unpacked, turned and brought to size; None if it is broken."""
    try:
        upright = image.convert("RGB")
    except Exception:  # noqa: BLE001  (likewise)
        return None
    return (upright.rotate(-turn, expand=True) if turn else upright).resize(size)


def _too_large(place: Laid) -> LimitError:
    return LimitError(f"{place.part} has too many pixels", mend="scan it at 300 dpi or less")


def _area(place: Laid) -> float:
    left, top, right, bottom = place.box
    return (right - left) * (bottom - top)


def _dpi(place: Laid, image: "Image.Image") -> float:
    a, b, _, _, _, _ = place.matrix
    return image.width * 72 / max(hypot(a, b), 1e-6)


def _turn(place: Laid) -> int:
    """Quarter turns clockwise, in degrees, that lay the image as it lies on the page."""
    a, b, _, _, _, _ = place.matrix
    if abs(a) >= abs(b):
        return 0 if a > 0 else 180
    return 90 if b > 0 else 270
