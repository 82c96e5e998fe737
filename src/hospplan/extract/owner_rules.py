"""What tells owners: labels, verbs, and the notes and remarks that stand beside them."""

import re

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import OwnerRole
from hospplan.phrases.charge import CHARGE_PATTERN
from hospplan.phrases.name_list import Expected

_HEAD = r"""
    (?: 主要 | 具体 | 直接 | [省市县区院]级? )?
    (?: (?P<whole> (?&OWNER_LABEL) )
      | (?P<stem> (?&LABEL_STEM) ) (?: \( [^()]{1,4} \) | [、/及和与] (?&LABEL_STEM) )?
        (?: 主体 | 责任 | 职能 | 业务 | 临床 | 医技 | 行政 | 管理 | 具体 | 相关 | 有关 | [省市县区院]级 | [省市县区]直 )?
        (?P<noun> (?&LABEL_NOUN) ) (?: [、/及和与或] (?&LABEL_STEM)? (?P<second> (?&LABEL_NOUN) ) )? (?: \( [^()]{1,8} \) )? )
"""
LABEL = Rule(
    name="责任标签",
    pattern=rf"{_HEAD} [ ]{{0,4}} (?: : | —{{1,2}} | -{{1,2}} | / )",
    reads=(
        "牵头单位:",
        "责任领导:",
        "配合:",
        "责任科室及责任人:",
        "牵头(主办)单位:",
        "市级责任单位:",
        "第一责任人 :",
        "牵头领导——",
        "牵头职能部门:",
        "配合责任单位:",
    ),
    rejects=("单位:", "牵头单位", "目标任务:", "联系电话:", "组长:"),
)
BOXED_LABEL = Rule(
    name="括起的责任标签",
    # What it says stands behind it, mostly without a colon: 【责任科室】门诊部
    pattern=rf"[\[【〔] {_HEAD} [\]】〕] [ ]{{0,4}} :?",
    reads=("【责任领导】", "[牵头单位]:", "〔配合部门〕"),
    rejects=("【责任单位:医务科】", "【医务科】", "责任单位:", "(牵头)"),
)
BARE_LABEL = Rule(
    name="无冒号的责任标签",
    # Names may follow at once in a bracket (责任科室质控科), behind a space anywhere.
    pattern=rf"{_HEAD} (?<= [位门室构体导长人员队组处科局] ) (?P<gap> [ ]{{0,8}} )",
    reads=("责任科室", "牵头领导  "),
    rejects=("责任科室:", "医务科", "科室", "责任", "牵头"),
)
LABEL_IS = Rule(
    name="以“为”引出名称的责任标签",
    pattern=rf"{_HEAD} (?: 为 | 是 )",
    reads=("牵头单位为", "责任领导是"),
    rejects=("牵头单位:", "为责任单位", "目标为"),
)
IS_LABEL = Rule(
    name="以“为”引出的责任身份",
    pattern=rf"(?: 作为 | 为 | 是 ) {_HEAD} (?= [，,；;、。 \n)\]】〕] | $ )",
    reads=("为牵头单位", "作为责任科室", "是配合部门"),
    rejects=("为牵头单位:", "成为主体", "为医务科", "牵头单位"),
)
VERB = Rule(
    name="子句末的责任动词",
    # In brackets what is charged may follow: 市财政局负责资金保障.
    pattern=rf"{CHARGE_PATTERN} (?P<what> (?<= 负责 ) (?! 解释 ) (?&HAN){{2,14}} )? (?= [，,；;、。 \n)\]】〕] | $ )",
    reads=("牵头", "按职责分工负责", "配合做好相关工作", "负责资金保障"),
    rejects=("牵头单位", "负责解释", "按职责分工", "责任", "落实资金保障"),
)
DUTY = Rule(
    name="以“要”引出的职责",
    # It says little by itself and much beside another who is charged: 医务科要加强统筹协调，质控科负责具体落实
    pattern=rf"""
        (?: 要 | 应当? | 须 | 需要? | 必须 ) (?: (?&OWNER_ADVERB) | 进一步 | 充分 | 全面 | 严格 ){{0,2}}
        (?: (?P<charge> {CHARGE_PATTERN} )
          | (?&DUTY_VERB) [起好]? [^，,；;、。: \n]{{0,6}}? (?P<duty> (?: (?&DUTY) [和与]? ){{1,3}} )
            (?: 责任 | 职责 | 作用 | 工作 | 职能 | 力度 )? )
        (?= [，,；;。\n] | $ )
    """,
    reads=(
        "要加强统筹协调",
        "要切实履行牵头抓总责任",
        "应当发挥组织协调作用",
        "要主动配合",
        "须积极参与",
        "要做好牵头协调工作",
    ),
    rejects=("要加强领导", "要高度重视", "要加强培训", "加强统筹协调", "需要统筹考虑", "要配合检查"),
)
DEADLINE_LABEL = Rule(
    name="时限标签",
    pattern=r"(?&DEADLINE_LABEL) [ ]{0,4} : | [\[【〔] (?&DEADLINE_LABEL) [\]】〕] [ ]{0,4} :?",
    reads=("完成时限:", "时间节点 :", "时间:", "【完成时限】"),
    rejects=("完成时限", "目标:", "【目标】"),
)
_FIRST = r"(?: [排列居位] [^。，,；;()]{0,6}? (?: 第?一 | 首 ) | 首[位个家名] | 第一[位个家名] )"
LEAD_IN = Rule(
    name="引出责任者的“由”",
    pattern=r"""
        (?: (?: 以上 | 上述 | 此项 | 该项 | 本项 | 各项 | 具体 | 统一 | 均 | 全部 | 相关 | 主要 ){0,3}
            (?: 工作 | 任务 | 事项 | 内容 | 项目 | 措施 )? 由 )
    """,
    reads=("由", "具体工作由", "以上任务由", "统一由", "此项由", "以上各项均由"),
    rejects=("医务科由", "事由", "以上", ""),
)
JOINING = Rule(
    name="会同",
    pattern=r"并? (?: 会同 | 联合 | 会商 )",
    reads=("会同", "并会同", "联合"),
    rejects=("同", "联合会", "协同"),
)
FOOTNOTE = Rule(
    name="牵头部门说明",
    # Documents of the State Council explain their brackets once, inside the first: 排在第一位的部门为牵头部门，下同
    pattern=rf"""
        [。，,；;] [ ]?
        (?: {_FIRST} [^。]{{0,80}} | 分别负责为[^。]{{0,80}} | 以?下同
          | 以下 (?: 各?项? (?: 工作 | 任务 | 措施 ) )? 均 [^。]{{2,80}} | 不再 (?: 逐一 | 一一 )? (?: 列出 | 列举 | 罗列 | 重复 ) )
        [。]?
    """,
    reads=(
        "，以下均需各区县人民政府负责，不再列出",
        "，以下各项任务均由各区县落实",
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
    pattern=r"(?: (?&HAN) | [A-Za-z0-9()〔〕\[\]+·“”、\-×*○] | (?<= [(〔、市县区] ) [,，] (?= [市县区旗] ) ){1,40}",
    reads=(
        "医务科",
        "皮肤(医疗美容)科",
        "急诊EICU",
        "脊柱、骨肿瘤科",
        "各县〔市、区〕政府",
        "各县(市,区)政府",
    ),
    rejects=("", "医务科:张三", "完成率达到90%", "。", "医务科,护理部"),
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
    return head_role(match, lexicon)


def head_role(match: re.Match[str], lexicon: Lexicon) -> tuple[OwnerRole, Expected | None]:
    """The same of a match of one of the rules of labels."""
    whole, stem = match["whole"], match["stem"]
    role = lexicon.owners.labels[whole] if whole else lexicon.owners.label_stems[stem]
    asked = [expected_of(noun, lexicon) for noun in (whole, match["noun"], match["second"]) if noun]
    return role_of(role), "person" if "person" in asked else asked[-1]


def expected_of(head: str, lexicon: Lexicon) -> Expected | None:
    """Whether a head asks for persons or organs, by its last word."""
    if head.endswith(lexicon.owners.person_nouns):
        return "person"
    return "organ" if head.endswith(lexicon.owners.label_nouns) else None


def role_of(word: str) -> OwnerRole:
    """A role as the lexicon writes it; anything but lead and support is responsible."""
    return "lead" if word == "lead" else "support" if word == "support" else "responsible"
