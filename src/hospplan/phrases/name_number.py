"""Numbers that name, order or date something and count nothing: 第三批, 12345热线, “1+3+N”, 24小时, 〔2021〕5号."""

from collections.abc import Iterator

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon

QUOTED = Rule(
    name="引号与书名号",
    pattern=r"(?: “[^“”]{1,24}” | 《[^《》]{1,120}》 | 「[^「」]{1,24}」 | ‘[^‘’]{1,24}’ | \"[^\"]{1,24}\" )",
    reads=("“12310”", "《2021-2025年规划》", "“1+3+N”", "‘双10’"),
    rejects=("“”", "12310", "《》"),
)
SUM_NAME = Rule(
    name="加号名称",
    pattern=r"[0-9A-Za-z一二三四五六七八九十]{1,8} (?: [ ]?[+×*] [ ]? [0-9A-Za-z]{1,8} ){1,5} [+]?",
    reads=("1+7+N", "3+X", "1+1", "7×24", "5+2"),
    rejects=("5", "5%+", "+3"),
)
LATIN_NAME = Rule(
    name="字母数字名称",
    pattern=r"""
        (?: [A-Za-z]{1,12}[-.]?[0-9]{1,6}(?:\.[0-9]{1,2})? (?![0-9]|台|套|件|个|项|例|篇|人|名|辆|部)
          | [0-9]{1,4}(?:\.[0-9])? [GDKT] (?![A-Za-z0-9])
          | [0-9]{1,3}[A-Z][a-z]? (?![A-Za-z])
        )
    """,
    reads=("PM2.5", "G20", "5G", "3D", "COVID-19", "H1", "3.0T"),
    rejects=("GB", "DDDs", "5", "CT3台"),
)
ORDINAL = Rule(
    name="序数",
    pattern=r"""
        第 [ ]? (?:[0-9]{1,4}|[一二三四五六七八九十百千]{1,5}) [ ]?
        (?: 批次? | 期 | 届 | 次 | 轮 | 周期 | 季度 | 家 | 个 | 条 | 款 | 项 | 章 | 节 | 类 | 方阵 | 梯队 | 阶段 | 部 | 版
          | 代 | 所 | 例 | 页 | 号 | 年 | 时间 | 人民医院 | 医院 | 课堂 | 责任人 | 产业 | 方 | 线 )
    """,
    reads=("第三批", "第29家", "第十二届", "第 5 条", "第四周期", "第3人民医院"),
    rejects=("第69位", "第三名", "三批"),
)
SESSION = Rule(
    name="届次",
    pattern=r"[一二三四五六七八九十0-9]{1,3} [ ]? 届 (?: [ ]? [一二三四五六七八九十0-9]{1,3} [ ]? 次 )?",
    reads=("九届一次", "二十届", "8届10次", "十二届 3 次"),
    rejects=("第二届", "届", "一次"),
)
REFERENCE = Rule(
    name="文号与编号",
    pattern=r"""
        (?: [〔\[(] (?:19|20)[0-9]{2} [〕\])] [ ]? 第? [0-9]{1,4} [ ]? 号
          | (?<![0-9]) [0-9]{1,5} [ ]? 号 (?: [楼院文令线路] | 公告 | 文件 )?
          | (?:附件|附表|表|图|专栏|项目|任务|指标|榜单) [ ]? [0-9]{1,3}(?:[-.][0-9]{1,3})?
            (?= [ ]? (?: $ | [:：、，。；.()《“—-] | 至 | 所[列示附述] | 中的? | 规定 | 要求 | 明确 ) )
          | (?: ^ | (?<=\n) ) [ ]{0,8} (?:附表|表|图|专栏) [ ]? [0-9]{1,3} (?:[-.][0-9]{1,3})? (?= [ ] )  # 表2 床位配置规划
        )
    """,
    reads=("〔2021〕122号", "5号楼", "附件2", "表3-1", "项目10", "12号"),
    rejects=("附件", "号", "项目10项", "项目160余"),
)
HOTLINE = Rule(
    name="号码",
    pattern=r"""
        (?: (?<![0-9])0[0-9]{2,3}-[0-9]{7,8} | (?<![0-9])1[3-9][0-9]{9}(?![0-9])
          | (?<![0-9.])[0-9]{5} [ ]? (?:服务热线|热线|平台|专线)
        )
    """,
    reads=("0575-88888888", "13800138000", "12345热线", "12320服务热线", "12345平台"),
    rejects=("12345", "热线", "88888888"),
)
CLOCK = Rule(
    name="钟点",
    pattern=r"""
        (?: (?<![0-9:])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9:]) (?= [ ]?(?:时|—|-|～|至|前|后|分|开|上|下|到|，|。|$))
          # 24小时值守; 缩短至24小时 is a value, and so is one that nothing follows
          | (?<! [至到过于由从] ) (?<! [至到过于由从][ ] ) (?<! [制持定]在 ) 24[ ]?小时
              (?= [ ]? (?! 以[上下] | 左右 | [及或和降缩减压提增] ) (?&HAN) )
          | 365[ ]?天 | 7[ ]?[×xX*][ ]?24
        )
    """,
    reads=("8:30", "365天", "7×24"),
    rejects=("1:0.4", "30小时", "8点", "1:1.25", "缩短至24小时", "不超过 24 小时", "24小时"),
)
AGE = Rule(
    name="年龄",
    # An age that a noun follows tells whom; alone it does where no life expectancy is told (寿命达到79岁，).
    pattern=r"""
        [0-9]{1,3} (?: [ ]?(?:-|—|～|至)[ ]?[0-9]{1,3} )? [ ]? 周?岁
        (?: (?: 及?以[上下] | 组 | 段 )? (?= 的? (?! 以[上下内] | 左右 | [和及与至] [0-9] ) (?&HAN) )
          | (?<! [达到至为过] [0-9]{2} 岁 ) (?: 及?以[上下] ) (?= [，、。；)] | $ ) )
    """,
    reads=("65岁及以上", "60岁以上"),
    rejects=("岁", "65", "79岁", "79岁，"),
)
FRACTION_OF_NAME = Rule(
    name="人口或床位基数",
    pattern=r"""
        每 (?: [0-9]{1,6} | [一二三四五六七八九十百千万]{1,4} ) [ ]? 万? (?: (?:-|—|～|至) [0-9]{1,6} 万? )? (?: 名|个|张|位|人(?!口) )?
        (?: 常住|服务|户籍|住院)? (?: 人口 | 居民 | 人 | 床位? | 病人 | 患者 | 活产 | 儿童 )?
    """,
    reads=(
        "每千人口",
        "每百万人口",
        "每百万至150万人口",
        "每万名居民",
        "每百张床",
        "每10万人",
        "每1000人口",
        "每百张床位",
    ),
    rejects=("每", "千人口", "每年"),
)

