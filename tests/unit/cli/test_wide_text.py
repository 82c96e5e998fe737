import pytest

from hospplan.cli.wrap import columns, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("床位使用率", 6, ["床位使", "用率"]),
        ("达到1200人以上", 6, ["达到", "1200人", "以上"]),
        ("甲科，乙科。", 4, ["甲", "科，", "乙", "科。"]),
        ("a long english sentence", 10, ["a long", "english", "sentence"]),
        ("2021-01-01～2021-12-31", 12, ["2021-01-01～", "2021-12-31"]),
        ("ABCDEFGHIJ", 4, ["ABCD", "EFGH", "IJ"]),
    ],
)
def test_lines_fit_and_numbers_stay_whole(text: str, width: int, lines: list[str]) -> None:
    assert list(wrap(text, width)) == lines


def test_names_break_after_their_mark_first() -> None:
    names = "李国华、治未病中心、中医护理门诊、外科"
    assert list(wrap(names, 14, after="、")) == ["李国华、", "治未病中心、", "中医护理门诊、", "外科"]
    assert list(wrap("很长很长的名称一个、外科", 8, after="、")) == ["很长很长", "的名称一", "个、外科"]


@pytest.mark.parametrize("text", ["甲，乙、丙（丁戊）己", "“四个率先”和1.5%", "a b c 甲乙 d"])
@pytest.mark.parametrize("width", [4, 7, 20])
def test_nothing_is_lost(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_chinese_character_takes_two_columns_and_an_accent_none() -> None:
    assert [columns(text) for text in ("床位", "ab", "（", "e\u0301", "～")] == [4, 2, 2, 1, 2]
