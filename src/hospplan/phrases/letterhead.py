"""版头: copy number, classification, urgency, the issuer's mark, signatories, addressees, and web pages' own head."""

import re

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.phrases.date import FULL_DATE

COPY_NUMBER = Rule(
    name="份号",
    pattern=r"(?: №? [ ]? 0{0,5}[0-9]{1,6} | 份号 [ ]? : [ ]? [0-9]{1,6} )",
    reads=("000123", "份号:000001", "№ 000012"),
    rejects=("云卫", "0001234567", "第1号", "1."),
)
CLASSIFICATION = Rule(
    name="密级和保密期限",
    pattern=r"""
        (?P<level> 绝[ ]{0,4}密 | 机[ ]{0,4}密 | 秘[ ]{0,4}密 ) [ ]{0,4}
        (?: [★☆*] [ ]{0,4} (?P<period> [0-9]{1,2}[ ]?(?:年|个月) | [一二三四五六七八九十]{1,3}(?:年|个月) | 长[ ]?期 ) )? [★☆*]?
    """,
    reads=("机密★1年", "秘密 ★ 长期", "绝密", "秘 密★6个月", "机密★"),
    rejects=("保密", "机密文件", "秘密★永远", "秘书"),
)
URGENCY = Rule(
    name="紧急程度",
    pattern=r"(?P<urgency> 特[ ]{0,4}急 | 加[ ]{0,4}急 | 特[ ]{0,4}提 | 平[ ]{0,4}急 | 急[ ]{0,4}件 )",
    reads=("特急", "加 急", "特提", "平急"),
    rejects=("急", "紧急", "急诊"),
)
SIGNATORIES = Rule(
    name="签发人",
    pattern=r"签[ ]{0,2}发[ ]{0,2}人 [ ]? : [ ]{0,8} (?P<names> [^ ].{0,60} )?",
    reads=("签发人:王  明", "签发人:王明、李强", "签 发 人:", "签发人: 王  明  李 强"),
    rejects=("签发", "签发人王明", "发人:"),
)
MARK = Rule(
    name="发文机关标志",
    pattern=r"""
        (?P<name> .{2,60}? )
        (?: (?: 行政规范性 | 规范性 | 党组 | 党委 )? 文件 | (?: 明传 | 传真 | 内部 | 发电 )? [明]?电报? | 便?函 | 公函 | 命?令 )
    """,
    reads=(
        "云州市卫生健康委员会文件",
        "云州市卫生健康委员会行政规范性文件",
        "云州市人民政府令",
        "云州市教育局便函",
    ),
    rejects=("文件", "云州市卫生健康委员会", "关于印发文件的通知"),
)
"""The name is one only where it is built like an organ's."""
ISSUE_NUMBER = Rule(
    name="期号或令号",
    pattern=r"""
        [(〔\[]? [ ]? (?: (?:19|20)[0-9]{2} [ ]? 年? [ ]? [〕\])]? [ ]? )?
        第? [ ]? (?: [0-9]{1,5} | [一二三四五六七八九十百]{1,5} ) [ ]? [号期] [ ]? [)〕\]]?
        (?: [ ]? [(] 总 [ ]? 第? [ ]? [0-9]{1,5} [ ]? 期 [)] )?
    """,
    reads=("第12号", "第5期", "(2023年第5期)", "〔2023〕5号", "第十二号", "2023年第3期", "第5期(总第120期)"),
    rejects=("云卫发〔2023〕5号", "第5次", "5", "第一批"),
)
PERIODICAL_MARK = Rule(
    name="纪要与简报的标志",
    # GB/T 9704-2012, 10.3: the mark of minutes is ×××纪要; bulletins follow it.
    pattern=r"""
        (?&HAN) (?: (?&HAN) | [()、·“”] ){1,38}
        (?: (?P<bulletin> 简报 | 专报 | 快报 | 简讯 | 工作动态 | 工作信息 | 工作通讯 ) | 纪要 | 公告 | 通告 | 公报 | 通报 )
    """,
    reads=(
        "云州市人民政府专题会议纪要",
        "云州市第三人民医院工作简报",
        "医改工作动态",
        "云州市卫生健康委员会公告",
    ),
    rejects=("纪要", "关于研究搬迁的会议纪要。", "云州市第三人民医院文件"),
)
SIGNED_BY = Rule(
    name="职务和签名",
    # 签名章 of an order: 市　长　　王　明. Without the gaps the surname tells where the name starts.
    pattern=r"""
        (?P<post> (?: (?&HAN) | [()] ){0,16}? (?: (?&POST) | 长 | 主席 | 总理 ) ) :?
        (?P<name> (?: (?&SURNAME) (?&HAN){1,2} ) ) (?: \( (?: 签[字名章] | 代 ) \) )?
    """,
    reads=(
        "市长王明",
        "省长:王明",
        "代市长欧阳明",
        "云州市第三人民医院院长李强",
        "部长张建国",
        "主任王明(签字)",
        "州长王明",
    ),
    rejects=("市长", "王明", "云州市长途汽车站", "院长办公会", "市长热线电话"),
)
ISSUED_BY = Rule(
    name="编印单位与日期",
    pattern=rf"(?: (?: (?&HAN) | [()、] ){{3,40}} [ ]{{0,80}} )? {FULL_DATE.pattern} (?: [ ]? [编印]印? )?",
    reads=(
        "云州市人民政府办公室      2024年4月18日",
        "2024年4月18日",
        "云州市第三人民医院办公室编  2024年4月18日",
    ),
    rejects=("云州市人民政府办公室", "2024年4月18日上午，院长主持召开会议"),
)
"""Under the mark of minutes or a bulletin, beside the 期号."""
NUMBER_LABEL = Rule(
    name="发文字号栏",
    pattern=r"(?: 发文字号 | 发文文号 | 文[ ]{0,4}号 | 文件编号 | 文件号 | 字[ ]{0,4}号 ) [ ]{0,4} [: ] [ ]{0,4}",
    reads=("发文字号:", "文号: ", "文  号:", "文号 "),
    rejects=("发文字号", "号:", "云卫发〔2023〕5号"),
)
ISSUER = Rule(
    name="发文机关",
    pattern=r"""
        (?&HAN) (?: (?&HAN) | [()、·“”] ){1,38}
        (?: (?&ORGANISATION_SUFFIX) | (?&DEPARTMENT_SUFFIX) | (?&WHOLE_NAME) | 政府 | 法院 | 人大 | 政协
          | (?:常务)?委员?会 | 常委会 | 党组 | 中学 | 小学 | 幼儿园 | 学校 | 军分区 | 人武部 | 指挥部 | 海关 | 合作社 | 商会 | 报社
          | 电视台 | 等 [0-9一二三四五六七八九十]{0,3} 个?(?:部门|单位) ) (?: \( [^()]{1,30} \) )?
    """,
    reads=(
        "云州市第三人民医院",
        "云州市卫生健康委员会",
        "中共云州市第三人民医院委员会",
        "云州市总工会",
        "云州市疾病预防控制中心(云州市卫生监督所)",
        "云州市第三人民医院(云州市中心医院)医务科",
        "省政府办",
        "云州市第一中学",
        "云州县人大常委会",
        "云州市发展改革委等十部门",
    ),
    rejects=("医院", "云州市第三人民医院关于印发", "2023年医院", "云州市第三人民医院。", "各位代表:"),
)
SEALED_FOR = Rule(
    name="代章说明",
    # An office without a seal of its own signs, and the organ that it belongs to seals: （云州市卫生健康委员会代章）
    pattern=r"\( [ ]? [^()]{0,40} 代章? [ ]? \)",
    reads=("(云州市卫生健康委员会代章)", "(代章)", "(云州市卫生健康委代)"),
    rejects=("代章", "(盖章)", "(云州市卫生健康委员会)", "(代码)"),
)
_NOT_ISSUER = ("关于", "各", "有关", "全体", "全院", "附件")


