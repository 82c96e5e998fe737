"""附件: the mark over an attachment, and 附件说明, the list of attachments under the text."""

import re

from hospplan.grammar.rule import Rule
from hospplan.text.fold import fold

ATTACHMENT_MARK = Rule(
    name="附件标记",
    pattern=r"""
        [【\[]? 附 [ ]{0,4} 件 [ ]{0,2}
        (?: (?P<number> [0-9]{1,2} | [一二三四五六七八九十]{1,3} ) (?: -[0-9]{1,2} )? )? [ ]? [:、.]? [】\]]?
        | 附 [ ]{0,2} :
    """,
    reads=("附件1", "附件 1", "附件一", "附件:", "附 件", "附件2:", "附件1-1", "【附件3】", "附:"),
    rejects=("附件1所列", "附件:1.任务清单", "附表1", "附件11111", "附"),
)
ATTACHMENT_LINE = Rule(
    name="附件与名称",
    pattern=r"""
        附[ ]{0,4}件? [ ]{0,2} (?P<number> [0-9]{1,2} | [一二三四五六七八九十]{1,3} )? [ ]?
        (?: : | [、.](?![0-9]) | [ ] ) [ ]{0,8} (?P<name> [^ ].{0,200} )
    """,
    reads=(
        "附件:1.任务清单",
        "附件1:任务清单",
        "附件1 任务清单",
        "附件:任务清单",
        "附:任务清单",
        "附件一、任务清单",
    ),
    rejects=("附件", "附件1所列任务", "附属医院", "附近"),
)
TABLES_LINE = Rule(
    name="附表说明",
    # Beside 附件说明 or instead of it; 附表1 医疗指标 is a caption.
    pattern=r"附[ ]{0,4}表 [ ]? : [ ]{0,8} (?P<name> [^ ].{0,200} )",
    reads=("附表:1.任务清单", "附 表: 任务清单"),
    rejects=("附表1 任务清单", "附表", "附件:任务清单"),
)
TABLE_MARK = Rule(
    name="附表标记",
    # In a file without 附件 the tables behind the text stand for them.
    pattern=r"""
        [【\[]? 附 [ ]{0,4} 表 [ ]{0,2}
        (?P<number> [0-9]{1,2} | [一二三四五六七八九十]{1,3} ) (?: -[0-9]{1,2} )? [ ]? [:、.]? [】\]]?
    """,
    reads=("附表1", "附 表 2", "附表一", "附表3:", "【附表1】", "附表1-1"),
    rejects=("附表", "附表1 主要指标", "附件1", "附表1所列", "表1"),
)
LISTED_ITEM = Rule(
    name="附件说明的一项",
    pattern=r"\(?(?P<number> [0-9]{1,2} ) [ ]? [.、)] [ ]{0,4} (?P<name> [^ ].{0,200} )",
    reads=("1.任务清单", "2. 2023年任务清单", "3、任务清单", "1.2023年任务清单"),
    rejects=("任务清单", "2023年任务清单", "1", "一、任务清单"),
)
FILE_SUFFIX = Rule(
    name="附件的文件后缀",
    pattern=r"[.．] (?&FILE_TYPE) (?: [ ]? [(（] [^()（）]{1,20} [)）] )? $",
    reads=(".xls", ".docx", ".pdf (120KB)"),
    rejects=("xls", ".5", ".表"),
)
"""A page that has its attachments as files lists them with it; the name is without."""
NOTE = Rule(
    name="附注",
    pattern=r"""
        \( [ ]?
        (?P<note>
            (?: 此件 | 此文 | 本文 | 联[ ]?系[ ]?人 | 联系电话 | 联系方式 | 信息公开 | 公开 | 主动公开 | 依申请公开 | 不予公开
              | 发至 | 阅后 | 传达 )
            [^()]{0,160} (?: \([^()]{0,40}\) [^()]{0,80} )? )
        \)
    """,
    reads=(
        "(此件公开发布)",
        "(联系人:王明，电话:0000-1234567)",
        "(此件发至县级)",
        "(主动公开)",
        "(信息公开类别:主动公开)",
    ),
    rejects=("此件公开发布", "(试行)", "(2023年3月1日会议通过)", "()"),
)


def read_listed_items(text: str) -> list[str]:
    """
    The names in one line of 附件说明: "1.甲  2.乙" are two where white space stands before the next number.

    Args:
        text: The line as the source has it, without 附件：; a name without a number is one.
    """
    folded = fold(text)
    match = LISTED_ITEM.regex().fullmatch(folded)
    if match is None:
        return [text]
    number, start, items = int(match["number"]), match.start("name"), []
    for mark in _NEXT_ITEM.finditer(folded, start):
        if int(mark["number"]) == number + 1:
            items.append(text[start : mark.start()])
            number, start = number + 1, mark.end()
    return [*items, text[start:]]


_NEXT_ITEM = re.compile(r" +(?P<number>[0-9]{1,2})[.、] *")
