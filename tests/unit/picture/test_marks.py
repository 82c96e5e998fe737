"""Marks of recognised lines put right where only one reading makes sense."""

import pytest

pytest.importorskip("cv2", reason="recognition needs the extra hospplan[ocr]")

from hospplan.picture.boxes import TextBox
from hospplan.picture.lines import ReadLine
from hospplan.picture.marks import with_marks


def line(text: str) -> ReadLine:
    places = tuple(10.0 * k for k in range(len(text)))
    return ReadLine(TextBox(0, 0, 10 * len(text), 12), text, places, tuple(0.99 for _ in text))


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("各科室:", "各科室："),
        ("(一)加强管理,提高质量;", "（一）加强管理，提高质量；"),
        ("门诊10,000人次", "门诊10,000人次"),
        ("医护比1:1.25", "医护比1:1.25"),
        ("3一5名", "3—5名"),
        ("一老一小", "一老一小"),
        ("第一5组", "第一5组"),
        ("感染率2%o以下", "感染率2‰以下"),
        ("37°℃", "37℃"),
        ("A(B)", "A(B)"),
        ("占30%", "占30%"),
        ("云卫发[2022〕15号", "云卫发〔2022〕15号"),
        ("云卫发〔2022)15号", "云卫发〔2022〕15号"),
        ("云卫发[2022]15号", "云卫发[2022]15号"),
    ],
)
def test_marks_are_as_their_writer_set_them(seen: str, text: str) -> None:
    assert with_marks(line(seen)).text == text


@pytest.mark.parametrize("seen", ["", "感染率2%o以下", "(一)加强管理,提高质量;"])
def test_each_character_keeps_its_place_and_sureness(seen: str) -> None:
    found = with_marks(line(seen))
    assert len(found.text) == len(found.middles) == len(found.sureness)
    assert list(found.middles) == sorted(found.middles)
