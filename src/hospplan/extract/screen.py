"""What each quantity is: the value of something, or what qualifies a noun, sets a condition or tells how long."""

import re

from hospplan.extract.clauses import Clause
from hospplan.extract.screen_rules import MARK, SCREENS, Verdict
from hospplan.extract.verbs import Before, Stretch
from hospplan.lexicon import Lexicon
from hospplan.phrases.quantity import FoundQuantity

_DURATION_NOUNS = ("时间", "周期", "时长", "期限", "天数", "寿命", "住院日", "年限", "时效", "等候", "等待")
_NEAR = 80
"""How far from a value its words are looked for: so that a clause of any length costs the same a value."""
_TIMES = ("分钟", "小时", "天", "日", "秒")
_PART_OF_NAME = re.compile("(?:以内|之内|内)[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,10}率")
_UNKNOWN_UNIT = re.compile("(?![的及和与并且而或以至到为较比同力确、])[\u4e00-\u9fff]")
"""A word right behind a bare number that no table holds may be its unit: 达到3打 is not 3."""
_SPARSE_HAN = (
    "行动",
    "工程",
    "实事",
    "机制",
    "体系",
    "制度",
    "格局",
    "模式",
    "氛围",
    "局面",
    "理念",
    "目标",
    "中心任务",
    "主线",
    "平台体系",
    "新台阶",
    "新高度",
    "方面",
    "环节",
    "意见",
    "办法",
)
_RANKED = ("成绩", "位置", "行列", "目标", "位次", "名次", "好成绩", "水平")
_TAIL_BRACKET = re.compile(r"\([^()]{1,12}\)$")
_ONE_UNITS = ("家", "所", "座", "支", "名", "间", "处", "台", "张", "位", "个", "项", "期", "场", "届")
_QUALIFYING = re.compile(
    r"(?:以上|及以上|以下|及以下)?(?:公立|医院|医疗|综合|中医|医师|医生|手术|学科|专科|甲等|保护|响应|预警|防护|护理|教授|职称|干部|巡视|调研|等保|心理|医学|市|县|乡|社区|机构|的|\"|”)"
)
_AFTER_GRADE = re.compile(
    r"""(?: $ | [，。；、,;)（( ] | 及?以上 | 评审 | 评价 | 测评 | 评测 | 建设 | 标准 | 水平(?!的) | 认证 | 创建 | 等级 | 要求
          | [和与及以] | 目标 | 验收 | 评定 | 评级 | 成绩 | 行列 | 复审 | 复评 )""",
    re.VERBOSE,
)


def screen(
    clause: Clause, quantity: FoundQuantity, before: Before, segment: Stretch, lexicon: Lexicon
) -> Verdict:
    """What one of a clause's quantities is; *before* is the verb before it."""
    text, (start, limit) = clause.text, segment
    around = _around(clause, quantity)
    for row in SCREENS:
        if (row.units is None or quantity.unit in row.units) and row.rule.regex(lexicon).search(around):
            return row.verdict
    match quantity.kind:
        case "grade":
            return _grade_verdict(text, quantity, before, start, lexicon)
        case "rank":
            left = text[max(start, quantity.start - _NEAR) : quantity.start].rstrip(" ")
            if text.startswith("的", quantity.end) and not text.startswith(_RANKED, quantity.end + 1):
                return "qualifier"  # 排名前10位的耗材: the rank qualifies a noun
            is_reached = (
                (text[quantity.start] == "前" and bool(left))
                or left.endswith(lexicon.units.rank_heads)
                or before.verb == "reach"
            )
            return "measure" if is_reached else "unknown"
        case "ratio":
            near = text[max(clause.start, quantity.start - _NEAR) : quantity.start]
            return "measure" if "比" in near or "按" in near else "unknown"
        case "fraction" | "multiple":
            return "measure"
        case "number":
            return _number_verdict(text, clause, quantity, before, start, limit, lexicon)


def _around(clause: Clause, quantity: FoundQuantity) -> str:
    """The words around a quantity, which a mark stands for; of those before it the sentence, of those behind the clause's end too."""
    text = clause.text
    low, high = max(0, quantity.start - _NEAR), min(len(text), quantity.end + _NEAR)
    low = max(text.rfind(stop, low, quantity.start) + 1 for stop in _STOPS) or low
    ends = [at for stop in _STOPS if (at := text.find(stop, quantity.end, high)) != -1]
    return text[low : quantity.start] + MARK + text[quantity.end : min(ends, default=high)]


_STOPS = "。；;！？\n"


