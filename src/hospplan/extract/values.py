"""What a value's own words and its indicator's last word say of unit, change and rate."""

import re
from functools import lru_cache

from hospplan.extract.verbs import VerbClass
from hospplan.grammar.fragments import alternatives
from hospplan.lexicon import Lexicon
from hospplan.models.values import Change, Per
from hospplan.phrases.quantity import FoundQuantity

_PERS: dict[str, Per] = {"year": "year", "month": "month", "day": "day"}
_RATES = {"年": "year", "月": "month", "日": "day", "天": "day"}
_SCORES = ("总分", "得分", "评分")
_HEADS = ("人数", "人口")
_RATES_OF_GROWTH = ("增长率", "增速", "增幅", "降幅", "增长速度", "下降率")
_YEARLY = re.compile(
    r"[(（](?:年均|每年|年平均|年度平均)[)）]"  # 新增适宜技术（年均）
    r"|^(?:期末|医院|全院)?年(?:均|(?![度龄底末轻初终级报会]))"
    r"|(?<![0-9一二两三四五六七八九十每近历去今本上下全半整多当往来学老青少中成童幼壮丰百])年(?=[\u4e00-\u9fff]{1,8}(?:量|人次|例数|次数|台次|数|能力)$)"
)
_YEARLY_GROWTH = ("年均增长", "年均增速", "年均增长率", "年均增幅", "年均下降", "年均递增")
_DAILY = re.compile(
    r"(?<![工住院作每近])日(?=(?:处理|服务|接待|检测|接诊|门诊|检验|供应|产)[\u4e00-\u9fff]{0,6}$)"
)


def split_rate(unit: str | None) -> tuple[str | None, Per | None]:
    """A unit without the time it is counted in: 人次/年 → 人次, year."""
    if unit and "/" in unit[1:-1] and unit[-1] in _RATES:
        return unit[: unit.index("/")], _PERS[_RATES[unit[-1]]]
    return unit, None


def per_in(text: str, lexicon: Lexicon) -> Per | None:
    """The rate that a word of a text gives: 每年, 年均."""
    found = _rates(lexicon).search(text)
    return _PERS[lexicon.units.per[found[0]]] if found else None


@lru_cache(maxsize=4)
def _rates(lexicon: Lexicon) -> re.Pattern[str]:
    words = alternatives(word for word in lexicon.units.per if not word.startswith("/"))
    return re.compile(f"(?<![0-9]){words}")  # 到2030年均达到 holds no 年均


def per_on(text: str, lexicon: Lexicon) -> Per | None:
    """The rate that holds for the clauses behind it too: 每年; 日均 is an average of its own clause's value."""
    found = _rates(lexicon).search(text)
    return None if found is None or found[0].endswith("均") else _PERS[lexicon.units.per[found[0]]]


def per_of_name(name: str) -> Per | None:
    """年门急诊人次 is counted a year."""
    if _YEARLY.search(name) or name.endswith(_YEARLY_GROWTH):
        return "year"
    return "day" if _DAILY.search(name) else None


def unit_of_name(name: str, lexicon: Lexicon, *, is_money: bool) -> str | None:
    """The unit that an indicator's own last word gives: …人次 → 人次, …经费 → 元 (of 500万), …总分 → 分."""
    if name.endswith(lexicon.units.money_nouns):
        return "元" if is_money else None
    for unit in lexicon.units.named:
        if name.endswith((unit, unit + "数")):
            return unit
    if name.endswith(_SCORES):
        return "分"
    if name.endswith("次数") and not is_money:
        return "次"
    if name.endswith(lexicon.units.visit_nouns):
        return "人次"
    if name.endswith("率") and not name.endswith("比率"):
        return None if name.endswith(lexicon.units.vital_rates) else "%"
    return "人" if name.endswith((*_HEADS, *lexicon.units.people_nouns)) else None


def change_of(verb: VerbClass | None, quantity: FoundQuantity, name: str) -> Change | None:
    """Whether the value is a difference, by the verb that rules it; a rate of growth's own level is none."""
    if quantity.change is not None:
        return quantity.change
    if quantity.kind not in ("number", "multiple", "fraction"):
        return None
    if name.endswith(_RATES_OF_GROWTH) and quantity.unit != "百分点":
        return None
    match verb:
        case "increase":
            return "increase"
        case "decrease":
            return "decrease"
        case _:
            return None
