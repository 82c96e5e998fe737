"""
Names of departments, organs and persons, each alone: the rules that tell them.

A name is told by its ending (科, 中心, 局), by its head (各, 有关) or by its make: surname and given name, a post
before or after. Lists of names are read by `phrases.name_list`.
"""

import re
from typing import Literal

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import OwnerKind

Home = Literal["hospital", "government"]
"""Whose document it is: 宣传部 is a department of a hospital, and an organisation to a county."""

_POSTS = r"(?&POST) (?: [、兼,，] (?&POST) ){0,3}"
_GIVEN = r"[\u3400-\u4dbf\u4e00-\u9fff某×Xx*○〇]"
_PERSON = rf"(?: (?&SURNAME) {_GIVEN}{{1,2}} | (?&HAN){{1,8}} (?: ·(?&HAN){{1,10}} ){{1,3}} | (?&HAN) [某×X*○]{{1,2}} )"

ORGAN = Rule(
    name="机构名称",
    pattern=r"""
        (?: (?&HAN) | [A-Za-z0-9+·“”\-()] ){1,36}?
        (?P<ending> (?&DEPARTMENT_SUFFIX) | (?&ORGANISATION_SUFFIX) )
        (?: \( (?&DEPARTMENT_SUFFIX) \) | \(? [一二三四五六七八九十]{1,3} \)? | [0-9]{1,2} | [ⅠⅡⅢⅣⅤ] )?
    """,
    reads=(
        "医务科",
        "创伤骨科一",
        "十二病区",
        "急诊EICU",
        "骨科(二)",
        "医务部(处)",
        "皮肤(医疗美容)科",
        "云州市财政局",
        "5G办公室",
    ),
    rejects=("科", "脊柱", "各科、室", "医务科牵头", "王建国", "院长"),
)
GROUP = Rule(
    name="多个机构",
    # 各科室要 and 有关部门应 open sentences.
    pattern=r"(?: .{0,12}? 各 .{1,30} | (?&GROUP_HEAD) .{1,24} | 全院 | [^的]{1,20}? (?&GROUP_TAIL) ) (?<! [要须应将需必均都也可])",
    reads=("各职能科室", "有关部门", "各县(市、区)", "临床科室", "市直各部门", "全院", "成员单位"),
    rejects=("医务科", "各", "科室", "单位", "工会", "排名第一的科室", "各科室要", "有关部门均"),
)
WHOLE_NAME = Rule(
    name="前冠地域或本单位的全称",
    pattern=r"(?: (?P<area> (?&STATE_HEAD) | (?&HAN){1,4} [省市县区州旗] ) | [院校] ) (?&WHOLE_NAME)",
    reads=("市总工会", "全国妇联", "省残联", "院团委", "云州市科协"),
    rejects=("工会", "总工会", "市医务科", "市"),
)
STATE_ORGAN = Rule(
    name="国家机关",
    pattern=r"""(?: (?&HAN){0,12}? (?&STATE_ORGAN) | (?&STATE_HEAD) (?&HAN){1,20}
                  | (?&HAN){1,6}? (?<![社院病园小片校]) [省市县区州盟旗] (?&HAN){2,20} )""",
    reads=("财政部", "国家卫生健康委", "省委宣传部", "云州市疾控中心", "国务院办公厅", "发展改革委"),
    rejects=("护理部", "体检中心", "东院区综合办", "院办", "社区科"),
)
PERSON = Rule(
    name="姓名",
    pattern=_PERSON,
    reads=("李明", "王建国", "欧阳云", "欧阳建国", "阿依古丽·买买提", "张某某", "李××"),
    rejects=("李", "医务科", "建国", "李建国强生", "第一"),
)
POSTS = Rule(
    name="职务",
    pattern=_POSTS,
    reads=("副院长", "党委书记、院长", "主任兼书记", "工会主席"),
    rejects=("医务科", "院", "王院长", "院长、"),
)
POST_FIRST = Rule(
    name="职务加姓名",
    pattern=rf"(?P<post> (?: (?&HAN) | [A-Za-z()] ){{0,20}}? {_POSTS} ) (?P<name> {_PERSON} )",
    reads=("副院长周明", "党委书记、院长李某", "医务科科长张建国", "常务副市长王某某"),
    rejects=("副院长", "周明副院长", "院长办公室", "周明"),
)
POST_LAST = Rule(
    name="姓名加职务",
    # The shortest name first: 周某副院长 is 周某 with 副院长, not 周某副 with 院长.
    pattern=rf"(?P<name> [甲乙丙丁戊己庚辛] | (?&SURNAME) | (?&SURNAME) {_GIVEN} | {_PERSON} ) (?P<post> {_POSTS} )",
    reads=("周某副院长", "周建国副书记", "王院长", "甲副院长", "欧阳建国主任"),
    rejects=("副院长", "副院长周明", "周明", "分管副院长", "医务科主任"),
)
POST_ALONE = Rule(
    name="以职务代姓名",
    pattern=rf"(?: (?&HAN) | [A-Za-z] ){{0,16}}? {_POSTS}",
    reads=("分管副院长", "医务科主任", "院长", "党委书记、院长"),
    rejects=("周明", "医务科", "院长办公室", "院长室"),
)
LEADERS = Rule(
    name="领导",
    pattern=r"""
        各? (?: 分管 | 主管 | 联系 | 主要 | 相关 | 有关 | 包保 | 值班 )? [院市县区局委校省]? (?: 党政 )? 领导
        (?P<team> 班子 (?: 成员 )? )?
    """,
    reads=("分管院领导", "院领导", "院领导班子", "领导班子成员", "主要领导"),
    rejects=("领导小组", "院长", "领导力", "医务科领导"),
)
CAPACITY = Rule(
    name="任职方式括注",
    pattern=r"""
        兼 [任职]? | 挂职 | 专职 | 代理? | 拟任 | 分管 | 主管 | 常务 | 党内 | 轮值
      | 主持 (?: (?: [日常行政全面党务]{2,4} )? 工作 )?
    """,
    reads=("兼", "分管", "主持工作", "主持全面工作", "挂职"),
    rejects=("医务科", "兼职药师", "分管副院长", "主持人"),
)
LATIN = Rule(
    name="字母科名",
    pattern=r"[A-Z][A-Za-z]{1,7}",
    reads=("ICU", "NICU", "GCP"),
    rejects=("I", "ICU科", "icu"),
)
AREAS = Rule(
    name="行政区划括注",
    pattern=r"(?&AREA) (?: [、,，和及] (?&AREA) ){0,5}",
    reads=("市、区", "区、市", "街道", "县"),
    rejects=("医务科", "市、", "市中心"),
)
CAMPUS = Rule(
    name="院区括注",
    pattern=r"(?&HAN){1,8} (?: 院区 | 校区 | 园区 )  | 本部 | 总院",
    reads=("北院区", "高新院区", "本部", "总院"),
    rejects=("院区", "医务科", "北院", "院区办公室"),
)
ORDINAL = Rule(
    name="序数括注",
    pattern=r"[一二三四五六七八九十]{1,3} | [0-9]{1,2} | [ⅠⅡⅢⅣⅤ]",
    reads=("一", "十二", "2"),
    rejects=("一科", "内审", ""),
)
GROUP_GOES_ON = Rule(
    name="列举未完的多个机构",
    # What follows 各甲、 and still stands under 各: of 各市、县（市、区）人民政府, of 各临床、医技科室.
    pattern=r"""
        (?P<area> 县级市 | 特区 | 林区 | 矿区 | 街道 | 乡镇 | [市县区旗州盟镇乡] ) (?! [直级属] | 有关 | 相关 | 各 ) .{0,20}
      | (?! (?&GROUP_HEAD) | [省市县区旗州盟镇乡] ) .{1,12} (?&GROUP_TAIL)
    """,
    reads=("县(市、区)人民政府", "医技科室", "区人民政府", "县级市人民政府", "街道", "县"),
    rejects=("市直部门", "各部门", "有关单位", "医务科", "区有关部门", "县直单位"),
)
_AREA_RANKS = {
    "省": 3,
    "市": 2,
    "州": 2,
    "盟": 2,
    "县": 1,
    "区": 1,
    "旗": 1,
    "县级市": 1,
    "特区": 1,
    "林区": 1,
    "矿区": 1,
    "镇": 0,
    "乡": 0,
    "乡镇": 0,
    "街道": 0,
}
_AREA_AT_END = re.compile(rf"({'|'.join(sorted(_AREA_RANKS, key=len, reverse=True))})(?:\([^()]*\))?$")
AND_SO_ON = Rule(
    name="等",
    pattern=r"""等 [0-9一二三四五六七八九十]{0,3} [个家]?
                (?: (?: 有关 | 相关 | 多个? )? (?: 职能 )? (?: 部门 | 单位 | 科室 | 处室 | 机构 | 地区 )
                    (?: [和及与、]? (?: 有关 | 相关 )? (?: 部门 | 单位 | 科室 | 机构 ) )? )?""",
    reads=("等", "等部门", "等单位", "等5部门", "等职能科室", "等有关部门", "等相关部门和单位"),
    rejects=("等级办", "等各部门", "部门", "等市直部门"),
)

