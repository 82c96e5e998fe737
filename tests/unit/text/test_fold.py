"""Folding: one character to one character."""

import pytest

from hospplan.text.fold import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（１）床位使用率≥９０％", "(1)床位使用率≥90%"),
        ("医护比１：０．４", "医护比1:0.4"),
        ("云三医发［２０２５］７号", "云三医发[2025]7号"),
        ("６５﹪", "65%"),
        ("３～５名", "3～5名"),
        ("3~5名", "3～5名"),
        ("⼈才⼯程", "人才工程"),  # Kangxi radicals of a PDF
        ("张\u3000三\t李\u00a0四", "张 三 李 四"),
        ("﹝2025﹞", "〔2025〕"),
    ],
)
def test_folds_width_and_variants(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize("text", ["①㎡℃㈠½", "强基础，提质量；创一流！", "“十四五”—《规划》"])
def test_keeps_what_is_not_one_to_one_and_what_carries_structure(text: str) -> None:
    assert fold(text) == text
