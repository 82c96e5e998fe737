"""Processes that read pages: what they say when something goes wrong, and that the next page is read."""

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from tests.paper import draw
from tests.scans import DPI, images, needs_ocr

from hospplan.models.source import Frame
from hospplan.page.ink import Glyph, PageInk, Rectangle, Rule
from hospplan.picture.handed import PictureReading, SealPlace, Shot
from hospplan.picture.worker import READY, read_answer, serve, to_answer, to_request
from hospplan.picture.workers import Readers, UnreadPictureError

pytestmark = needs_ocr


def page() -> Shot:
    (image,) = images(draw("床位使用率不低于85%。\n"), dpi=DPI)
    return Shot(image.height, image.width, DPI, image.tobytes())


def test_an_answer_reads_back_as_what_was_written() -> None:
    ink = PageInk(
        3,
        Frame(595.0, 842.0, 90, 0.5),
        (Glyph("床", 1.0, 2.0, 17.0, 18.0, 16.0, 16.5, 0.93),),
        (Rule(10.0, 1.0, 90.0),),
        (Rule(20.0, 2.0, 80.0),),
    )
    reading = PictureReading(ink, (SealPlace(Rectangle(1.0, 2.0, 3.0, 4.0), is_cut=True),))
    assert read_answer(to_answer(reading)) == reading


def test_a_page_that_can_not_be_read_is_answered_and_so_is_the_next() -> None:
    broken = to_request(Shot(0, 0, 0.0, b""), 1)
    shot = page()
    answers = BytesIO()
    serve(BytesIO(broken + to_request(shot, 2) + shot.data), answers)
    ready, first, second = answers.getvalue().splitlines(keepends=True)
    assert ready == READY
    with pytest.raises(ValueError, match="Error"):
        read_answer(first)
    assert "".join(glyph.text for glyph in read_answer(second).ink.glyphs) == "床位使用率不低于85%。"


def test_a_process_that_dies_is_told_and_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = Readers(1)
    try:
        with monkeypatch.context() as broken:
            broken.setattr(sys, "executable", "/bin/false")
            with pytest.raises(UnreadPictureError):
                readers.read(page(), 1, 60).result()
        assert readers.read(page(), 1, 60).result().ink.glyphs
    finally:
        readers.close()


def test_a_module_of_that_name_in_the_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies beside a stranger's file must not be started."""
    (tmp_path / "numpy.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    readers = Readers(1)
    try:
        assert readers.read(page(), 1, 60).result().ink.glyphs
    finally:
        readers.close()
    assert [path.name for path in tmp_path.iterdir()] == ["numpy.py"]


def test_a_request_is_a_line_that_tells_the_size() -> None:
    head = json.loads(to_request(Shot(2, 3, 200.0, bytes(18)), 7))
    assert head == {"number": 7, "rows": 2, "columns": 3, "dpi": 200.0}
