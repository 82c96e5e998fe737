"""A PDF page as a picture."""

from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from hospplan.errors import LimitError
from hospplan.limits import Limits
from hospplan.picture.handed import Shot

_DPI = 200.0
_LEAST_DPI, _MOST_DPI = 150.0, 260.0
"""Between these a scan is taken as it is, pixel for pixel: drawn at another resolution it would be blurred."""
_MOST_PIXELS = 16_000_000
"""Of a drawn page: a large sheet is drawn at a lower resolution."""
_MOST_PICTURES = 50


def picture_of(page: pdfium.PdfPage, limits: Limits) -> Shot:
    """
    A page as a viewer shows it.

    Raises:
        LimitError: A picture on it has too many pixels.
    """
    width, height = page.get_width(), page.get_height()
    dpi = _scanned_at(page, limits) or _DPI
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        dpi = _DPI
    dpi = min(dpi, (_MOST_PIXELS * 72 * 72 / (width * height)) ** 0.5)
    image = page.render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB")
    return Shot(image.height, image.width, dpi, image.tobytes())


def _scanned_at(page: pdfium.PdfPage, limits: Limits) -> float | None:
    """The resolution of the largest picture on a page; None where there is none."""
    found: list[tuple[float, float]] = []
    objects = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    for picture in islice(objects, _MOST_PICTURES):
        wide, high = picture.get_px_size()
        if wide * high > limits.picture_pixels:
            raise LimitError(
                f"a picture of the PDF has {wide:,} × {high:,} pixels", mend="scan it at 300 dpi or less"
            )
        left, bottom, right, top = picture.get_bounds()
        longer = max(right - left, top - bottom)
        if longer > 0:
            found.append(((right - left) * (top - bottom), max(wide, high) * 72 / longer))
    return max(found)[1] if found else None