def _number_verdict(
    text: str,
    clause: Clause,
    quantity: FoundQuantity,
    before: Before,
    start: int,
    limit: int,
    lexicon: Lexicon,
) -> Verdict:
    left = text[max(start, quantity.start - _NEAR) : quantity.start]
    if _is_condition(text, clause, quantity, lexicon) or _is_reward(text, clause, quantity, lexicon):
        return "rule"
    is_time = quantity.unit in (*_TIMES, *lexicon.units.duration)
    if is_time and before.verb is None and _PART_OF_NAME.match(text, quantity.end):
        return "name"  # 急诊CT报告30分钟内出具率, 48小时内完成记录
    if quantity.is_duration or quantity.unit in ("天", "日"):
        return _duration_verdict(text, clause, quantity, before)
    if quantity.is_han:
        verdict = _han_verdict(text, quantity, before, start, limit)
        if verdict != "measure":
            return verdict
    if quantity.unit is None and not quantity.has_magnitude:
        return "measure" if _is_plain_value(text, quantity, before, left, lexicon) else "unknown"
    is_step = before.verb_text == "进" and quantity.unit not in ("位", "名")
    return "unknown" if is_step else "measure"


def _duration_verdict(text: str, clause: Clause, quantity: FoundQuantity, before: Before) -> Verdict:
    """平均住院日7.5天 and 缩短到3天 are measured; 持续3年 and 5个工作日内报送 tell how long."""
    if before.verb in ("increase", "decrease", "raise_to", "lower_to"):
        return "measure"
    near = text[max(clause.start, quantity.start - _NEAR) : quantity.start]
    if quantity.unit == "岁":
        return "measure" if "寿命" in near else "qualifier"
    has_noun = any(noun in near for noun in _DURATION_NOUNS)
    is_ruled = quantity.is_bounded or before.verb is not None or quantity.unit in ("天", "日")
    return "measure" if has_noun and is_ruled else "duration"


def _is_plain_value(text: str, quantity: FoundQuantity, before: Before, left: str, lexicon: Lexicon) -> bool:
    """Whether a number without a unit is a value: CMI达到1.1, 得分90以上."""
    if quantity.is_han:
        return False
    if text.startswith("的", quantity.end):
        return left.rstrip(" ").endswith(("以", "达", "达到", "获得", "取得"))
    if _UNKNOWN_UNIT.match(text, quantity.end):
        return False
    is_pure = not left.strip(" ") or text[quantity.start - 1] in "(（"
    return not is_pure and (
        _TAIL_BRACKET.sub("", left.rstrip(" ")).endswith(lexicon.units.plain_nouns)
        or quantity.start < quantity.number
        or before.verb in ("reach", "raise_to", "lower_to")
        or quantity.is_bounded
    )


def _han_verdict(text: str, quantity: FoundQuantity, before: Before, start: int, limit: int) -> Verdict:
    """
    Whether a number in Chinese characters counts: 建设一家医联体 and 三百五十张 do, 三张网络 and 百场 don't.

    A small one counts only right behind a verb; behind a list it sums the list up (质控、内控、服务三张网络).
    """
    value = quantity.value
    if value is None:
        return "unknown"
    word = text[quantity.number : quantity.end]
    if quantity.is_bounded or quantity.comparator != "eq":
        return "measure"
    if value > 10:
        is_place = word[0] in "百千万亿" or (
            len(word) > 1 and word[1] in "百千万" and word[0] == "一" and value in (100, 1000, 10000)
        )
        return "saying" if is_place else "measure"
    left = text[max(start, quantity.start - _NEAR) : quantity.start]
    right = text[quantity.end : min(limit, quantity.end + _NEAR)]
    is_saying = "、" in left or value == 1 or any(noun in right[:14] for noun in _SPARSE_HAN)
    otherwise: Verdict = "saying" if is_saying else "unknown"
    if "、" in left or before.verb not in ("doing", "increase", "reach", "decrease", "raise_to", "mixed"):
        return otherwise
    if before.verb == "reach" and before.verb_text not in ("达到", "实现", "达", "拥有", "共有"):
        return otherwise
    if any(noun in right[:14] for noun in _SPARSE_HAN):
        return otherwise
    if value == 1 and not (
        quantity.unit in _ONE_UNITS
        and before.verb in ("doing", "increase", "mixed")
        and not (quantity.unit in ("个", "项", "期", "场", "届") and before.verb != "increase")
    ):
        return otherwise
    return "measure" if right.strip(" ") else otherwise


def _is_reward(text: str, clause: Clause, quantity: FoundQuantity, lexicon: Lexicon) -> bool:
    """对新评上的科室给予5万元奖励, 扣发当月绩效的10%: what a rule gives or takes; and 按床位数3%的比例设置."""
    if quantity.unit not in ("元", "%", "‰", "分", None):
        return False  # 获得省级科技奖励2项
    left = text[max(clause.start, quantity.start - _NEAR) : quantity.start].rstrip(" 的")
    if any(word in left for word in lexicon.verbs.rewards if len(word) > 1 and word not in _REWARD_NOUNS):
        return True
    if left.endswith(lexicon.verbs.rewards):
        return True
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
    opener = next((w for w in lexicon.verbs.rule_openers if left.endswith(w)), None)
    if quantity.is_bounded and opener is not None and "的" in right[:30]:
        return True
    return False


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
    if not _AFTER_GRADE.match(right) or _QUALIFYING.match(right):
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
