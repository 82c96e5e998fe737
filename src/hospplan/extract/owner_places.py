"""Where statements of owners may stand in a text: brackets that close a clause, and the tails of sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.extract.owner_rules import LEAD_IN
from hospplan.extract.owner_tokens import Token
from hospplan.lexicon import Lexicon
from hospplan.phrases.task_title import number_at

PAIRS = {"(": ")", "〔": "〕", "[": "]", "【": "】"}
BRACKETS = re.compile("[" + re.escape("".join((*PAIRS, *PAIRS.values()))) + "]")
EDGE = "，,；;、。 \n"
"""Marks around a statement that say nothing."""
_STOPS = frozenset("。!?！？\n")
_STOP_MARKS = re.compile("[" + re.escape("".join(_STOPS)) + "]")
_AFTER_BRACKET = frozenset("，,；;、。!！ \n(〔[【")
_BRACKET_MAX = 1200
_TAILS_TRIED = 3
"""Labels of one sentence that a statement may start at; a sentence with more of them is no statement."""
_CLAUSE_SEEN = 200
"""Characters before a verb that its clause is looked for in."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that may be a statement, half-open; a bracket with its marks."""

    start: int
    end: int
    is_bracket: bool


class Places:
    """One folded text with its labels and verbs; all offsets are into it."""

    def __init__(self, folded: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> None:
        self.folded = folded
        self.tokens = tokens
        self.lexicon = lexicon
        self.labels = frozenset(token.start for token in tokens if token.is_label)
        placed = number_at(folded, 0, lexicon)
        self.begin = placed.title_start if placed else 0
        self.last = len(folded.rstrip(EDGE))
        stops = (folded.find(stop) for stop in "。！!\n")
        self.first_stop = min((at for at in stops if at >= 0), default=len(folded))

    def candidates(self) -> list[Stretch]:
        """Stretches that may be statements, in order: brackets that close a clause, then tails of sentences."""
        brackets = self.brackets()
        candidates = [bracket for bracket in brackets if self._closes_clause(bracket)]
        ends = self._sentence_ends(brackets)
        at, tried, of_sentence = 0, 0, -1
        for start in self._tail_starts(brackets):
            while at < len(ends) - 1 and ends[at] <= start:
                at += 1
            tried = tried + 1 if of_sentence == at else 1
            of_sentence = at
            if tried <= _TAILS_TRIED:
                candidates.append(Stretch(start, ends[at], is_bracket=False))
        return sorted(candidates, key=lambda c: (c.start, c.is_bracket))

    def brackets(self) -> list[Stretch]:
        """The outermost closed brackets that hold a label or verb, or close an item."""
        found: list[Stretch] = []
        last, at = -1, 0
        tokens = [token for token in self.tokens if token.role or token.is_label]
        for low, high in sorted(self._pairs()):
            if low < last or low in self.labels:
                continue  # 【责任科室】门诊部: a label
            last = high
            while at < len(tokens) and tokens[at].start <= low:
                at += 1
            holds = at < len(tokens) and tokens[at].start < high
            if high - low <= _BRACKET_MAX and (holds or self._closes_item(low, high)):
                found.append(Stretch(low, high, is_bracket=True))
        return found

    def _pairs(self) -> list[tuple[int, int]]:
        stack: list[int] = []
        pairs: list[tuple[int, int]] = []
        for mark in BRACKETS.finditer(self.folded):
            i, c = mark.start(), mark[0]
            if c in PAIRS:
                stack.append(i)
            elif stack and c == PAIRS[self.folded[stack[-1]]]:
                pairs.append((stack.pop(), i + 1))
        return pairs

    def _closes_item(self, low: int, high: int) -> bool:
        """Whether a bracket stands after a full stop, or before the one that ends the first sentence or the paragraph."""
        if low == 0 or self.folded[low - 1] in "。；;！!\n":
            return True
        after = self.folded[high : high + 1]
        return not after or (after in "。；;！!\n" and (high >= self.last or low < self.first_stop))

    def _closes_clause(self, bracket: Stretch) -> bool:
        after = self.folded[bracket.end : bracket.end + 1]
        opens = bracket.start > 0 and self.folded[bracket.start - 1] in "。；;！!"
        return not after or after in _AFTER_BRACKET or opens

    def _sentence_ends(self, brackets: list[Stretch]) -> list[int]:
        """Where sentences end, their stop left out; a stop in a bracket ends none."""
        ends, at = [], 0
        for mark in _STOP_MARKS.finditer(self.folded):
            i = mark.start()
            while at < len(brackets) and brackets[at].end <= i:
                at += 1
            if at == len(brackets) or i < brackets[at].start:
                ends.append(i)
        return [*ends, len(self.folded)]

    def _tail_starts(self, brackets: list[Stretch]) -> Iterator[int]:
        """Where a statement outside brackets may start: at a label, at 由 before a verb, at a sentence's start."""
        starts = {token.start for token in self.tokens if token.is_label and not token.needs_bracket}
        for token in self.tokens:
            if token.is_label or token.role is None or token.needs_bracket:
                continue
            clause = self._clause_start(token.start)
            if clause < self.begin and self.folded.startswith("由", self.begin):
                clause = self.begin  # （一）由护理部牵头
            head = self.folded[clause : token.start]
            is_led_in = LEAD_IN.regex(self.lexicon).match(head.lstrip()) is not None
            opens = clause == 0 or self.folded[clause - 1] in _STOPS
            if token.is_duty and not opens:
                continue
            if is_led_in or token.is_copula or token.role == "lead" or (opens and token.role != "support"):
                starts.add(clause)
        at = 0
        for start in sorted(starts):
            while at < len(brackets) and brackets[at].end <= start:
                at += 1
            if at == len(brackets) or start < brackets[at].start:
                yield start

    def _clause_start(self, at: int) -> int:
        low = max(0, at - _CLAUSE_SEEN)
        cut = max(self.folded.rfind(mark, low, at) for mark in "，,；;。:\n")
        return cut + 1
