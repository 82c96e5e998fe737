"""What holds a rank: 综合实力 of 综合实力位居全省第3名, without the words that tell among whom."""

import re
from dataclasses import replace

from hospplan.extract.names import Lead
from hospplan.extract.verbs import is_word, trim_end, words_of
from hospplan.lexicon import Lexicon
from hospplan.phrases.name_number import REPEATED

_RANK_INSIDE = re.compile("位居|位列|名列|稳居|居(?=全|[省市县区国同本])|跻身|进入")
_AMONG = re.compile("在[^，。；在]{2,16}[中里内]?$")
"""满意度测评｜在全市同级医院中位列前三: among whom is not what is ranked."""
_LONGEST_REPEATED = 10
_RANK_VERBS = ("力争进入", "进入", "跻身", "迈入", "保持", "位列")


def without_rank_heads(text: str, lead: Lead, lexicon: Lexicon) -> Lead:
    """以全国第69位的成绩, 进入全省前10名: the field of a rank is not what is ranked."""
    if lead.name is None:
        return lead
    start, end = lead.name
    for verb in (*_RANK_VERBS, "在", "以"):
        if text.startswith(verb, start, end):
            start += len(verb)
            break
    while last := next((v for v in _RANK_VERBS if text.endswith(v, start, end)), None):
        end = trim_end(text, start, end - len(last), words_of(lexicon), lexicon)
    inside = _RANK_INSIDE.search(text, start + 1, end)
    if inside is not None:
        end = trim_end(
            text, start, inside.start(), words_of(lexicon), lexicon
        )  # 综合实力｜居全国儿童医院第9位
    if text[start:end].endswith(("排名", "名次")) and end - start > len("排名"):
        return replace(lead, name=(start, end))  # 全国排名第286位
    for again in REPEATED.regex(lexicon).finditer(text, max(start, end - _LONGEST_REPEATED), end):
        end = again.start() if again.end() == end else end  # 满意度｜连续三个季度位列
    among = _AMONG.search(text, start + 2, end)
    if among is not None and is_word(text, among.start(), among.start() + 1, start, lexicon):
        end = among.start()
    tails = (*lexicon.units.rank_heads, "中", "里")
    while tail := next((t for t in tails if text.endswith(t, start, end)), None):
        end -= len(tail)
    return replace(lead, name=(start, end) if end - start >= 2 else None)
