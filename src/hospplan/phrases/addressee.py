"""主送机关 and other lists of organs: what tells them from text, and where they part."""

import re

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon, default_lexicon
from hospplan.phrases.letterhead import join_spaced
from hospplan.phrases.organ import group_goes_on
from hospplan.text.fold import fold

ADDRESSEES = Rule(
    name="主送机关",
    pattern=r"(?P<names> [^。；;:!?！？0-9][^。；;!?！？:]{1,400} ) [ ]? :",
    reads=(
        "各科室:",
        "各县(市、区)卫生健康局、各医院:",
        "云州市卫生健康委员会:",
        "各省、自治区、直辖市人民政府，国务院各部委:",
    ),
    rejects=("各科室", "现将有关事项通知如下。", ":", "一、总体目标:是"),
)
GREETING = Rule(
    name="称呼",
    pattern=r"(?: (?:尊敬的|亲爱的)? 各位.{0,40} | .{0,10} (?:同志|代表|领导|来宾|嘉宾|朋友|先生|女士|同事)们? (?:[、，].{0,30})? )",
    reads=("各位代表", "同志们", "尊敬的各位领导、各位来宾", "各位代表、同志们", "女士们、先生们"),
    rejects=("各科室", "云州市卫生健康委员会", "各县(市、区)卫生健康局"),
)
LEAD_IN = Rule(
    name="引出下文的话",
    # 现将有关事项通知如下： closes with a colon too, and names nobody.
    pattern=r"""
        .{0,400}
        (?: 如下 .{0,8} | 下列 .{0,8} | 以下.{0,12} | 情况 | 通知 | 事项 | 要求 | 内容 | 任务 | 目标
          | 包括 | 分别是 | 主要是 | 具体为 | 即 | 为
          | (?: 制定 | 制订 | 提出 | 作出 | 拟定 | 形成 | 编制 | 特制定 | 公布 | 发布 | 印发 | 签订 | 发出 ) .{0,16} )
    """,
    reads=(
        "现将有关事项通知如下",
        "重点抓好以下工作",
        "现就有关事项通知",
        "结合实际，提出如下意见",
        "经研究，作出如下决定",
        "结合我市实际，制定本意见",
    ),
    rejects=("各科室", "云州市卫生健康委员会", "各县(市、区)卫生健康局"),
)
PREAMBLE = Rule(
    name="正文的开头",
    pattern=r"""
        (?: 为 | 根据 | 按照 | 依据 | 依照 | 遵照 | 经 (?! [信济贸开营管发纪委办] ) | 现 (?! [代役] ) | 近[日年期]
          | 目前 | 当前 | 随着 | 鉴于 | 针对 | 结合
          | 通过 | 今年 | 去年 | 20[0-9]{2}年 | 日前 | 在 | 截至 | 自 (?! [治然贸] ) | 我 (?! [省市县区州院校局委] ) ) .{0,400}
    """,
    reads=("为深入贯彻落实精神，提升水平", "根据《甲办法》", "经研究", "现就有关工作"),
    rejects=("各科室", "自治区人民政府", "经济技术开发区管委会", "自然资源局", "现代农业示范区管委会"),
)
"""What text starts with and no name does."""
NAMED = Rule(
    name="似名单中的名称",
    # Wider than a name must be elsewhere: it tells a line of names from one of text, where either may stand.
    pattern=r"""
        (?: (?&HAN) | [()、·“”0-9A-Za-z] ){0,60}
        (?: [委部厅局院办府社团处会科所站校馆厂司队组室署协军库市县区州盟旗乡镇村园区] | 中心 | 集团 | 大学
          | 单位 | 企业 | 机构 | 领导 | 成员 | 部门 | 党组 | 支部 | 高校
          | 人武部 | 街道 | 人大 | 政协 | 直属 | 党委 | 银行 | 分行 | 支行 | 人员 | 存档 | 存 | 公司 ) (?: \( [^()]{1,30} \) )?
    """,
    reads=("省防汛抗旱指挥部成员单位", "局领导", "各县(市、区)", "省委办公厅、省政府办公厅", "本部各司局"),
    rejects=("请认真组织", "请各单位执行", "2023年5月2日", "公开方式:主动公开", "存在问题"),
)


def is_addressees(folded: str) -> bool:
    """Whether a folded line is 主送机关: names up to a colon, no greeting, no words that lead into the text."""
    match = ADDRESSEES.regex().fullmatch(folded.strip())
    if match is None:
        return False
    names = match["names"]
    return not (
        GREETING.regex().fullmatch(names)
        or PREAMBLE.regex().fullmatch(names)
        or LEAD_IN.regex().fullmatch(names)
        or "关于" in names
        or "“" in names
    )


def are_names(folded: str, lexicon: Lexicon) -> bool:
    """Whether a folded line is nothing but names of organs and groups of them, parted by 、，；。."""
    pieces = [piece for piece in _ALL_MARKS.split(folded.replace(" ", "")) if piece]
    rule = NAMED.regex(lexicon)
    return bool(pieces) and all(rule.fullmatch(piece) for piece in pieces)


_ALL_MARKS = re.compile(r"[，；。,;]")


_OPEN, _CLOSE = "(（〔[【“《〈", ")）〕]】”》〉"


def split_names(text: str) -> tuple[str, ...]:
    """
    The names of 主送机关 or 抄送: parted at ， and ； where the text has these, else at 、; brackets stay whole.

    Args:
        text: The names as the source has them, without label; trailing marks are dropped.
    """
    text = text.strip().rstrip("：:。.；;，,、 ")
    outer = _split(text, "，；,;")
    pieces = outer if len(outer) > 1 else _whole_groups(_split(text, "、"))
    return tuple(name for piece in pieces if (name := join_spaced(piece.strip("、 \u3000"))))


def _whole_groups(pieces: list[str]) -> list[str]:
    """各区 and 县（市）卫生健康局 put together: both stand under 各, and 各区 alone is no addressee's name."""
    lexicon = default_lexicon()
    put: list[str] = []
    for piece in pieces:
        head = fold(put[-1]) if put else ""
        if head.startswith("各") and _AREA_ALONE.search(head) and group_goes_on(head, fold(piece), lexicon):
            put[-1] += "、" + piece
        else:
            put.append(piece)
    return put


_AREA_ALONE = re.compile(r"[省市县区旗州盟镇乡]$")


def _split(text: str, marks: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and c in marks:
            pieces.append(text[start:i])
            start = i + 1
    pieces.append(text[start:])
    return pieces
