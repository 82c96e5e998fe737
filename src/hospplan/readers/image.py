"""Image files: photographs, scans, and fax files with many pages; their text is recognised."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from hospplan.errors import DamagedSourceError, LimitError, MissingPartError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.source import Frame, ReadOptions, Source
from hospplan.page.flow import PageFlow, read_flow
from hospplan.page.ink import PageInk
from hospplan.page.lineless import LinelessTables
from hospplan.picture.handed import Shot
from hospplan.readers.page_blocks import source_of_pages
from hospplan.readers.page_findings import ADD_OCR, PageFindings, PageReading
from hospplan.readers.pictures import Pictures, Waiting

if TYPE_CHECKING:
    from PIL import Image

_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_MOST_PIXELS = 16_000_000
"""Of a page after it was scaled: four times an A4 page at 200 dpi."""
_DPI = 200.0
_LEAST_DPI, _MOST_DPI = 150.0, 260.0
"""Between these a scan is read as it is."""
_PAGE_INCHES = (5.0, 20.0)
"""The longer side of a page; where a file's resolution tells another length it is none (72 dpi of a camera)."""
_A4_INCHES = (8.27, 11.69)
_AS_A4 = 1.7
"""Times its shorter side that the longer one is at most of a picture that is taken for a sheet of A4."""


def read_image(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits, options: ReadOptions) -> Source:
    """
    What the pages of an image file show, as paragraphs and tables with the places of their characters.

    Args:
        data: The file's bytes.
        name: The file's name.
        lexicon: Its endings of names decide where the lines of a cell part.
        limits: The budgets for input from strangers.
        options: How many processes read.

    Raises:
        MissingPartError: The extra that recognises text is not installed.
        DamagedSourceError: It can't be read as an image.
        EmptySourceError: No text was seen in it.
        LimitError: It is over one of *limits*.
    """
    pictures = Pictures(limits, options.workers)
    if not pictures.can_read:
        raise MissingPartError("this is an image, whose text has to be recognised", mend=ADD_OCR)
    noticed = PageFindings("image")
    flows: list[PageFlow] = []
    lineless = LinelessTables(lambda _box: (), lexicon.columns.all())
    media_type, frames = _open(data, limits)
    for reading in pictures.in_order(_send(frames, pictures, noticed)):
        flow = read_flow(reading.ink, lineless, flows[-1].carried if flows else None)
        noticed.take(reading, is_crowded=flow.is_crowded)
        flows.append(flow)
    pages = pictures.sent + len(noticed.damaged)
    if not pictures.sent:
        raise _damaged()
    return source_of_pages(
        data, name, media_type, pages, flows, noticed, pictures, lexicon=lexicon, limits=limits
    )


def _send(frames: Iterable[Shot | None], pictures: Pictures, noticed: PageFindings) -> Iterator[Waiting]:
    for number, frame in enumerate(frames, start=1):
        if frame is None:
            noticed.damaged.append(number)
        else:
            blank = PageInk(number, Frame(frame.columns * 72 / frame.dpi, frame.rows * 72 / frame.dpi), ())
            yield PageReading(blank), pictures.send(frame, number)


def _damaged() -> DamagedSourceError:
    return DamagedSourceError("the image is broken or cut off", mend="get the file again from where it comes")


def _open(data: bytes, limits: Limits) -> tuple[str, Iterator[Shot | None]]:
    """The media type of a file, and its pages one after the other, None for one that is broken."""
    from PIL import Image  # noqa: PLC0415  (a tenth of a second)

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(data), formats=_KINDS)
            count = getattr(image, "n_frames", 1)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise LimitError("the image has too many pixels", mend="scan it at 300 dpi or less") from error
        except Exception as error:  # (the library's readers fail in their own ways)
            raise _damaged() from error
    if count > limits.pages:
        raise LimitError(f"the image has more than {limits.pages:,} pages", mend="split it")
    media_type = Image.MIME.get(image.format or "", "image/*")
    is_moving = image.format in {"GIF", "WEBP", "PNG"}
    return media_type, _frames(image, 1 if is_moving else count, limits)


def _frames(image: "Image.Image", count: int, limits: Limits) -> Iterator[Shot | None]:
    for at in range(count):
        with suppress(EOFError, OSError, ValueError, SyntaxError):
            image.seek(at)
        wide, high = image.size
        if wide * high > limits.picture_pixels:
            raise LimitError(f"the image has {wide:,} × {high:,} pixels", mend="scan it at 300 dpi or less")
        try:
            shot = _page(image) if image.tell() == at else None
        except Exception:  # noqa: BLE001  (the library's readers fail in their own ways: the page is told as broken)
            shot = None
        yield shot


def _page(image: "Image.Image") -> Shot:
    """One page as it is looked at: turned as the camera says, on white paper, at a resolution that is read."""
    from PIL import Image, ImageOps  # noqa: PLC0415  (a tenth of a second)

    dpi = _resolution(image)
    page = ImageOps.exif_transpose(image)
    if page.mode.startswith("I"):  # 16 bits a pixel
        page = page.point(lambda value: value / 256).convert("L")
    if page.has_transparency_data:
        page = page.convert("RGBA")
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
    page = page.convert("RGB")
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        # A strip of a few pixels' width says nothing of its size: it must not grow to gigabytes.
        scale = min(_DPI / dpi, (_MOST_PIXELS / (page.width * page.height)) ** 0.5)
        size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
        page = page.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)
        dpi *= scale
    return Shot(page.height, page.width, dpi, page.tobytes())


def _resolution(image: "Image.Image") -> float:
    """Pixels an inch: as the file tells it if that makes a page, else as if it showed a sheet of A4."""
    longer, shorter = max(image.size), min(image.size)
    told = image.info.get("dpi")
    if isinstance(told, tuple) and told and 1 <= float(told[0]) <= 2400:
        dpi = float(told[0])
        if _PAGE_INCHES[0] <= longer / dpi <= _PAGE_INCHES[1]:
            return dpi
    return (
        max(longer / _A4_INCHES[1], shorter / _A4_INCHES[0])
        if longer <= _AS_A4 * shorter
        else shorter / _A4_INCHES[0]
    )
