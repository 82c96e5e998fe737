"""Names that say no more than a level (省级2项): what they leave out stands beside them."""

from hospplan.extract.names_after import name_after
from hospplan.extract.value_name import Earlier
from hospplan.extract.verbs import Stretch
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.phrases.quantity import FoundQuantity

_LEVELS = (
    "(?:国家|省部|省|市|州|盟|旗|区|县|院|校|厅局|厅|部|局|科|地市|地厅|乡镇|镇|村|国际|行业)级(?:及?以上)?"
)

LEVEL = Rule(
    name="只有级别的名称",
    pattern=_LEVELS,
    reads=("国家级", "省级", "省部级及以上", "市级以上", "厅局级"),
    rejects=("国家级课题", "三级", "年级", "省内"),
)
NEXT_LEVEL = Rule(
    name="并列的另一级别",
    # 20个国家级和100个省级重点学科: both levels share the noun
    pattern=rf"""
        {_LEVELS} [ ]? [、，和及与] [ ]? [0-9一二两三四五六七八九十百]{{1,6}} [余多]? (?&UNIT)? {_LEVELS}
    """,
    reads=("国家级和100个省级", "国家级、3项省级", "国家级及三项省级"),
    rejects=("国家级课题和100个省级", "国家级和省级"),
)


def whole_of_level(
    text: str, name: Stretch, value: FoundQuantity, limit: int, earlier: Earlier, lexicon: Lexicon
) -> str:
    """
    What a name that is only a level leaves out, "" where it is whole or nothing tells.

    国家级继续教育项目1项、省级｜2项 takes it of the measure before, 20个国家级｜和100个省级重点学科 of the noun behind.
    """
    if not LEVEL.regex(lexicon).fullmatch(text[slice(*name)]):
        return ""
    ahead = NEXT_LEVEL.regex(lexicon).match(text, name[0], limit)
    if ahead is not None and name[0] >= value.end:
        reach = min(limit, ahead.end() + _NOUN_REACH)
        noun = name_after(text, ahead.end(), reach, lexicon)
        is_whole = noun is not None and (noun[1] < reach or reach == limit)
        return text[slice(*noun)] if noun is not None and is_whole else ""
    if not earlier.measures:
        return ""
    measure, _ = earlier.measures[-1]
    level = LEVEL.regex(lexicon).match(measure.indicator)
    noun_before = measure.indicator[level.end() :] if level else measure.indicator
    is_alike = measure.unit == value.unit and measure.value_anchor.end <= value.start
    return noun_before if is_alike and len(noun_before) <= _LONGEST_NOUN else ""


_NOUN_REACH = 48
"""How far the noun that levels share is looked for: many levels in one clause cost the same each."""
_LONGEST_NOUN = 10
