"""What each quantity is: the value of something, or what qualifies a noun, sets a condition or tells how long."""

import re

from hospplan.extract.clauses import Clause
from hospplan.extract.han_numbers import han_verdict
from hospplan.extract.names import name_before
from hospplan.extract.screen_rules import MARK, SCREENS, Verdict
from hospplan.extract.table_units import known_unit
from hospplan.extract.verbs import NO_PERIODS, Before, Periods, Stretch
from hospplan.lexicon import Lexicon
from hospplan.phrases.quantity import FoundQuantity

_NEAR = 80
"""How far from a value its words are looked for: so that a clause of any length costs the same a value."""
_TIMES = ("分钟", "小时", "天", "日", "秒")
_PART_OF_NAME = re.compile("(?:以内|之内|内)[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,10}率")
_UNKNOWN_UNIT = re.compile("(?![的及和与并且而或以至到为较比同力确、])[\u4e00-\u9fff]")
"""A word right behind a bare number that no table holds may be its unit: 达到3扎 is not 3."""
_RANKED_AS = re.compile("位居|位列|名列|稳居|跻身|居(?![民家住])|列(?!入)|排在?|排名|名次")
_TAIL_BRACKET = re.compile(r"\([^()]{1,12}\)$")
_UNIT_BRACKET = re.compile(r"\(([^()]{1,10})\)[ ]?:?[ ]?$")
_AFTER_GRADE = re.compile(
    r"""(?: $ | [，。；、,;)（( ] | 及?以上 | 评审 | 评价 | 测评 | 评测 | 建设 | 标准 | 水平(?!的) | 认证 | 创建 | 等级 | 要求
          | [和与及以] | 目标 | 验收 | 评定 | 评级 | 成绩 | 行列 | 复审 | 复评 )""",
    re.VERBOSE,
)


def screen(
    clause: Clause,
    quantity: FoundQuantity,
    before: Before,
    segment: Stretch,
    periods: Periods,
    lexicon: Lexicon,
) -> Verdict:
    """What one of a clause's quantities is; *before* is the verb before it."""
    text, start = clause.text, segment[0]
    around = _around(clause, quantity)
    unit = quantity.unit.partition("/")[0] or quantity.unit if quantity.unit else None  # 按1500元/人的标准
    for row in SCREENS:
        if (row.units is None or unit in row.units) and row.rule.regex(lexicon).search(around):
            return row.verdict
    if _counts_items(clause, quantity):
        return "division"
    match quantity.kind:
        case "grade":
            return _grade_verdict(text, quantity, before, start, lexicon)
        case "rank":
            left = text[max(start, quantity.start - _NEAR) : quantity.start].rstrip(" ")
            if text.startswith("的", quantity.end) and not text.startswith(
                lexicon.nouns.of_rank, quantity.end + 1
            ):
                return "qualifier"  # 排名前10位的耗材: the rank qualifies a noun
            is_reached = (
                ((text[quantity.start] == "前" or text[quantity.end - 1] == "强") and bool(left))
                or left.endswith(lexicon.units.rank_heads)
                or _RANKED_AS.search(left) is not None
                or before.verb == "reach"
            )
            return "measure" if is_reached else "unknown"
        case "ratio":
            near = text[max(clause.start, quantity.start - _NEAR) : quantity.start]
            return "measure" if "比" in near or "按" in near else "unknown"
        case "fraction" | "multiple":
            return "measure"
        case "number":
            return _number_verdict(text, clause, quantity, before, segment, periods, lexicon)


def _around(clause: Clause, quantity: FoundQuantity) -> str:
    """The words around a quantity, which a mark stands for; of those before it the sentence, of those behind the clause's end too."""
    text = clause.text
    low, high = max(0, quantity.start - _NEAR), min(len(text), quantity.end + _NEAR)
    low = max(text.rfind(stop, low, quantity.start) + 1 for stop in _STOPS) or low
    ends = [at for stop in _STOPS if (at := text.find(stop, quantity.end, high)) != -1]
    left, right = text[low : quantity.start], text[quantity.end : min(ends, default=high)]
    around = left.rstrip(" ") + MARK + right.lstrip(" ")
    return _HALF_COMMA.sub("，", around)


