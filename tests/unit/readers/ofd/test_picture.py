"""OFD pages that are pictures, as the pixels that a viewer shows."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from PIL import Image
from tests.ofd_paper import package, xml
from tests.unit.readers.ofd.ofd_parts import document

from hospplan.errors import LimitError
from hospplan.limits import DEFAULT_LIMITS
from hospplan.readers.ofd.document import read_bodies, read_document
from hospplan.readers.ofd.package import OfdPackage
from hospplan.readers.ofd.page import PageReader
from hospplan.readers.ofd.picture import image_of_page

RED, WHITE, BLUE = (255, 0, 0), (255, 255, 255), (0, 0, 255)


def drawn(kind: str = "PNG") -> bytes:
    """An image of 100 × 200 pixels, its upper left quarter red, the rest blue."""
    image = Image.new("RGB", (100, 200), BLUE)
    image.paste(RED, (0, 0, 50, 100))
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


def shown(
    item: str, *, file: bytes | None = None, folder: str = "Res", most_pixels: int = 10**6
) -> tuple[Image.Image, float] | None:
    """The only page of a document with one image, as pixels."""
    res = xml(
        "Res",
        '<MultiMedias><MultiMedia ID="7" Type="Image"><MediaFile>p.png</MediaFile></MultiMedia></MultiMedias>',
    )
    res = res.replace(b"<Res ", f'<Res BaseLoc="{folder}" '.encode())
    parts = document(
        item, common="<DocumentRes>DocumentRes.xml</DocumentRes>", parts={"DocumentRes.xml": res}
    )
    parts["Doc_0/Res/p.png"] = drawn() if file is None else file
    opened = OfdPackage(package(parts), DEFAULT_LIMITS)
    (body,) = read_bodies(opened)
    read = read_document(opened, body.root, DEFAULT_LIMITS)
    page = PageReader(opened, read, DEFAULT_LIMITS).read(read.pages[0], 1)
    return image_of_page(opened, page.images, page.paper, most_pixels)


def colours(image: Image.Image, dpi: float, places: Sequence[tuple[float, float]]) -> list[object]:
    return [image.getpixel((round(x * dpi / 25.4), round(y * dpi / 25.4))) for x, y in places]


BOX = 'Boundary="50 100 50 100"'
QUARTERS = [(60, 120), (90, 120), (60, 180), (90, 180)]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (f'{BOX} CTM="50 0 0 100 0 0"', [RED, BLUE, BLUE, BLUE]),
        (BOX, [RED, BLUE, BLUE, BLUE]),
        (f'{BOX} CTM="-50 0 0 -100 50 100"', [BLUE, BLUE, BLUE, RED]),
        (f'{BOX} CTM="0 100 -50 0 50 0"', [BLUE, RED, BLUE, BLUE]),
        (f'{BOX} CTM="0 -100 50 0 0 100"', [BLUE, BLUE, RED, BLUE]),
    ],
)
def test_an_image_lies_where_and_as_its_matrix_says(place: str, expected: list[object]) -> None:
    page = shown(f'<ImageObject ID="4" {place} ResourceID="7"/>')
    assert page is not None
    image, dpi = page
    assert dpi == pytest.approx(200)
    assert (image.width, image.height) == (1654, 2339)
    assert colours(image, dpi, QUARTERS) == expected
    assert colours(image, dpi, [(20, 20), (150, 250)]) == [WHITE, WHITE]


def test_a_scan_keeps_its_pixels() -> None:
    page = shown('<ImageObject ID="4" Boundary="0 0 12.7 25.4" ResourceID="7"/>')
    assert page is not None
    assert page[1] == pytest.approx(200)
    finer = shown('<ImageObject ID="4" Boundary="0 0 10.16 20.32" ResourceID="7"/>')
    assert finer is not None
    assert finer[1] == pytest.approx(250, abs=0.1)


@pytest.mark.parametrize("folder", ["Res", "/Doc_0/Res", ".\\Res\\"])
def test_images_are_found_by_the_folder_of_their_list(folder: str) -> None:
    assert shown(f'<ImageObject ID="4" {BOX} ResourceID="7"/>', folder=folder) is not None


@pytest.mark.parametrize(
    "item",
    [
        f'<ImageObject ID="4" {BOX} ResourceID="8"/>',
        f'<ImageObject ID="4" {BOX} ResourceID="7" Visible="false"/>',
        "",
    ],
)
def test_a_page_without_images_is_none(item: str) -> None:
    assert shown(item) is None


@pytest.mark.parametrize("file", [b"", b"\x97JB2\r\n\x1a\n", drawn()[:60], b"%!PS-Adobe-3.0 EPSF-3.0\n"])
def test_an_image_that_is_broken_or_of_another_kind_is_none(file: bytes) -> None:
    assert shown(f'<ImageObject ID="4" {BOX} ResourceID="7"/>', file=file) is None


def test_an_image_of_too_many_pixels_is_refused() -> None:
    with pytest.raises(LimitError) as caught:
        shown(f'<ImageObject ID="4" {BOX} ResourceID="7"/>', most_pixels=19_999)
    assert str(caught.value) == "Doc_0/Res/p.png has too many pixels; scan it at 300 dpi or less"


def test_an_image_of_any_size_in_millimetres_is_laid() -> None:
    for boundary in ("0 0 0 0", "-900 -900 5000 5000", "0 0 100000 0.001", "x"):
        page = shown(f'<ImageObject ID="4" Boundary="{boundary}" ResourceID="7"/>')
        assert page is not None
        assert page[0].size == (1654, 2339)
