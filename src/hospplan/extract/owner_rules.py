"""What tells owners: labels, verbs, and the notes and remarks that stand beside them."""

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import OwnerRole
from hospplan.phrases.charge import CHARGE_PATTERN
from hospplan.phrases.name_list import Expected

LABEL = Rule(
    name="责任标签",
    pattern=r"""
        (?: 主要 | 具体 | 直接 | [省市县区院]级? )?
        (?: (?P<whole> (?&OWNER_LABEL) )
          | (?P<stem> (?&LABEL_STEM) ) (?: \( [^()]{1,4} \) | [、/及和与] (?&LABEL_STEM) )?
            (?P<noun> (?&LABEL_NOUN) ) (?: [、/及和与或] (?&LABEL_STEM)? (?P<second> (?&LABEL_NOUN) ) )? (?: \( [^()]{1,8} \) )? )
        [ ]{0,4} :
    """,
    reads=(
        "牵头单位:",
        "责任领导:",
        "配合:",
        "责任科室及责任人:",
        "牵头(主办)单位:",
        "市级责任单位:",
        "第一责任人 :",
    ),
    rejects=("单位:", "牵头单位", "目标任务:", "联系电话:", "组长:"),
)
VERB = Rule(
    name="子句末的责任动词",
    pattern=rf"{CHARGE_PATTERN} (?= [，,；;、。 \n)\]】〕] | $ )",
    reads=("牵头", "按职责分工负责", "配合做好相关工作"),
    rejects=("牵头单位", "负责日常", "按职责分工", "责任"),
)
DEADLINE_LABEL = Rule(
    name="时限标签",
    pattern=r"(?&DEADLINE_LABEL) [ ]{0,4} :",
    reads=("完成时限:", "时间节点 :"),
    rejects=("完成时限", "目标:"),
)
_FIRST = r"(?: [排列居位] [^。，,；;()]{0,6}? (?: 第?一 | 首 ) | 首[位个家名] | 第一[位个家名] )"
FOOTNOTE = Rule(
    name="牵头部门说明",
    # Documents of the State Council explain their brackets once, inside the first: 排在第一位的部门为牵头部门，下同
    pattern=rf"[。，,；;] [ ]? (?: {_FIRST} [^。]{{0,80}} | 分别负责为[^。]{{0,80}} | 以?下同 ) [。]?",
    reads=(
        "。排在第一位的部门为牵头部门，下同",
        "，列第一位的为牵头单位",
        "，下同",
        "，以下同。",
        "。排名第一的为牵头单位",
        "。排在首位的为牵头部门，下同",
        "，首位为牵头单位",
        "；第一个为牵头单位",
    ),
    rejects=("，财政部负责", "。", "下同", "，第一人民医院", "，首都医科大学"),
)
FIRST_LEADS = Rule(
    name="首位牵头",
    # 排第一位的为牵头单位, in a bracket's note or in a column's head
    pattern=rf"{_FIRST} [^。，,；;()]{{0,12}} (?: 牵头 | 主办 | 主责 ) [^。，,；;()]{{0,6}}",
    reads=(
        "排在第一位的部门为牵头部门",
        "列第一位者为牵头单位",
        "排名第一的为牵头单位",
        "首位为牵头单位",
        "列首位的单位为主办单位",
        "第一个为牵头单位",
    ),
    rejects=("排名第一", "牵头单位", "分别负责为各单位按职责分工负责", "第一牵头人"),
)
SAME_BELOW = Rule(
    name="下同",
    pattern=r"[，,；;。] [ ]? 以?下同 [。]?",
    reads=("，下同", "，以下同。", "；下同"),
    rejects=("下同", "，以下同志", "，同"),
)
OFFICE = Rule(
    name="职能机构",
    # What may be charged with an item for its name alone. 中心, 平台, 联盟, 院区 mostly are what the item builds.
    pattern=r".{1,30} (?: [科室部处办局厅委股组] | 政府 | 部门 | 单位 | 医疗机构 | 工会 | 妇联 | 残联 )",
    reads=("医务科", "各临床科室", "院办", "省卫生健康委", "各设区市人民政府", "机关工会"),
    rejects=("胸痛中心", "专科联盟", "东院区", "科"),
)
REMARK = Rule(
    name="说明性括注",
    pattern=r"""
        (?: 含 | 包[括含] | 不含 | 如 | 例如 | 即 | 其中 | 详?见 | 附 | 原 | 另 | 以 | 简称 | 试行 | 暂行 | 除 | 拟 | 第
          | [0-9两一二三四五六七八九十]{1,3} [个家所类大项]
        ) .{0,200}
    """,
    reads=("含急诊、重症", "试行", "以下简称医务科", "不含妇产科", "原总务科", "12个科室", "三大部门"),
    rejects=("医务科", "护理部、各病区", "十二病区", ""),
)
NAME_TEXT = Rule(
    name="可作名称的文字",
    pattern=r"(?: (?&HAN) | [A-Za-z0-9()+·“”、\-×*○] ){1,40}",
    reads=("医务科", "皮肤(医疗美容)科", "急诊EICU", "脊柱、骨肿瘤科"),
    rejects=("", "医务科:张三", "完成率达到90%", "。"),
)


def label_role(head: str, lexicon: Lexicon) -> tuple[OwnerRole, Expected | None] | None:
    """
    What a whole label or head (责任科室, without colon) says: the role, and whether it asks for persons or organs.

    Args:
        head: Folded, without white space.
    """
    match = LABEL.regex(lexicon).fullmatch(head + ":")
    if match is None:
        return None
    whole, stem = match["whole"], match["stem"]
    role = lexicon.owners.labels[whole] if whole else lexicon.owners.label_stems[stem]
    noun = whole or match["second"] or match["noun"]
    return role_of(role), expected_of(noun, lexicon)


def expected_of(head: str, lexicon: Lexicon) -> Expected | None:
    """Whether a head asks for persons or organs, by its last word."""
    if head.endswith(lexicon.owners.person_nouns):
        return "person"
    return "organ" if head.endswith(lexicon.owners.label_nouns) else None


def role_of(word: str) -> OwnerRole:
    """A role as the lexicon writes it; anything but lead and support is responsible."""
    return "lead" if word == "lead" else "support" if word == "support" else "responsible"