def _counts_items(clause: Clause, quantity: FoundQuantity) -> bool:
    """一、促进就业（3项）: a chapter's heading tells how many items stand below it (its bracket is blanked)."""
    text = clause.text
    return (
        quantity.unit in ("项", "条", "件")
        and _CHAPTER.match(text) is not None
        and text[: quantity.start].endswith((" ", " 共", " 共计"))
        and not text[quantity.end :].strip(" 。")
    )


_CHAPTER = re.compile(
    r"[ ]?(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^，。；]{1,24}$"
)
_STOPS = "。；;！？\n"
_HALF_COMMA = re.compile(",(?![0-9]{3}(?![0-9]))")


def _number_verdict(
    text: str,
    clause: Clause,
    quantity: FoundQuantity,
    before: Before,
    segment: Stretch,
    periods: Periods,
    lexicon: Lexicon,
) -> Verdict:
    start = segment[0]
    left = text[max(start, quantity.start - _NEAR) : quantity.start]
    if _is_condition(text, clause, quantity, lexicon) or _is_reward(text, clause, quantity, lexicon):
        return "rule"
    is_time = quantity.unit in (*_TIMES, *lexicon.units.duration)
    if is_time and before.verb is None and _PART_OF_NAME.match(text, quantity.end):
        return "name"  # 急诊CT报告30分钟内出具率, 48小时内完成记录
    if quantity.is_duration or quantity.unit in ("天", "日"):
        return _duration_verdict(text, clause, quantity, before, lexicon)
    if quantity.is_han:
        verdict = han_verdict(clause, quantity, before, segment, periods, lexicon)
        if verdict != "measure":
            return verdict
    if quantity.unit is None and not quantity.has_magnitude:
        return "measure" if _is_plain_value(text, quantity, before, left, lexicon) else "unknown"
    is_step = before.verb_text == "进" and quantity.unit not in ("位", "名")
    return "unknown" if is_step else "measure"


def _duration_verdict(
    text: str, clause: Clause, quantity: FoundQuantity, before: Before, lexicon: Lexicon
) -> Verdict:
    """平均住院日7.5天 and 缩短到3天 are measured; 持续3年 and 5个工作日内报送 tell how long."""
    if before.verb in ("increase", "decrease", "raise_to", "lower_to"):
        return "measure"
    low = max(0, quantity.start - _NEAR)
    colon = text.rfind(":", low, clause.start)  # 等候时间：CT不超过2天
    near = text[low if colon != -1 else max(clause.start, low) : quantity.start]
    if quantity.unit == "岁":
        return "measure" if "寿命" in near else "qualifier"
    if before.verb in ("reach", "raise_to", "lower_to"):
        # 三级医院平均住院日控制在8天以内，二级医院控制在7天以内: the noun stands in a clause before
        near = text[max(low, text.rfind("。", low, quantity.start) + 1) : quantity.start]
    elif not _says_name(text, (clause.start, quantity.start), before, lexicon):
        near = _clause_before(text, low, clause.start) + near  # 压缩术前平均等待日，｜力争不超过2.5天
    has_noun = any(noun in near for noun in lexicon.nouns.of_time)
    is_told = near.rstrip(" :").endswith(lexicon.nouns.of_time)  # 平均审批用时｜12个工作日
    is_ruled = quantity.is_bounded or before.verb is not None or quantity.unit in ("天", "日") or is_told
    return "measure" if has_noun and is_ruled else "duration"


