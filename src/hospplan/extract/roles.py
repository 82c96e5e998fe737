"""What a stretch of a document is about: results, targets, the situation or rules; and the time it speaks of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from hospplan.extract.asides import COMPARISON
from hospplan.grammar.fragments import alternatives
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Document, Part, Section
from hospplan.models.outline import Outline
from hospplan.phrases.period import Calendar, Span, find_periods, year_span
from hospplan.phrases.quantity import find_quantities
from hospplan.text.fold import fold

SectionRole = Literal["result", "target", "context", "rule"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a sentence that is silent about it."""

    role: SectionRole | None
    calendar: Calendar
    period: Span | None
    """The period that the headings, the title or the text's planning period give."""
    period_text: str | None
    """The words of a heading that gave it; None where it is the whole text's planning period."""
    years: Mapping[SectionRole, Span] = field(default_factory=dict)
    """Of a title of two years (2023年总结和2024年计划) the year of each role."""
    day: date | None = None
    """The day that the document is dated."""

    def is_over(self, span: Span) -> bool:
        """
        Whether a period lies behind the year that the text speaks in.

        到2024年 in a plan for 2026 that is dated 2022 still lies ahead of who wrote it.
        """
        year = self.calendar.year
        if year is None or span.end.year >= year:
            return False
        return self.day is None or span.end.year <= self.day.year


class Settings:
    """The settings of one document, worked out once for each section."""

    def __init__(self, document: Document, outline: Outline, lexicon: Lexicon) -> None:
        """Read titles and headings of *document*."""
        self._outline = outline
        self._lexicon = lexicon
        self._header_title = document.header.title or ""
        self._document_year = _document_year(document)
        self._day = date.fromisoformat(document.sign_off.date) if document.sign_off.date else None
        self.own = _own_words(document, lexicon)
        """Words by which the text speaks of its own house."""
        self._columns: dict[str, SectionRole] = {}
        self._parts: dict[int, Setting] = {}
        self._sections: dict[str, Setting] = {}
        for part in document.parts:
            self._parts[id(part)] = self._of_part(part)

    def set_columns(self, roles: Mapping[str, SectionRole]) -> None:
        """Let the heads of tables decide for the cells below them: 目标值 is one of targets under any chapter."""
        self._columns.update(roles)

    def at(self, anchor: Anchor) -> Setting:
        """The setting of a place."""
        setting = self._around(anchor)
        role = self._columns.get(anchor.block)
        return setting if role is None else replace(setting, role=role)

    def sections(self, block: str) -> tuple[str, ...]:
        """Ids of the sections around a paragraph, outermost first."""
        return tuple(section.id for section in self._outline.path[block])

    def _around(self, anchor: Anchor) -> Setting:
        path = self._outline.sections(anchor)
        block = anchor.block
        if block in self._outline.cells:
            block = self._outline.table_of_cell[block]
        setting = self._parts[id(self._outline.part_of[block])]
        for section in path:
            known = self._sections.get(section.id)
            if known is None:
                known = self._sections[section.id] = self._under(setting, section)
            setting = known
        return setting

    def _of_part(self, part: Part) -> Setting:
        titles = [t for t in (part.subtitle, part.title, self._header_title) if t]
        role = next((r for r in (_title_role(t, self._lexicon) for t in titles) if r), None)
        if role is None and any(_gives_rules(t, self._lexicon) for t in titles[:1]):
            role = "rule"
        plan, year = None, self._document_year
        for title in titles:
            spans = _long_spans(title, self._document_year, self._lexicon)
            if spans:
                plan = spans[-1]
                # A title's own year ("2023年工作计划", "2024年第一季度督办清单") is the year that the text speaks
                # in; a plan of five years speaks in the year of its date.
                if plan.start is not None and plan.start.year == plan.end.year:
                    year = plan.end.year
                break
        if plan is None:
            plan = _declared(part, Calendar(year), self._lexicon)
        if plan is None and role == "result" and year:
            plan = year_span(year)
        years = next((y for title in titles if (y := _years_of(title, year, self._lexicon))), {})
        return Setting(role, Calendar(year, plan), plan, None, years, self._day)

    def _under(self, setting: Setting, section: Section) -> Setting:
        role = setting.role
        if section.number is None or section.number.style not in ("inline", "project"):
            above = setting.role if section.level > 1 else None
            own = heading_role(section.title, self._lexicon, above=above, is_item=section.level > 2)
            role = own or role
        else:
            own = None
        calendar, years = setting.calendar, setting.years
        period, text = setting.period, setting.period_text
        title = fold(section.title)
        if _is_sentence(title, section.level, self._lexicon):
            return replace(setting, role=role)  # its deadline is its own
        if own is not None and own in years:
            period, text = years[own], None
            calendar = Calendar(years[own].end.year, calendar.plan)
        periods = list(find_periods(title, setting.calendar, self._lexicon))
        compared = [m.span() for m in COMPARISON.regex(self._lexicon).finditer(title)] if periods else []
        for found in periods:
            if found.span is not None and not any(a <= found.start < b for a, b in compared):
                period, text = found.span, section.title[found.start : found.end]
                if _is_year(found.span):
                    calendar = Calendar(found.span.end.year, calendar.plan)
                if own is None and setting.is_over(found.span):
                    role = "result"  # 2023年主要工作, in a text of 2024
        return Setting(role, calendar, period, text, years, setting.day)


