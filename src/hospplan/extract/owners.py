"""
Who is charged with what: owner cells, and statements of owners in running text.

A statement is a row of labels with names (牵头单位：甲；配合单位：乙、丙), of names with verbs (甲牵头，乙、丙配合), or of
both, in brackets, at the end of a sentence, or on lines of its own. All of it must read as labels, names, verbs
and deadlines: one clause that is something else, and it is a sentence about organs, no statement.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from hospplan.extract.owner_places import BRACKETS, EDGE, Places, Stretch
from hospplan.extract.owner_rules import (
    FIRST_LEADS,
    FOOTNOTE,
    JOINING,
    LEAD_IN,
    NAME_TEXT,
    OFFICE,
    REMARK,
    SAME_BELOW,
)
from hospplan.extract.owner_statement import Bare, Statement, first_leading, together
from hospplan.extract.owner_tokens import Token, find_tokens
from hospplan.lexicon import Lexicon
from hospplan.models.plan import Owner
from hospplan.models.values import OwnerRole
from hospplan.phrases.charge import mark_role
from hospplan.phrases.deadline import is_deadline
from hospplan.phrases.name_list import Expected, Name, read_names
from hospplan.phrases.organ import Home, is_name
from hospplan.phrases.period import Calendar
from hospplan.text.fold import fold

_CLAUSE_MARKS = frozenset("，,；;\n")
_BARE_MIN = 2
_VERBS_TRIED = 6
_PLAIN_NAME_MAX = 20
_DEADLINE_MAX = 40
_BULLETS = str.maketrans(dict.fromkeys("▲△▼●★☆■◆◇※", " "))
"""Signs that some set before each label (▲牵头部门：); they say nothing."""


@dataclass(slots=True)
class _Reading:
    owners: list[Owner] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    is_firm: bool = False
    is_sure: bool = True
    """All of its names are told by their form."""


def read_owners(
    text: str, role: OwnerRole, lexicon: Lexicon, *, expected: Expected | None = None, home: Home = "hospital"
) -> tuple[Owner, ...]:
    """
    The owners that a cell names, each once; labels and verbs inside the cell win over the column's *role*.

    Args:
        text: The cell as the source has it.
        role: What the column's head says.
        expected: What the head asks for: persons or organs.
        home: Whose document it is.
    """
    reading = _Statements(text, lexicon, home).cell(role, expected)
    return tuple(dict.fromkeys(reading))


def find_statements(text: str, lexicon: Lexicon, home: Home = "hospital") -> tuple[Statement, ...]:
    """The statements of owners in a paragraph, in order; those that touch are one."""
    return _Statements(text, lexicon, home).find()


class _Statements:
    """One text being read; all offsets are into it."""

    def __init__(self, text: str, lexicon: Lexicon, home: Home) -> None:
        self.source = text
        self.text = text.translate(_BULLETS)
        self.folded = fold(self.text)
        self.lexicon = lexicon
        self.home = home
        self.tokens = find_tokens(self.folded, lexicon)
        self.places = Places(self.folded, self.tokens, lexicon)

    def cell(self, role: OwnerRole, expected: Expected | None) -> list[Owner]:
        """The whole text as the content of an owner cell."""
        # 分管院领导、院领导班子 are names here
        self.tokens = tuple(t for t in self.tokens if not (t.is_label and t.needs_bracket) and not t.is_duty)
        if not any(not token.is_label or token.role for token in self.tokens):
            return self._owners(0, len(self.text), role, expected)
        labels = [token.start for token in self.tokens if token.is_label]
        labelled = [
            bracket
            for bracket in self.places.brackets()
            if bracket.start > 0 and bisect_left(labels, bracket.end) > bisect_right(labels, bracket.start)
        ]
        if labelled:
            return self._with_brackets(labelled, role, expected)
        found = self._parse(0, len(self.text), is_bracket=True, rest_role=role)
        return found.owners if found else self._owners(0, len(self.text), role, expected)

    def _with_brackets(
        self, brackets: list[Stretch], role: OwnerRole, expected: Expected | None
    ) -> list[Owner]:
        """医务部（配合科室：各临床科室）: the bracket has roles of its own, what stands around it the column's."""
        owners: list[Owner] = []
        at = 0
        for bracket in brackets:
            low, high = bracket.start, bracket.end
            owners += self._owners(at, low, role, expected)
            inner = self._parse(low + 1, high - 1, is_bracket=True)
            owners += inner.owners if inner else self._owners(low + 1, high - 1, "support", expected)
            at = high
        return owners + self._owners(at, len(self.text), role, expected)

    def find(self) -> tuple[Statement, ...]:
        """All statements, those that touch joined."""
        if not self.tokens and not BRACKETS.search(self.folded):
            return ()
        found: list[Statement] = []
        for stretch in self.places.candidates():
            start, end = stretch.start, stretch.end
            if found and start < found[-1].end:
                continue
            statement = self._in_bracket(start, end) if stretch.is_bracket else self._at_end(start, end)
            if statement is not None:
                found.append(statement)
        joined: list[Statement] = []
        for statement in found:
            if joined and not self.folded[joined[-1].end : statement.start].strip(EDGE):
                joined[-1] = together(joined[-1], statement)
            else:
                joined.append(statement)
        return tuple(
            replace(s, start=self._before_bullets(s.start), owners=tuple(dict.fromkeys(s.owners)))
            for s in joined
        )

    def _before_bullets(self, start: int) -> int:
        while start and ord(self.source[start - 1]) in _BULLETS:
            start -= 1
        return start

    def _at_end(self, start: int, end: int) -> Statement | None:
        """A statement that runs up to its sentence's end, or, after 由甲牵头, to the last verb that names someone."""
        reading = self._parse(start, end, is_bracket=False)
        if reading is not None:
            return Statement(start, end, tuple(reading.owners), tuple(reading.deadlines), reading.is_firm)
        return self._before_task(start, end)

    def _before_task(self, start: int, end: int) -> Statement | None:
        """由护理部牵头，于6月底前完成修订: who leads (at an item's start also who is charged), then the task; never firm."""
        head = self.folded[start:end].lstrip()
        if LEAD_IN.regex(self.lexicon).match(head) is None:
            return None
        is_item = start <= self.places.begin  # （二）由招标办负责，于9月底前完成招标
        whole: tuple[_Reading, int] | None = None
        for token in self._tokens_in(start, end)[:_VERBS_TRIED]:
            if token.is_label:
                break
            reading = self._parse(start, token.end, is_bracket=False)
            if reading is None or (whole is None and token.role != "lead" and not is_item):
                break
            whole = reading, token.end
        if whole is None:
            return None
        reading, end = whole
        return Statement(start, end, tuple(reading.owners), tuple(reading.deadlines), is_firm=False)

    def _in_bracket(self, start: int, end: int) -> Statement | None:
        """The statement of a bracket: by labels and verbs, or, where it closes an item, by names alone."""
        stop = self._without_footnote(start + 1, end - 1)
        note = self.folded[stop : end - 1]
        first_leads = FIRST_LEADS.regex(self.lexicon).search(note) is not None
        is_onward = SAME_BELOW.regex(self.lexicon).search(note) is not None
        leads: Literal["here", "onward"] | None = ("onward" if is_onward else "here") if first_leads else None
        if self._tokens_in(start, stop):
            reading = self._parse(start + 1, stop, is_bracket=True)
            if reading is None:
                return None
            owners = first_leading(tuple(reading.owners)) if leads else tuple(reading.owners)
            return Statement(start, end, owners, tuple(reading.deadlines), reading.is_firm, leads=leads)
        bare = self._bare(start + 1, stop)
        if bare is None:
            return None
        reading, kind = bare
        if leads is not None:
            owners = first_leading(tuple(reading.owners))
            return Statement(start, end, owners, tuple(reading.deadlines), leads=leads)
        return Statement(
            start, end, tuple(reading.owners), tuple(reading.deadlines), is_firm=False, bare=kind
        )

    def _bare(self, start: int, end: int) -> tuple[_Reading, Bare] | None:
        """A stretch that is sure names and deadlines and nothing else, an organ among them."""
        words = self.folded[start:end].strip()
        if len(words) < _BARE_MIN or REMARK.regex(self.lexicon).fullmatch(words):
            return None
        reading = _Reading()
        if not self._region(reading, start, end, None, "responsible", is_bracket=False):
            return None
        names = [fold(owner.name) for owner in reading.owners if owner.kind != "person"]
        names = [name for name in names if is_name(name, self.lexicon)]
        if not names or any(owner.role == "support" for owner in reading.owners):
            return None
        is_office = any(OFFICE.regex(self.lexicon).fullmatch(name) for name in names)
        return reading, "office" if is_office else "other"

    def _without_footnote(self, start: int, end: int) -> int:
        """Where the owners of a bracket end: before a note on how to read the brackets."""
        note = FOOTNOTE.regex(self.lexicon).search(self.folded, start, end)
        return note.start() if note else end

    def _parse(
        self, start: int, end: int, *, is_bracket: bool, rest_role: OwnerRole | None = None
    ) -> _Reading | None:
        """The stretch as one statement; None where a part of it is something else."""
        reading = _Reading()
        tokens = self._tokens_in(start, end)
        if not tokens or (
            not is_bracket and not tokens[0].is_duty and any(token.needs_bracket for token in tokens)
        ):
            return None
        if tokens[0].is_duty and (end < self.places.last or all(token.is_duty for token in tokens)):
            return None  # a rule for everybody; what charges an item ends it
        at = start
        label: Token | None = None
        for token in tokens:
            if token.start < at:
                continue  # a verb inside a label: 牵头 of 牵头:
            if token.is_label:
                opens = at == start and is_bracket and not reading.owners
                if (
                    not self._region(reading, at, token.start, label, rest_role, is_bracket=is_bracket)
                    and not opens
                ):
                    return None  # before its first label a bracket may hold a remark
                label = token
                reading.is_firm = reading.is_firm or (token.role is not None and not token.is_plain)
            else:
                cut = self._last_clause(at, token.start) if label is not None else at
                if not self._region(reading, at, cut, label, rest_role, is_bracket=is_bracket):
                    return None
                verb = label if label is not None and cut == at and label.role else token
                if verb is label and token.role == "lead" and verb.role == "responsible":
                    verb = token  # 责任单位：甲牵头，乙配合
                if not self._region(reading, cut, token.start, verb, rest_role, is_bracket=is_bracket):
                    return None
                is_firm = token.role == "lead" and not token.is_copula and not token.is_duty
                reading.is_firm = reading.is_firm or is_bracket or is_firm
                label = None
            at = token.end
        may_remark = is_bracket and rest_role is None and label is None and reading.is_sure and reading.owners
        if not self._region(reading, at, end, label, rest_role, is_bracket=is_bracket) and not may_remark:
            return None  # after 甲牵头，乙配合 a bracket may end in a remark
        return reading if reading.owners or reading.deadlines else None

    def _tokens_in(self, start: int, end: int) -> list[Token]:
        low = bisect_left(self.tokens, start, key=lambda t: t.start)
        high = bisect_left(self.tokens, end, key=lambda t: t.start)
        return [t for t in self.tokens[low:high] if t.end <= end]

    def _last_clause(self, start: int, end: int) -> int:
        """Where the last clause of a stretch starts: before a verb, the names after the last ； or ，."""
        cut = max(self.folded.rfind(mark, start, end) for mark in _CLAUSE_MARKS)
        return start if cut < 0 else cut + 1

    def _region(
        self,
        reading: _Reading,
        start: int,
        end: int,
        token: Token | None,
        rest_role: OwnerRole | None,
        *,
        is_bracket: bool,
    ) -> bool:
        """The names of one token added to the reading; False where the stretch is no list of names."""
        if token is not None and token.role is None:
            words = self.text[start:end].strip(EDGE + "　")
            if words:
                reading.deadlines.append(words)
            return len(words) <= _DEADLINE_MAX
        for low, high, is_joining in self._names_of(reading, start, end, is_bracket=is_bracket):
            if token is None and rest_role is None and not (is_joining and is_bracket and reading.owners):
                return False
            role = (token.role if token else None) or rest_role or "responsible"
            role = "support" if is_joining else role
            owners = self._names(low, high, token, is_bracket=is_bracket)
            if owners is None:
                return False
            reading.owners += _owners_of(owners, role, self.lexicon)
            reading.is_sure = reading.is_sure and all(name.is_sure for name in owners)
        return True

    def _names_of(
        self, reading: _Reading, start: int, end: int, *, is_bracket: bool
    ) -> Iterator[tuple[int, int, bool]]:
        """
        Stretches that must be names: the region without deadlines, linking words and marks.

        The third value tells that the names come after 会同, and so support those before it.
        """
        runs: list[tuple[int, int]] = []
        low = start
        for i in range(start, end + 1):
            if i < end and self.folded[i] not in _CLAUSE_MARKS:
                continue
            clause = self.folded[low:i]
            if clause.strip(EDGE):
                if is_deadline(clause, Calendar(), self.lexicon, opens=is_bracket):
                    reading.deadlines.append(self.text[low:i].strip(EDGE))
                elif runs and runs[-1][1] + 1 == low:
                    runs[-1] = (runs[-1][0], i)
                else:
                    runs.append((low, i))
            low = i + 1
        for low, high in runs:
            begin = low
            while begin < high and self.folded[begin] in EDGE:
                begin += 1
            if led_in := LEAD_IN.regex(self.lexicon).match(self.folded, begin, high):
                begin = led_in.end()
            joined = self._joined(begin, high)
            if joined is None:
                yield begin, high, False
                continue
            if begin < joined.start():
                yield begin, joined.start(), False
            yield joined.end(), high, True

    def _joined(self, start: int, end: int) -> re.Match[str] | None:
        """会同 between two lists of names, or before the second where the first stands elsewhere (由甲牵头，会同乙)."""
        for joining in JOINING.regex(self.lexicon).finditer(self.folded, start, end):
            # in 市委员会同意 it is no word
            last = max(self.folded.rfind(mark, start, joining.start()) for mark in "、，,；;\n") + 1
            before = "".join(self.folded[max(last, start) : joining.start()].split())
            if not before or is_name(before, self.lexicon):
                return joining
        return None

    def _names(
        self, start: int, end: int, token: Token | None, *, is_bracket: bool
    ) -> tuple[Name, ...] | None:
        """The names of a stretch, or None where it does not read as names."""
        expected = token.expected if token else None
        names = read_names(self.text[start:end], self.lexicon, expected=expected, home=self.home)
        accepted = NAME_TEXT.regex(self.lexicon)
        if not all(accepted.fullmatch(fold(name.text)) for name in names):
            return None
        if token is not None and token.is_label and not token.is_plain:
            return names
        if not (is_bracket and not (token and token.is_label)) and not all(name.is_sure for name in names):
            return None
        if any(not name.is_sure and len(name.text) > _PLAIN_NAME_MAX for name in names):
            return None
        if token is not None and token.is_plain and not any(name.is_sure for name in names):
            return None
        return names

    def _owners(self, start: int, end: int, role: OwnerRole, expected: Expected | None) -> list[Owner]:
        names = read_names(self.text[start:end], self.lexicon, expected=expected, home=self.home)
        return _owners_of(names, role, self.lexicon)


def _owners_of(names: tuple[Name, ...], role: OwnerRole, lexicon: Lexicon) -> list[Owner]:
    """Names with their role: those in brackets after a name support it, a mark (牵头) in brackets wins."""
    owners = []
    for name in names:
        own = role
        if name.mark is not None:
            own = mark_role(name.mark, lexicon) or role
        elif name.is_aside:
            own = "support"
        owners.append(Owner(name=name.text, kind=name.kind, role=own, post=name.post))
    return owners
