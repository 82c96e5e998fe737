"""Names of shares whose bound stands before the whole: 重症床位不少于总床位数的8%."""

from hospplan.extract.clauses import Prose
from hospplan.extract.names import name_before
from hospplan.extract.segments import Segment
from hospplan.extract.value_name import Naming
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.phrases.quantity import bound_of

SHARE_BOUND = Rule(
    name="总体的份额",
    pattern=r"(?! 约[定束谈见] ) (?P<bound>(?&BOUND_BEFORE)) (?P<whole> (?&HAN) [^，。；、]{1,14} ) 的 [ ]?",
    reads=("不少于总床位数的", "不低于业务收入的", "不超过在职职工总数的"),
    rejects=("不少于", "总床位数的", "不低于8%的"),
)


def name_bounded_share(segment: Segment, prose: Prose, lexicon: Lexicon) -> Naming | None:
    """重症床位不少于总床位数的｜8%: the bound stands before the whole that the share is of."""
    value = segment.values[0]
    if value.unit not in ("%", "‰"):
        return None
    for match in SHARE_BOUND.regex(lexicon).finditer(segment.text, segment.start, value.number):
        if match.end() != value.start:
            continue
        lead = name_before(
            segment.text, (segment.start, match.start()), prose.spans, lexicon, strips_verbs=False
        )
        bound = bound_of(match["bound"], lexicon)
        return Naming(lead.name, None, comparator=bound) if lead.name else None
    return None