def _title_role(title: str, lexicon: Lexicon) -> SectionRole | None:
    """What a title says; one of two texts (2024年工作总结和2025年工作计划) opens with the first of them."""
    pieces = [role for piece in _AND.split(title) if (role := heading_role(piece, lexicon)) is not None]
    if len(pieces) > 1 and pieces[0] == "result" and "target" in pieces:
        return "result"
    return heading_role(title, lexicon)


def _is_sentence(title: str, level: int, lexicon: Lexicon) -> bool:
    """
    Whether a heading is the statement itself: （一）到2025年，床位达到900张, or 一、参保人数增加到2021年的1.2倍.

    2024年10件民生实事 has a number too, but names a chapter.
    """
    if level > 2 and ("，" in title or len(title) > _TITLE_WITH_PERIOD):
        return True
    values = [q for q in find_quantities(title, lexicon) if not q.is_han and not q.is_duration]
    if "，" in title or _BY_WHEN.search(title):
        return bool(values)
    end = len(title.rstrip("。；; "))
    return any(q.is_bounded or q.end == end or q.unit in lexicon.units.measure for q in values)


_BY_WHEN = re.compile("[到至][ ]?20[0-9]{2}|20[0-9]{2}[ ]?年?[底末前]")


def _is_year(span: Span) -> bool:
    return span.start is not None and (span.end - span.start).days in (364, 365)


def _long_spans(title: str, year: int | None, lexicon: Lexicon) -> list[Span]:
    """The periods of a title; a day in it (a date of a speech) is no planning period."""
    spans = (p.span for p in find_periods(fold(title), Calendar(year), lexicon))
    return [s for s in spans if s is not None and (s.start is None or (s.end - s.start).days > _SHORT)]


_SHORT = 27
_TITLE_TAIL = re.compile("(?:\\([^()]{1,12}\\))?(?:的(?:通知|决定|公告))?$")


def _gives_rules(title: str, lexicon: Lexicon) -> bool:
    """Whether a title is one of rules: 医疗质量管理办法（试行）; 印发《…管理办法》的通知 names another text."""
    return _TITLE_TAIL.sub("", fold(title)).endswith(lexicon.sections.rule_titles)


_AND = re.compile("[和与及暨、，]")


def _years_of(title: str, year: int | None, lexicon: Lexicon) -> dict[SectionRole, Span]:
    """Of a title that names two texts the year of each: 2023年工作总结和2024年工作计划."""
    found: dict[SectionRole, Span] = {}
    for piece in _AND.split(title):
        role, spans = heading_role(piece, lexicon), _long_spans(piece, year, lexicon)
        if role is not None and spans:
            found[role] = spans[-1]
    return found if len(found) > 1 else {}


def heading_role(
    title: str, lexicon: Lexicon, *, above: SectionRole | None = None, is_item: bool = False
) -> SectionRole | None:
    """
    The role that a heading gives, or None where it says nothing.

    A heading of Chinese is headed at its end: only a role word that ends it counts ("发展成效", "主要任务指标"),
    not one inside ("质量指标持续优化" is no chapter of targets). Under a heading that has a role already, a slogan
    ("坚持分类施策，启动“人才领跑”工程") does not make results into targets: only a short plain heading does, and
    an item (1.) never.
    """
    text = fold(title)
    match = _role_pattern(lexicon).search(text)
    if match is None and text.startswith(lexicon.sections.looking):
        match = _role_pattern(lexicon).search(text.partition("，")[0])  # 认清形势，增强紧迫感
    if match is None:
        return None
    role = _role_words(lexicon)[match["word"]]
    if role in ("context", "result", "rule") and _works_on(text, lexicon):
        return None
    is_slogan = is_item or len(text) > _PLAIN_HEADING or not _is_plain(text[: match.start()], lexicon)
    if role == "target" and above in ("result", "context") and is_slogan:
        return None
    return role