OTHER_SIGN = Rule(
    name="加挂牌子的机构",
    # An office of state that has a second sign, an organ of its own rank: both are its name, unlike the 疾控处 of
    # 卫生健康委（疾控处） and the 交警局 of 公安局（交警局）, which work under it.
    pattern=r".{0,20}? (?&STATE_ORGAN) \( [^()、，,；;]{0,8}? (?: (?&STATE_ORGAN) | 工委 ) \)",
    reads=("市发展改革委(物价局)", "市农业农村局(乡村振兴局)", "省教育厅(省委教育工委)"),
    rejects=("市卫生健康委(疾控处)", "医务科(物价局)", "市卫生健康委(医改办、疾控局)", "市公安局(交警局)"),
)

SAME_RANK = Rule(
    name="合署的内设机构",
    pattern=r".{1,20}? (?P<office> [科处室股司] ) \( [^()、，,；;]{1,12}? (?P=office) \)",
    reads=("人口家庭处(老龄处)", "医政科(行政审批科)"),
    rejects=("人口家庭处(计生协会)", "医务科(张伟)", "骨科(二)", "内科(心内科、肾内科)"),
)
NAME_MAX = 60
"""Longer stretches are no names; nothing in them is parted further."""


def is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a folded text without spaces is, by its form alone, the name of one organ or of many."""
    organs = lexicon.organs
    if text in organs.whole_names or WHOLE_NAME.regex(lexicon).fullmatch(text):
        return True
    if not 2 <= len(text) <= NAME_MAX or text in organs.not_names or "的" in text:
        return False
    return any(
        rule.regex(lexicon).fullmatch(text) for rule in (ORGAN, GROUP, LATIN, OTHER_SIGN, SAME_RANK)
    ) or text.endswith(organs.state_organs)


def group_goes_on(head: str, rest: str, lexicon: Lexicon) -> bool:
    """
    Whether what follows 各甲、 still stands under 各: 各市、县人民政府 is one name, 各镇、县财政局 two.

    Args:
        head: What stands before the 、, folded, without white space.
        rest: What stands behind it.
    """
    match = GROUP_GOES_ON.regex(lexicon).fullmatch(rest)
    if match is None or match["area"] is None:
        return match is not None
    before = _AREA_AT_END.search(head)
    return before is not None and _AREA_RANKS[match["area"]] <= _AREA_RANKS[before[1]]


def kind_of(bare: str, lexicon: Lexicon, home: Home) -> OwnerKind:
    """Department or organisation: by an ending that only one of them has, else by the name's head and whose document it is."""
    organs = lexicon.organs
    if bare.endswith(organs.state_organs):
        return "organisation"
    headed = WHOLE_NAME.regex(lexicon).fullmatch(bare)
    if (headed and headed["area"]) or OTHER_SIGN.regex(lexicon).fullmatch(bare):
        return "organisation"
    if SAME_RANK.regex(lexicon).fullmatch(bare):
        return "department"
    match = ORGAN.regex(lexicon).fullmatch(bare)
    if match is None:
        return "department"
    of_department = match["ending"] in organs.department_suffixes
    of_organisation = match["ending"] in organs.organisation_suffixes
    if of_department and of_organisation:
        named_by_state = STATE_ORGAN.regex(lexicon).fullmatch(bare) is not None and "医院" not in bare
        return "organisation" if named_by_state or home == "government" else "department"
    return "department" if of_department else "organisation"
