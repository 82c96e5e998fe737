"""Named pieces that rules are composed of, from plain patterns and from the lexicon."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from hospplan.lexicon import Lexicon

DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}"
"""Digits, with or without thousands' commas."""
DECIMAL = rf"(?:{DIGITS})(?:\.[0-9]{{1,8}})?"
HAN_NUMERAL = r"[零〇○一二两三四五六七八九十百千万亿]{1,12}"

_PLAIN: dict[str, str] = {
    "DECIMAL": f"(?:{DECIMAL})",
    "HAN_NUMERAL": f"(?:{HAN_NUMERAL})",
    "HAN": r"[\u3400-\u4dbf\u4e00-\u9fff]",
    "YEAR": r"(?:(?:19|20)[0-9]{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})",
    "TO": r"(?:-|—{1,2}|～|至|到)",
    "SPACE": r"[ ]{0,8}",
    "FILE_TYPE": r"(?i:pdf|docx?|xlsx?|pptx?|wps|et|ofd|ceb|zip|rar|7z|jpe?g|png|txt)",
}

_FROM_LEXICON: dict[str, Callable[[Lexicon], Iterable[str]]] = {
    "COUNT": lambda x: x.units.count,
    "UNIT": lambda x: (*x.units.count, *x.units.measure),
    "DURATION": lambda x: x.units.duration,
    "MORE": lambda x: x.units.more,
    "MAGNITUDE": lambda x: x.units.magnitude,
    "BOUND_BEFORE": lambda x: x.bounds.all_before(),
    "BOUND_AFTER": lambda x: x.bounds.after,
    "STATUTORY": lambda x: x.genres.statutory,
    "DEPARTMENT_SUFFIX": lambda x: x.organs.department_suffixes,
    "ORGANISATION_SUFFIX": lambda x: x.organs.organisation_suffixes,
    "WHOLE_NAME": lambda x: x.organs.whole_names,
    "GROUP_HEAD": lambda x: x.organs.group_heads,
    "GROUP_TAIL": lambda x: x.organs.group_tails,
    "STATE_ORGAN": lambda x: x.organs.state_organs,
    "STATE_HEAD": lambda x: x.organs.state_heads,
    "AREA": lambda x: x.organs.areas,
    "POST": lambda x: x.organs.posts,
    "SURNAME": lambda x: x.organs.surnames,
    "OWNER_LABEL": lambda x: x.owners.labels,
    "LABEL_STEM": lambda x: x.owners.label_stems,
    "LABEL_NOUN": lambda x: x.owners.label_nouns,
    "OWNER_VERB": lambda x: x.owners.verbs,
    "OWNER_VERB_TAIL": lambda x: x.owners.verb_tails,
    "OWNER_ADVERB": lambda x: x.owners.adverbs,
    "DUTY_VERB": lambda x: x.owners.duty_verbs,
    "DUTY": lambda x: x.owners.duties,
    "OPEN_END": lambda x: x.owners.open_ends,
    "FINISHING": lambda x: x.owners.finishing,
    "COUNTED": lambda x: (*x.units.count, *x.units.measure, *x.units.duration, *x.numbers.followers),
    "SLOGAN_NOUN": lambda x: x.numbers.slogan_nouns,
    "CODED_NOUN": lambda x: x.numbers.coded_nouns,
    "STAGE_NOUN": lambda x: x.numbers.stage_nouns,
    "NUMBERED_PLACE": lambda x: x.numbers.places,
    "DEADLINE_LABEL": lambda x: x.owners.deadline_labels,
}

_REFERENCE = re.compile(r"\(\?&([A-Z_]+)\)")


def alternatives(words: Iterable[str]) -> str:
    """One group of *words*, escaped, the longest first, so that no word hides a longer one."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def spaced(*words: str) -> str:
    """One group of *words* as labels write them, padded to align: 标题 is 标  题 too."""
    return "(?:" + "|".join("[ ]{0,4}".join(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=256)
def fragment(name: str, lexicon: Lexicon) -> str:
    """
    The pattern of one fragment.

    Raises:
        KeyError: There is no fragment of this name: a mistake in a rule, found by the test of all rules.
    """
    return _PLAIN[name] if name in _PLAIN else alternatives(_FROM_LEXICON[name](lexicon))


def expand(pattern: str, lexicon: Lexicon) -> str:
    """*pattern* with each `(?&NAME)` replaced by its fragment."""
    return _REFERENCE.sub(lambda match: fragment(match[1], lexicon), pattern)
