"""The words that tell owners, found in a text: labels of owners and of deadlines, and verbs behind names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.extract.owner_rules import (
    BOXED_LABEL,
    DEADLINE_LABEL,
    IS_LABEL,
    LABEL,
    LABEL_IS,
    VERB,
    head_role,
)
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import OwnerRole
from hospplan.phrases.charge import charge_role, is_plain_charge
from hospplan.phrases.name_list import Expected

OPENINGS = frozenset("(〔[【")
_BEFORE_LABEL = OPENINGS | frozenset("，,；;、。 \n:")


@dataclass(frozen=True, slots=True)
class Token:
    """A label or verb at its place, half-open."""

    start: int
    end: int
    role: OwnerRole | None
    """None for a label of a deadline."""
    is_label: bool
    expected: Expected | None = None
    """What a label asks for."""
    is_plain: bool = False
    """A verb that any sentence may end with, or a label without a colon: it needs names that are sure."""
    is_copula: bool = False
    """What names are said to be: 医务科为责任科室."""


def find_tokens(folded: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The labels and verbs of a folded text, by place; of two that start together the longer first."""
    return tuple(sorted(_tokens(folded, lexicon), key=lambda token: (token.start, -token.end)))


def _tokens(folded: str, lexicon: Lexicon) -> Iterator[Token]:
    for rule in (LABEL, BOXED_LABEL, LABEL_IS):
        for match in _at_clause(rule, folded, lexicon):
            role, expected = head_role(match, lexicon)
            if rule is not LABEL_IS or expected == "organ":  # 负责人为科主任 is a sentence about posts
                is_plain = rule is LABEL_IS
                yield Token(*match.span(), role, is_label=True, expected=expected, is_plain=is_plain)
    for match in _at_clause(DEADLINE_LABEL, folded, lexicon):
        yield Token(*match.span(), None, is_label=True)
    for match in VERB.regex(lexicon).finditer(folded):
        if match.start() and folded[match.start() - 1] in OPENINGS:
            continue  # 医务科（牵头）: a mark on one name
        is_plain = not match["adverb"] and is_plain_charge(match["verb"], lexicon)
        role = charge_role(match["verb"], lexicon)
        yield Token(*match.span(), role, is_label=False, is_plain=is_plain)
    for match in IS_LABEL.regex(lexicon).finditer(folded):
        role, expected = head_role(match, lexicon)
        if expected == "organ":
            yield Token(*match.span(), role, is_label=False, expected=expected, is_plain=True, is_copula=True)


def _at_clause(rule: Rule, folded: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """The matches of a rule that open a clause."""
    for match in rule.regex(lexicon).finditer(folded):
        if not match.start() or folded[match.start() - 1] in _BEFORE_LABEL:
            yield match