def _says_name(text: str, stretch: Stretch, before: Before, lexicon: Lexicon) -> bool:
    """Whether a noun stands before the value in its own clause."""
    end = before.subject[1] if before.verb is not None else stretch[1]
    lead = name_before(text, (stretch[0], end), NO_PERIODS, lexicon, strips_verbs=False)
    return lead.name is not None


def _clause_before(text: str, low: int, start: int) -> str:
    """The words of the clause before the one that starts there, if a comma parts them."""
    if start - 1 <= low or text[start - 1] not in "，,":
        return ""
    return re.split("[，,。；;]", text[low : start - 1])[-1]


def _is_plain_value(text: str, quantity: FoundQuantity, before: Before, left: str, lexicon: Lexicon) -> bool:
    """Whether a number without a unit is a value: CMI达到1.1, 得分90以上."""
    if quantity.is_han:
        return False
    if text.startswith("的", quantity.end):
        return left.rstrip(" ").endswith(("以", "达", "达到", "获得", "取得"))
    if _UNKNOWN_UNIT.match(text, quantity.end):
        return False
    if (bracket := _UNIT_BRACKET.search(left)) and known_unit(bracket[1], lexicon) is not None:
        return True  # 人均预期寿命（岁）：80
    is_pure = not left.strip(" ") or text[quantity.start - 1] in "(（"
    return not is_pure and (
        _TAIL_BRACKET.sub("", left.rstrip(" ")).endswith((*lexicon.units.plain_nouns, "率"))
        or quantity.start < quantity.number
        or before.verb in ("reach", "raise_to", "lower_to")
        or quantity.is_bounded
    )


_SUM_OF_FINES = 100_000


def _is_reward(text: str, clause: Clause, quantity: FoundQuantity, lexicon: Lexicon) -> bool:
    """对新评上的科室给予5万元奖励, 扣发当月绩效的10%: what a rule gives or takes; and 按床位数3%的比例设置."""
    if quantity.unit not in ("元", "%", "‰", "分", "百分点", None):
        return False  # 获得省级科技奖励2项
    left = text[max(clause.start, quantity.start - _NEAR) : quantity.start].rstrip(" 的")
    if left.endswith("罚款") and quantity.value is not None and quantity.value >= _SUM_OF_FINES:
        return False  # 行政处罚12起，罚款187万元: what was fined in all
    if any(word in left for word in lexicon.verbs.rewards if len(word) > 1 and word not in _REWARD_NOUNS):
        return True
    if left.endswith(lexicon.verbs.rewards):
        noun = next((w for w in _REWARD_NOUNS if left.endswith(w)), None)
        return noun is None or not left.removesuffix(noun).endswith(lexicon.nouns.funders)
    is_rate = text.startswith(("的比例", "的标准", "的要求", "的额度", "的幅度"), quantity.end)
    return is_rate and any(word in left for word in ("按", "以", "依"))


_REWARD_NOUNS = frozenset({"奖励", "补助", "补贴"})
"""As often nouns (补助资金): only right before the value are they verbs."""


def _is_condition(text: str, clause: Clause, quantity: FoundQuantity, lexicon: Lexicon) -> bool:
    """由2个及以上科室组成的联合支部, 具有3年以上经历的人员: a value inside a clause that qualifies a noun."""
    left = text[max(clause.start, quantity.start - _NEAR) : quantity.start].rstrip(" ")
    right = text[quantity.end : min(clause.end, quantity.end + _NEAR)].rstrip(" ")
    beyond = text[quantity.end : quantity.end + _NEAR]
    if quantity.is_bounded and (right.endswith("的") or _SANCTION.match(beyond)):
        return True  # 床位使用率低于75%的，应当核减床位
    if quantity.is_bounded and _tells_which(clause, quantity, lexicon):
        return True
    opener = next((w for w in lexicon.verbs.rule_openers if left.endswith(w)), None)
    return quantity.is_bounded and opener is not None and "的" in right[:30]


