"""
Scans of drawn pages: what a scanner or a telephone makes of a PDF of `paper.py`.

    images(draw(text))                          pages as pictures, 200 dpi
    noisy(skewed(image, 1.2))                   laid askew on a dusty glass
    with_red_head(image, "云州市人民医院文件", 20)
    with_seal(image, 150, 240)                  a red seal, its middle at millimetres from the top left corner
    as_pdf([image]), as_tiff([image])           and the files that hold them

The same page gives the same pixels each time: dust is drawn with a fixed seed.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf import PdfReader, PdfWriter

from hospplan.picture.network_files import missing

DPI = 200
LACK = missing()
needs_ocr = pytest.mark.skipif(
    LACK is not None, reason=f"recognition needs the extra hospplan[ocr]; not there: {LACK}"
)
"""Marks a test that reads pictures."""


def images(data: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def skewed(image: Image.Image, degrees: float) -> Image.Image:
    """The page turned clockwise by a few degrees, on white."""
    return image.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor="white")


def noisy(image: Image.Image, spots: int = 400) -> Image.Image:
    """The page a little out of focus, with dust on it, as a poor JPEG."""
    rough = image.filter(ImageFilter.GaussianBlur(0.6))
    pen, chance = ImageDraw.Draw(rough), Random(5)
    for _ in range(spots):
        x, y, side = chance.randrange(image.width), chance.randrange(image.height), chance.randrange(1, 3)
        grey = chance.randrange(90, 200)
        pen.rectangle((x, y, x + side, y + side), fill=(grey, grey, grey))
    file = BytesIO()
    rough.save(file, "JPEG", quality=60)
    return Image.open(file).convert("RGB")


def with_seal(
    image: Image.Image, x: float, y: float, *, name: str = "云州市第三人民医院", dpi: int = DPI
) -> Image.Image:
    """The page under a round red seal of 42 mm whose middle is *x*, *y* millimetres from the corner."""
    mm = dpi / 25.4
    side = round(42 * mm)
    stamp = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(stamp)
    pen.ellipse((2, 2, side - 3, side - 3), outline=255, width=round(1.2 * mm))
    middle, star = side / 2, 6 * mm
    points = [(star * (1 if k % 2 == 0 else 0.38), k * pi / 5 - pi / 2) for k in range(10)]
    pen.polygon([(middle + r * cos(a), middle + r * sin(a)) for r, a in points], fill=255)
    font = ImageFont.truetype(str(_font()), round(4.5 * mm))
    for k, char in enumerate(name):
        angle = (k - (len(name) - 1) / 2) * 0.5
        letter = Image.new("L", (side, side), 0)
        ImageDraw.Draw(letter).text((middle, 6 * mm), char, font=font, fill=255, anchor="mm")
        stamp.paste(255, (0, 0), letter.rotate(-angle * 180 / pi, Image.Resampling.BICUBIC))
    # Ink on ink darkens: the stamp takes away green and blue, and what is black stays black.
    layer = Image.new("L", image.size, 0)
    layer.paste(stamp, (round(x * mm - side / 2), round(y * mm - side / 2)))
    red, green, blue = image.split()
    kept = layer.point(lambda value: 255 - round(value * 0.82))
    darker = [
        Image.composite(channel.point(lambda v: round(v * 0.2)), channel, layer) for channel in (green, blue)
    ]
    assert kept.size == red.size
    return Image.merge("RGB", (red.point(lambda v: round(v * 0.98)), *darker))


def with_red_head(image: Image.Image, text: str, y: float, *, dpi: int = DPI) -> Image.Image:
    """The page with 发文机关标志 in red, its middle at *y* millimetres from the top, and the red rule under it."""
    headed = image.copy()
    pen, mm, red = ImageDraw.Draw(headed), dpi / 25.4, (214, 30, 30)
    font = ImageFont.truetype(str(_font()), round(14 * mm))
    pen.text((image.width / 2, y * mm), text, font=font, fill=red, anchor="mm")
    pen.rectangle((28 * mm, (y + 9) * mm, image.width - 26 * mm, (y + 9.7) * mm), fill=red)
    return headed


def on_edge(image: Image.Image, y: float, *, share: float = 0.4, dpi: int = DPI) -> Image.Image:
    """The page with *share* of a seal over its right edge, as one stamps over the edges of all pages (骑缝章)."""
    width_mm = image.width / dpi * 25.4
    return with_seal(image, width_mm + 42 * (0.5 - share), y, dpi=dpi)


def as_pdf(pages: Sequence[Image.Image], dpi: int = DPI) -> bytes:
    """A PDF whose pages are pictures."""
    file = BytesIO()
    pages[0].save(file, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=85)
    return file.getvalue()


def as_tiff(pages: Sequence[Image.Image], dpi: int = DPI) -> bytes:
    """A TIFF of black and white pages, as fax machines and document scanners write it."""
    file = BytesIO()
    flat = [page.convert("1", dither=Image.Dither.NONE) for page in pages]
    flat[0].save(file, "TIFF", save_all=True, append_images=flat[1:], compression="group4", dpi=(dpi, dpi))
    return file.getvalue()


def as_file(image: Image.Image, kind: str, dpi: int | None = DPI) -> bytes:
    """A picture as a file of its own; without *dpi* it does not tell its resolution."""
    file = BytesIO()
    image.save(file, kind, **({} if dpi is None else {"dpi": (dpi, dpi)}))
    return file.getvalue()


def bound(*files: bytes) -> bytes:
    """The pages of several PDFs in one."""
    writer = PdfWriter()
    for data in files:
        for page in PdfReader(BytesIO(data)).pages:
            writer.add_page(page)
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()


@cache
def _font() -> Path:
    package = find_spec("zhplot")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