def _is_plain(modifier: str, lexicon: Lexicon) -> bool:
    """Whether what stands before the word of a role names no matter: 2024年重点工作｜计划, but not 深化绿色转型｜行动."""
    return _plain_words(lexicon).fullmatch(modifier) is not None


@lru_cache(maxsize=4)
def _plain_words(lexicon: Lexicon) -> re.Pattern[str]:
    words = alternatives((*lexicon.sections.plain, *lexicon.sections.target))
    return re.compile(
        rf"(?:{words}|[ ]|20[0-9]{{2}}(?:[-—至][ ]?20[0-9]{{2}})?年?|“?十[一二三四五六七八九]五”?){{0,8}}"
    )


def _works_on(title: str, lexicon: Lexicon) -> bool:
    """
    Whether the last word of a heading names what is worked on, and not what is told.

    坚持常态长效，巩固防控成果 and 加快补齐能力短板 are tasks: their last clause opens with what is to be done.
    """
    words = lexicon.sections
    clause = title.rpartition("，")[2]
    if clause.startswith((*words.keeping, *words.solving)) or title.startswith(words.solving):
        return not any(word in clause for word in words.achieved)
    return False


_PLAIN_HEADING = 16
_TITLE_WITH_PERIOD = 24


@lru_cache(maxsize=4)
def _role_words(lexicon: Lexicon) -> Mapping[str, SectionRole]:
    words: dict[str, SectionRole] = {}
    table: tuple[tuple[SectionRole, tuple[str, ...]], ...] = (
        ("target", lexicon.sections.target),
        ("result", lexicon.sections.result),
        ("context", lexicon.sections.context),
        ("rule", lexicon.sections.rule),
    )
    for role, row in table:
        words.update(dict.fromkeys(row, role))
    return words


@lru_cache(maxsize=4)
def _role_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>{alternatives(_role_words(lexicon))})(?:如下|情况|部分|等)?[ ]?"
        r"(?:(?:分工|分解|明细|一览|汇总)?表)?(?:\([^()]{1,30}\))?[。:：；]?$"
    )


def _own_words(document: Document, lexicon: Lexicon) -> tuple[str, ...]:
    """我院, 全院; of these 我市 and 我县 only where the issuer is no single house: a hospital's 我市 is its surroundings."""
    words = lexicon.sections.own
    issuers = document.sign_off.issuers
    is_house = bool(issuers) and all(issuer.endswith(lexicon.organs.houses) for issuer in issuers)
    return tuple(w for w in words if w[-1] not in _REGIONS) if is_house else words


_REGIONS = frozenset("省市县区州")


def _document_year(document: Document) -> int | None:
    if document.sign_off.date:
        return int(document.sign_off.date[:4])
    if document.header.document_number:
        return document.header.document_number.year
    if document.imprint.issue_date:
        return int(document.imprint.issue_date[:4])
    return None


_DECLARED = re.compile("规划期限|规划期为|规划期:|实施期限|计划期限")
_GOAL = re.compile(
    r"(?:^|[。；]|目标[。:]?)[ ]?(?:“?十[一二三四五六七八九]五”?期?末|到(?P<year>20[0-9]{2})年(?:底|末)?)[，,]"
)
_BLOCKS_TRIED = 40


def _declared(part: Part, calendar: Calendar, lexicon: Lexicon) -> Span | None:
    """
    The planning period that the text itself gives near its head.

    It is declared ("规划期限为2021—2025年"), or the first goal names its end ("总体目标。到2025年，…").
    """
    goal: Span | None = None
    for block in part.blocks[:_BLOCKS_TRIED]:
        text = fold(block.text)
        match = _DECLARED.search(text)
        if match:
            for found in find_periods(text[match.end() : match.end() + 40], calendar, lexicon):
                if found.span is not None:
                    return found.span
        aim = _GOAL.search(text) if goal is None else None
        if aim is not None and aim["year"] and (calendar.year is None or int(aim["year"]) >= calendar.year):
            goal = Span(None, date(int(aim["year"]), 12, 31))
    return goal
