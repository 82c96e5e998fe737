"""Units as tables write them: in a column of their own, a head, a bracket behind a name, or a line over the table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import Binding
from hospplan.phrases.magnitude import power_of
from hospplan.text.fold import fold

_NO_UNIT = frozenset({"", "-", "—", "/", "比", "比值", "无", "——", "--", "级", "等级", "数值", "·"})
_TOKENS = re.compile("[，,、;；]")
_GRADES = ("级", "星级", "星")
_BRACKET = re.compile(r"\(([^()]{1,20})\)|\[([^\[\]]{1,20})\]")

MULTIPLIED_UNIT = Rule(
    name="带倍数的单位",
    # 百分点, 百帕, 千瓦, 千分之 begin with a numeral and are no multiple of what follows
    pattern=r"""
        (?P<magnitude> (?: (?! 百[分帕] | 千[瓦米克卡伏分帕] | [十百千万亿]{1,2}分之 ) (?: 十 | (?&MAGNITUDE) ) ){0,2} )
        (?P<unit> .{0,200} )
    """,
    reads=("万人次", "百万元", "千瓦", "%", "", "十万分之一"),
    rejects=("万\n人",),
)
GENERAL_UNIT = Rule(
    name="表的计量单位",
    pattern=r"(?:计量|数据|金额)? 单位 [ ]{0,4} : [ ]{0,4} (?P<unit> [^ ()，,;；。:\n]{1,12} )",
    reads=("单位:万元", "计量单位: %", "单位 :万人次"),
    rejects=("单位", "责任单位", "单位万元"),
)


@dataclass(frozen=True, slots=True)
class TableUnit:
    """万人次 is 人次, ten thousand of them."""

    written: str
    """Folded, without white space; "" where the table gives none."""
    power: Decimal = Decimal(1)
    unit: str | None = None

    @property
    def is_grade(self) -> bool:
        """Whether what stands there is a grade without its last word: 级 | 5."""
        return self.written in _GRADES


NONE = TableUnit("")


def unit_of(text: str, lexicon: Lexicon) -> TableUnit:
    """What a cell of a column of units says, whatever stands there."""
    written = re.sub(r"\s+", "", fold(text))
    match = MULTIPLIED_UNIT.regex(lexicon).fullmatch(written)
    if match is None:
        return NONE
    if written in ("百分比", "百分率"):
        return TableUnit(written, unit="%")
    power = power_of(match["magnitude"], lexicon)
    return TableUnit(written, power, None if match["unit"] in _NO_UNIT else match["unit"])


def known_unit(text: str, lexicon: Lexicon) -> TableUnit | None:
    """The unit that a text is, or None where it is something else: 万人次, 张/千人口, %."""
    found = unit_of(text, lexicon)
    if found.is_grade:
        return found
    unit = found.unit
    if found.written in _PARTS_OF_NAMES:
        return None
    if unit is None:
        return found if found.power > 1 else None
    units = lexicon.units
    first, _, rate = unit.partition("/")
    is_known = unit in units.count or unit in units.measure or unit in units.duration
    is_rate = bool(rate) and (first in units.count or first in units.measure) and len(rate) <= _RATE_MAX
    return found if is_known or is_rate else None


_PARTS_OF_NAMES = frozenset({"站", "所", "室", "院", "部", "组", "村", "户", "门", "层"})
"""In brackets these are mostly part of a name: 社区卫生服务中心（站）."""
_COUNTED_BEFORE = re.compile("[数量）)]$")
_RATE_MAX = 8


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator's name without the marks that stand in brackets behind it."""

    name: str
    unit: TableUnit | None = None
    binding: Binding | None = None


def read_name(text: str, lexicon: Lexicon) -> Named:
    """
    A name with its brackets read: 人均预期寿命（岁）, 孕产妇死亡率（1/10万，约束性）, 床位数①.

    Brackets that are neither unit nor mark belong to the name (执业（助理）医师数).
    """
    name = re.sub(r"\s+", "", text)
    name = _FOOTNOTE.sub("", name)
    unit: TableUnit | None = None
    binding: Binding | None = None
    for match in reversed(list(_BRACKET.finditer(fold(name)))):
        own, bound, is_mark = _marks(match[1] or match[2], lexicon)
        if not is_mark and match[1] in _PARTS_OF_NAMES and _COUNTED_BEFORE.search(name[: match.start()]):
            own, is_mark = unit_of(match[1], lexicon), True  # 幼儿园数量（所）, 专著（五年累计）（部）
        if not is_mark or (own is not None and unit is not None):
            continue
        unit, binding = own or unit, bound or binding
        name = name[: match.start()] + name[match.end() :]
    name = name.strip("：:*＊#")
    if unit is None and name.endswith(_SIGNS) and len(name) > len("率%"):
        name, unit = name[:-1], unit_of(name[-1], lexicon)  # 病床使用率%
    return Named(name, unit, binding)


_SIGNS = ("%", "％", "‰")


_FOOTNOTE = re.compile(r"[①-⑳¹²³⁴-⁹*＊]{1,2}$|\[[0-9]{1,2}\]$|［[0-9]{1,2}］$|[（(]?注[0-9]{0,2}[）)]?$")


def _marks(text: str, lexicon: Lexicon) -> tuple[TableUnit | None, Binding | None, bool]:
    """The unit and the mark of a bracket, and whether it holds nothing else."""
    unit: TableUnit | None = None
    binding: Binding | None = None
    for token in filter(None, _TOKENS.split(text)):
        found = known_unit(token.removeprefix("单位:"), lexicon)
        mark = binding_of(token)
        if found is None and mark is None:
            return None, None, False
        unit, binding = found or unit, mark or binding
    return unit, binding, True


def binding_of(text: str) -> Binding | None:
    """约束性 or 预期性."""
    if "约束" in text:
        return "binding"
    return "expected" if "预期" in text else None


def general_unit(texts: Iterable[str | None], lexicon: Lexicon) -> TableUnit | None:
    """The unit that a caption, a row over the table or the line above it gives to all values: 单位：万元."""
    for text in texts:
        if not text:
            continue
        match = GENERAL_UNIT.regex(lexicon).search(fold(text))
        if match is not None and (unit := known_unit(match["unit"], lexicon)) is not None:
            return unit
    return None


def bracket_unit(brackets: Iterable[str], lexicon: Lexicon) -> TableUnit | None:
    """The unit in the brackets of a head: 目标值（%，另有标注的除外）."""
    for bracket in brackets:
        first = _TOKENS.split(bracket.removeprefix("单位:"))[0]
        unit = known_unit(first, lexicon)
        if unit is not None:
            return unit
    return None
