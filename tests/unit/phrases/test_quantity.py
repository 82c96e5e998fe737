"""Quantities: number, bound and unit in one place."""

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases.quantity import FoundQuantity, find_quantities
from hospplan.text.fold import fold


def line(text: str, found: FoundQuantity) -> str:
    value = found.grade or found.ratio or ("-" if found.value is None else f"{found.value.normalize():f}")
    if found.value_max is not None:
        value += f"~{found.value_max:f}"
    words = [text[found.start : found.end], found.kind, found.comparator, value, found.unit or "-"]
    return " ".join(words + ([found.change] if found.change else []))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到1200人以上", ["1200人以上 number ge 1200 人"]),
        ("党员数≥380人", ["≥380人 number ge 380 人"]),
        ("不低于８５％", ["不低于８５％ number ge 85 %"]),
        ("0.8及以下", ["0.8及以下 number le 0.8 -"]),
        ("超5项", ["超5项 number gt 5 项"]),
        ("160余项", ["160余项 number gt 160 项"]),
        ("100多万元", ["100多万元 number gt 1000000 元"]),
        ("1.5万余人", ["1.5万余人 number gt 15000 人"]),
        ("约3000例", ["约3000例 number approx 3000 例"]),
        ("节约300万元", ["300万元 number eq 3000000 元"]),  # 约 of 节约 bounds nothing
        ("3-5名", ["3-5名 number between 3~5 名"]),
        ("30%～40%", ["30%～40% number between 30~40 %"]),
        ("2万至3万人次", ["2万至3万人次 number between 20000~30000 人次"]),
        ("3-5万元", ["3-5万元 number between 30000~50000 元"]),
        ("65分钟以内", ["65分钟以内 number le 65 分钟"]),
        ("提高5个百分点", ["5个百分点 number eq 5 百分点"]),
        ("2.5万㎡", ["2.5万㎡ number eq 25000 平方米"]),
        ("123456789012345元", ["123456789012345元 number eq 123456789012345 元"]),
        # below zero is no measure yet, and without its sign it would be another
        ("利润率不低于-0.5%", []),
        ("增速为－3.2%", []),
        ("结余率降至−2%以下", []),
        ("门诊-85%", ["85% number eq 85 %"]),
        # more digits than anybody counts, and than a JSON number holds
        ("1234567890123456元", []),
        ("123456789012345.12345678元", []),
        ("999999999999999亿亿张", []),
        ("百分之99.12345678901234567", []),
        ("三百五十张", ["三百五十张 number eq 350 张"]),
        ("不少于三名", ["不少于三名 number ge 3 名"]),
        ("百分之九十五", ["百分之九十五 number eq 95 %"]),
        ("千分之三", ["千分之三 number eq 3 ‰"]),
        ("八成以上", ["八成以上 number ge 80 %"]),
        ("过半", ["过半 number gt 50 %"]),
        ("三分之二以上", ["三分之二以上 fraction ge 2/3 -"]),
        ("1：0.4", ["1：0.4 ratio eq 1:0.4 -"]),
        ("翻两番", ["翻两番 multiple eq 300 % increase"]),
        ("减半", ["减半 multiple eq 50 % decrease"]),
        ("第69位", ["第69位 rank eq 69 rank"]),
        ("前10%", ["前10% rank le 10 %"]),
        ("四级甲等", ["四级甲等 grade eq 四级甲等 -"]),
        ("A等级", ["A等级 grade eq A等级 -"]),
        ("全覆盖。", ["全覆盖 number eq 100 %"]),
        ("第三批", []),
        ("5G", []),
        ("2021—2023", []),
        ("0575-88888888", []),
        ("唯一一家", []),
        ("12-3项", []),  # no range goes down
    ],
)
def test_finds_quantities(text: str, expected: list[str]) -> None:
    assert [line(text, q) for q in find_quantities(fold(text), default_lexicon())] == expected