REPEATED = Rule(
    name="次第与连续",
    pattern=r"""
        (?: 连续 第? [ ]? [0-9一二两三四五六七八九十]{1,3} [ ]? 个? (?:年度?|届|次|季度|月|天|日)
          | 第 [0-9一二三四五六七八九十]{1,3} 次 | 首次 | 再次 | 再度
          | (?:近|过去)? [ ]? [0-9一二两三四五六七八九十]{1,3} [ ]? 年 (?:来|内|间|(?=累计))
          | 历时 [ ]? [0-9一二两三四五六七八九十]{1,3} [ ]? 个? (?:年|月|天)
        )
    """,
    reads=("连续第三年", "连续5年", "首次", "第二次", "连续两届", "五年来", "近三年来", "连续 2 次"),
    rejects=("连续", "三年", "首批次"),
)

SLOGAN = Rule(
    name="口号",
    pattern=r"(?: 时间过半[、，]任务过半 | 双过半 | 时间过半 | 任务过半 )",
    reads=("时间过半、任务过半", "双过半", "任务过半"),
    rejects=("过半", "时间", "任务完成过半"),
)

RULES = (
    QUOTED,
    SUM_NAME,
    LATIN_NAME,
    ORDINAL,
    SESSION,
    REFERENCE,
    HOTLINE,
    CLOCK,
    AGE,
    FRACTION_OF_NAME,
    REPEATED,
    SLOGAN,
)


def find_name_numbers(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Stretches (half-open) of a folded text whose numbers count nothing, rule by rule; they may overlap."""
    for _, start, end in find_named(text, lexicon):
        yield start, end


def find_named(text: str, lexicon: Lexicon) -> Iterator[tuple[Rule, int, int]]:
    """The same, each with the rule that says what the number is."""
    for rule in RULES:
        for match in rule.regex(lexicon).finditer(text):
            yield rule, match.start(), match.end()
