"""Bounds that do not stand beside their number: in its verb (控制在26%), or before the verb (至少建成2个)."""

from hospplan.extract.segments import Segment
from hospplan.extract.verbs import Before, verb_at
from hospplan.lexicon import Lexicon
from hospplan.models.values import Comparator
from hospplan.phrases.quantity import FoundQuantity


def bound_apart(
    segment: Segment, before: Before, value: FoundQuantity, lexicon: Lexicon
) -> Comparator | None:
    """The comparator that the verb before a value gives, or a word before that verb; None where neither does."""
    return _bound_of_verb(before, value) or _bound_before_verb(segment, value, lexicon)


def _bound_of_verb(before: Before, value: FoundQuantity) -> Comparator | None:
    """药占比控制在26%: the verb says that it is the most."""
    is_capped = before.verb_text.startswith("控制") and value.comparator == "eq" and value.kind == "number"
    return "le" if is_capped else None


_EARLY_CHARS = 24
_OUTERMOST: tuple[Comparator, ...] = ("ge", "le")


def _bound_before_verb(segment: Segment, value: FoundQuantity, lexicon: Lexicon) -> Comparator | None:
    """至少建成2个: a bound that stands before the verb."""
    if value.comparator != "eq":
        return None
    # 至少设置1家A和1家B: it holds to the end of its clause
    left = segment.text[max(segment.clause.start, value.start - _EARLY_CHARS) : value.start]
    for word, bound in lexicon.bounds.before.items():
        if bound not in _OUTERMOST:
            continue  # 超过建设: a word that compares needs its number
        at = left.rfind(word)
        if at != -1 and verb_at(left, at + len(word), lexicon):
            return bound
    return None
