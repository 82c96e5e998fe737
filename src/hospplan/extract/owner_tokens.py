"""The words that tell owners, found in a text: labels of owners and of deadlines, and verbs behind names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.extract.owner_rules import (
    BARE_LABEL,
    BOXED_LABEL,
    DEADLINE_LABEL,
    DUTY,
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
_NO_NAME = "为是要应须会可将的"
"""What goes on with a sentence behind a label without a colon: 责任单位要落实."""
_BEFORE_LABEL = OPENINGS | frozenset("，,；;、。 \n:—-─")


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
    is_duty: bool = False
    """What somebody is to do for the others (要加强统筹协调): it charges beside another who is charged."""
    needs_bracket: bool = False
    """市财政局负责资金保障 or 责任单位市财政局 charges somebody only in a bracket; elsewhere it is a sentence."""


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
    for match in _at_clause(BARE_LABEL, folded, lexicon):
        role, expected = head_role(match, lexicon)
        after = folded[match.end() : match.end() + 1]
        if expected is not None and "\u4e00" <= after <= "\u9fff" and after not in _NO_NAME:
            yield Token(
                *match.span(),
                role,
                is_label=True,
                expected=expected,
                is_plain=True,
                needs_bracket=not match["gap"],
            )
    for match in _at_clause(DEADLINE_LABEL, folded, lexicon):
        yield Token(*match.span(), None, is_label=True)
    duties = list(DUTY.regex(lexicon).finditer(folded))
    within = {at for duty in duties for at in range(*duty.span())}
    for match in VERB.regex(lexicon).finditer(folded):
        if match.start() in within:
            continue
        if match.start() and folded[match.start() - 1] in OPENINGS:
            continue  # 医务科（牵头）: a mark on one name
        is_plain = not match["adverb"] and is_plain_charge(match["verb"], lexicon)
        charge = charge_role(match["verb"], lexicon)
        yield Token(
            *match.span(), charge, is_label=False, is_plain=is_plain, needs_bracket=bool(match["what"])
        )
    for match in duties:
        charge = charge_role(match["verb"], lexicon) if match["charge"] else None
        leads = match["duty"] is not None and ("牵头" in match["duty"] or "总" in match["duty"])
        yield Token(
            *match.span(),
            charge or ("lead" if leads else "responsible"),
            is_label=False,
            is_plain=True,
            is_duty=True,
        )
    for match in IS_LABEL.regex(lexicon).finditer(folded):
        role, expected = head_role(match, lexicon)
        if expected == "organ":
            yield Token(*match.span(), role, is_label=False, expected=expected, is_plain=True, is_copula=True)


def _at_clause(rule: Rule, folded: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """The matches of a rule that open a clause."""
    for match in rule.regex(lexicon).finditer(folded):
        if not match.start() or folded[match.start() - 1] in _BEFORE_LABEL:
            yield match