def is_issuer(bare: str, lexicon: Lexicon) -> bool:
    """Whether a folded line without spaces is built like an organ's name."""
    return (
        3 <= len(bare) <= 42
        and not bare.startswith(_NOT_ISSUER)
        and "关于" not in bare
        and ISSUER.regex(lexicon).fullmatch(bare) is not None
    )


def read_padded_names(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """
    Names of persons that white space parts and pads: "王  明  李 强" are 王明 and 李强.

    A single character is half a name, its other half comes next; 欧阳 is half a name before a single character.
    """
    names: list[str] = []
    for token in text.replace("、", " ").replace("，", " ").replace(",", " ").split():
        half = names and (
            len(names[-1]) == 1
            or (len(token) == 1 and len(names[-1]) == 2 and names[-1] in lexicon.organs.surnames)
        )
        if half:
            names[-1] += token
        else:
            names.append(token)
    return tuple(names)


def join_spaced(text: str) -> str:
    """Runs of white space made one space; letters that are all spaced apart (云 州 市) joined."""
    words = text.split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


def split_wide(text: str) -> list[str]:
    """
    The pieces of a line that wide gaps part: two spaces or more, a full-width one, a tab.

    Single characters with the narrowest gap between them are one padded name: 教　育　部　　公　安　部 is two.
    """
    text = text.strip()
    gaps = [(match.start(), match.end(), _width(match[0])) for match in _GAP.finditer(text)]
    edges = [0, *(edge for start, end, _ in gaps for edge in (start, end)), len(text)]
    is_single = [end - start == 1 for start, end in zip(edges[::2], edges[1::2], strict=True)]
    padded = [w for (_, _, w), a, b in zip(gaps, is_single, is_single[1:], strict=False) if a and b]
    pad = min(padded, default=0)
    if all(is_single) and len(set(padded)) == 1:
        pad = 0  # 云　州　市: nothing tells its gaps apart
    pieces, begin = [], 0
    for (start, end, width), a, b in zip(gaps, is_single, is_single[1:], strict=False):
        if width >= _WIDE and not (a and b and width <= pad):
            pieces.append(text[begin:start])
            begin = end
    return [piece for piece in (*pieces, text[begin:]) if piece]


def _width(gap: str) -> int:
    """Columns: a full-width space takes two, a tab many."""
    return sum({"\t": 4, "\u3000": 2}.get(c, 1) for c in gap)


_WIDE = 2
_GAP = re.compile(r"\s+")
