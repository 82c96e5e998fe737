"""The words that tell owners, found in a text: labels of owners and of deadlines, and verbs behind names."""

from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.extract.owner_rules import DEADLINE_LABEL, LABEL, VERB, label_role
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
    """A verb that any sentence may end with, which needs a name that is sure."""


def find_tokens(folded: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The labels and verbs of a folded text, by place; of two that start together the longer first."""
    return tuple(sorted(_tokens(folded, lexicon), key=lambda token: (token.start, -token.end)))


def _tokens(folded: str, lexicon: Lexicon) -> Iterator[Token]:
    has_colon = ":" in folded
    for match in LABEL.regex(lexicon).finditer(folded) if has_colon else ():
        if match.start() and folded[match.start() - 1] not in _BEFORE_LABEL:
            continue
        known = label_role("".join(match[0][:-1].split()), lexicon)
        if known is not None:
            yield Token(match.start(), match.end(), known[0], is_label=True, expected=known[1])
    for match in DEADLINE_LABEL.regex(lexicon).finditer(folded) if has_colon else ():
        if not match.start() or folded[match.start() - 1] in _BEFORE_LABEL:
            yield Token(match.start(), match.end(), None, is_label=True)
    for match in VERB.regex(lexicon).finditer(folded):
        if match.start() and folded[match.start() - 1] in OPENINGS:
            continue  # 医务科（牵头）: a mark on one name
        is_plain = not match["adverb"] and is_plain_charge(match["verb"], lexicon)
        role = charge_role(match["verb"], lexicon)
        yield Token(match.start(), match.end(), role, is_label=False, is_plain=is_plain)
