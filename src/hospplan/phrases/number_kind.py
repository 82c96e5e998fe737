"""What a number is by the characters beside it alone: one of a row, a place, a spell of time, a slogan."""

from typing import Literal

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon

Kind = Literal["ordinal", "name", "qualifier", "duration", "reference"]

ENUMERATOR = Rule(
    name="行文序号",
    pattern=r"""
        (?: (?: ^ | (?<=[。；;:，、\n]) ) \( (?: [0-9]{1,2} | [一二三四五六七八九十]{1,3} ) \)
          | (?: ^ | (?<=[。；;\n]) | (?<=[^0-9]:) ) [ ]{0,8} (?: [0-9]{1,2}(?:\.[0-9]{1,2}){0,3} [.、)] (?![0-9])
              | [0-9]{1,2}(?:\.[0-9]{1,2}){2,3} (?![0-9%‰万亿.])
              # a cell of 8.5, 8.5天 or 8.5 天 holds a value, one of 5.3 日间手术占比 an item
              | [0-9]{1,2}\.[0-9]{1,2} (?= (?! (?&COUNTED) | [百千万亿] ) (?&HAN)
                  | [ ]{1,4} (?! [百千万亿]{0,2} (?: (?&COUNTED) (?! (?&HAN) ) | $ ) ) (?&HAN)
                  | [ ]{0,4} [《“] | [ ]{1,4} (?! (?&COUNTED) ) [A-Z] )
              | [一二三四五六七八九十]{1,3}、 )
        )
    """,
    reads=("(1)", "(十二)", "1.", "2、", "2.2.1", "3)", "一、"),
    rejects=("1", "1.5%", "(2021)", "15", "2025.", "8.5"),
)
"""Numbers at the head of a line or clause that no section has."""
INDEX = Rule(
    name="序号格",
    pattern=r"""
        [ ]{0,4} (?: [0-9]{1,3} (?:[.-][0-9]{1,3}){0,3} [.、)]? | \( [0-9]{1,3} \) | [一二三四五六七八九十]{1,3} [、.]? ) [ ]{0,4}
    """,
    reads=("1", "1.2", "12.", "(3)", "一", "十二、"),
    rejects=("100万", "3项", "", "1234"),
)
"""What a cell of row numbers holds."""
STAGE = Rule(
    name="期次",
    # 二期工程, 二次创业: a lone 二 counts nothing (两 does), and 一期 with a work behind it is the first stage
    pattern=r"""
        (?: (?<![零〇一二两三四五六七八九十百千万亿第])
            (?: 二 (?: 期 | 次 | 类 | 部 | 处 | 组 ) | [一三四五] 期 (?= [ ]? (?&STAGE_NOUN) ) )
          | [一二三四五六七八九十]{1,3} 次 (?=会议|全会|全体会议|党代会|代表大会)
          | 第 [ ]? (?: [0-9]{1,6} | [零〇一二三四五六七八九十百千]{1,7} )
        )
    """,
    reads=("二期", "二次", "第3", "第三"),
    rejects=("一期", "三次", "两期", "十二期"),
)
NUMERIC_NAME = Rule(
    name="数字名称",
    pattern=r"""
        (?: (?<![0-9.]) [0-9]{3,6} (?= (?! (?&COUNTED) | [万亿千百] ) (?&HAN){0,8}? (?&SLOGAN_NOUN) )
          | (?: [A-Za-z]{2,8} [ ]? /? [A-Za-z]{0,4} [ ]? ) [0-9]{3,6} (?: \.[0-9]{1,2} )? (?: -[0-9]{4} )? (?! [0-9.%万亿] )
          | (?: (?<![0-9.]) [0-9]{1,2} | [一二三四五六七八九十]{1,3} ) (?= 大 (?&HAN) )
          | (?<![0-9.]) (?: 5·12 | 8·19 | 12·1 | 3·15 | (?:110|119|120|122) (?= [ ]? (?:急救|报警|指挥|调度|院前|救护|电话|联动)) )
          | (?&CODED_NOUN) [ ]? :? [ ]? [0-9]{1,20}
        )
    """,
    reads=("ISO15189", "ISO 9001", "GB/T 9704-2012", "WS 445.1", "5·12", "邮编:310000", "会议室201"),
    rejects=("12510", "CT3", "ISO", "9704"),
)
CAPTION = Rule(
    name="表题序号",
    pattern=r"(?: ^ | (?<=\n) ) [ ]{0,8} (?: 附?[表图] | 附件 | 专栏 ) [ ]? [0-9]{1,3} (?: [-.][0-9]{1,3} )? [ ]",
    reads=("表1 ", "附表2-1 ", "专栏 3 "),
    rejects=("表1", "图", "附件"),
)
"""表1 床位情况: the number of a table that is set apart by a space alone."""
ITEM = Rule(
    name="列举中的数量",
    # 三场讲座, DSA一台: an item of a list that counts by itself
    pattern=r"""
        (?: (?: [0-9]{1,9} | (?&HAN_NUMERAL) ) (?&COUNT) (?&HAN){0,12}
          | [^0-9、]{1,24} (?: [0-9]{1,9} | (?&HAN_NUMERAL) ) (?&COUNT) )
    """,
    reads=("三场讲座", "DSA一台", "2台彩超"),
    rejects=("急诊CT报告30分钟内", "讲座", "三级手术占比"),
)
PLACE = Rule(
    name="以数命名之处",
    pattern="(?&NUMBERED_PLACE)",
    reads=("病区", "楼"),
    rejects=("个病区", ""),
)
LEVEL = Rule(
    name="层级",
    pattern="级(?![别数])",
    reads=("级",),
    rejects=("级别", "个级", ""),
)
SPELL = Rule(
    name="时长单位",
    pattern=r"[余多来]? 个? (?: (?&DURATION) | 天 | 日 | 小时 | 分钟 | 月 | 秒 )",
    reads=("年", "个月", "天", "余年", "个小时"),
    rejects=("个", "", "年级学生"),
)


def kind_beside(text: str, start: int, end: int, lexicon: Lexicon) -> Kind | None:
    """What the characters right before and behind a number of a folded text tell, or None."""
    number = text[start:end]
    before = text[start - 1] if start else ""
    if before == "第":
        return "ordinal"
    if before == "每":
        return "qualifier"  # 每3张床位
    if number in ("百", "千", "万", "亿"):
        return "name"  # 万元以上设备, 百场义诊: a manner of speaking
    if text.startswith("页", end):
        return "reference"
    if PLACE.regex(lexicon).match(text, end):
        return "name"
    if not number[0].isdigit() and LEVEL.regex(lexicon).match(text, end):
        return "name"  # 院科两级管理
    if "." not in number and SPELL.regex(lexicon).match(text, end):
        return "duration"  # 3年; but no process is planned to last 8.1天
    return None