def _tells_which(clause: Clause, quantity: FoundQuantity, lexicon: Lexicon) -> bool:
    """
    Whether a bound only tells which of a noun are meant, with which something else is done or counted.

    对服务人口超过3万人的乡镇优先布局急救点, 床位空置率高于15%的科室不超过3个. A share of the noun itself (对80%以上的乡村医生
    开展轮训) has no noun of its own before it; 建成面积不少于1200平方米的中心实验室 does nothing else.
    """
    text = clause.text
    noun = _QUALIFIED.match(text, quantity.end, clause.end)
    if noun is None:
        return False
    last = clause.value_before(quantity.start)
    left = text[max(last, quantity.start - _NEAR) : quantity.start].strip(" 、")
    opener = next((w for w in (*_OPENERS, *lexicon.verbs.prepositions) if left.startswith(w)), "")
    lead = name_before(
        text,
        (quantity.start - len(left) + len(opener), quantity.start),
        NO_PERIODS,
        lexicon,
        strips_verbs=True,
    )
    if lead.name is None or text[slice(*lead.name)] in _FIELDS:
        return False
    if quantity.unit in ("%", "‰") and not text[slice(*lead.name)].endswith(lexicon.nouns.measured):
        return False
    if noun["of"] and text[slice(*lead.name)].endswith(lexicon.nouns.measured):
        return True  # 床位使用率低于60%科室的预警机制
    if noun["of"]:
        return False
    goes_on = clause.quantities[-1].start > quantity.end
    return bool(opener) or goes_on or _DEALT_WITH.search(text, noun.end(), clause.end) is not None


_QUALIFIED = re.compile(
    "[ ]?(?P<of>[\u4e00-\u9fff]{2,6})?的(?!目标|任务|要求|水平|标准|比例)[\u4e00-\u9fff]{2}"
)
_OPENERS = ("支持", "鼓励", "引导", "推动", "允许", "要求")
_FIELDS = frozenset({"全国", "全省", "全市", "全县", "全区", "全院", "辖区", "辖区内"})
_DEALT_WITH = re.compile("全部|一律|均(?![衡等次])|优先|单列|应当?|必须|须|给予|予以|实行|取消|约谈")


_SANCTION = re.compile(
    r"""[^，。]{0,12}的[^，。]{0,12}(?:应当|应|不得|予以|取消|扣|一律|须|必须|由|报|经|无需)
      | 的[^，。]{1,14}，?由?[^，。]{0,12}(?:审批|审核|审议|研究|决定|采购|办理|备案)""",
    re.VERBOSE,
)
"""What a rule does behind its threshold: 低于75%的科室应当核减, 5万元以上的合同由法务审核."""


def _grade_verdict(
    text: str, quantity: FoundQuantity, before: Before, start: int, lexicon: Lexicon
) -> Verdict:
    """A grade that is aimed at or reached is measured; one of a noun (三级医院) is part of its name."""
    left = text[max(start, quantity.start - _NEAR) : quantity.start].rstrip(" ")
    right = text[quantity.end : quantity.end + _NEAR]
    if not _AFTER_GRADE.match(right) or _qualifies_noun(right, lexicon):
        return "name"
    grade = quantity.grade or ""
    is_letter = grade[0].isascii()
    if (
        before.verb == "reach"
        and before.verb_text in ("达到", "达", "获评", "评为", "达成", "实现")
        and (left or before.verb_text)
    ):
        return "measure"
    noun = any(noun in left[-14:] for noun in lexicon.units.grade_nouns)
    return "measure" if noun and (is_letter or len(grade) > 1) else "unknown"


def _qualifies_noun(right: str, lexicon: Lexicon) -> bool:
    """三级｜公立医院, 二级以上｜医疗机构: the grade tells which."""
    bound = next((word for word in ("及以上", "以上", "及以下", "以下") if right.startswith(word)), "")
    return right.startswith(("的", '"', "”", *lexicon.nouns.graded), len(bound))
