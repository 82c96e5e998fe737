"""Verbs and other small words beside a value: what a stretch of text ends or starts with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from hospplan.grammar.fragments import alternatives
from hospplan.lexicon import Lexicon
from hospplan.phrases.words import boundaries, verb_of_dictionary

VerbClass = Literal["reach", "raise_to", "lower_to", "increase", "decrease", "doing", "mixed"]
Stretch = tuple[int, int]
"""A half-open stretch of a block's folded text."""


class Periods(NamedTuple):
    """Where the periods of a text stand."""

    ends: Mapping[int, int]
    """Start → end."""
    starts: Mapping[int, int]
    """End → start."""


NO_PERIODS = Periods({}, {})
FILLER = "\ue000"
"""Stands for a character that belongs to another clause (a bracket with its own values)."""

MAX_VERB = 6
"""Characters of the longest verb or adverb that is looked up."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the reading of names needs of the lexicon, made ready once for each lexicon."""

    verbs: Mapping[str, VerbClass]
    light: re.Pattern[str]
    """What stands before a noun phrase and is no part of it, words of two and more characters."""
    singles: frozenset[str]
    """The same of one character: only where it is a word of its own."""
    prepositions: re.Pattern[str]
    going: re.Pattern[str]
    """Words that say where to, behind a value: 30名｜到上级医院进修."""
    predicate: re.Pattern[str]
    subject_verbs: re.Pattern[str]
    acting: re.Pattern[str]
    """Verbs of doing and of change that are rarely part of a noun."""
    trailing: frozenset[str]
    """What stands between a verb or name and a value: 累计, 了."""


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """The tables of *lexicon*, compiled."""
    verbs: dict[str, VerbClass] = {}
    table: tuple[tuple[VerbClass, tuple[str, ...]], ...] = (
        ("mixed", lexicon.verbs.doing_or_noun),
        ("doing", lexicon.verbs.doing),
        ("reach", lexicon.verbs.reach),
        ("increase", lexicon.verbs.increase),
        ("decrease", lexicon.verbs.decrease),
        ("lower_to", lexicon.verbs.lower_to),
        ("raise_to", lexicon.verbs.raise_to),
    )
    for verb_class, row in table:
        verbs.update(dict.fromkeys(row, verb_class))
    for word in lexicon.verbs.doing:
        if len(word) > 1:
            verbs.setdefault("新" + word, "doing")  # 新开展, 新开通
    modality = (*lexicon.modality.must, *lexicon.modality.strive, *lexicon.modality.plan)
    light = [w for w in (*lexicon.verbs.adverbs, *modality, *lexicon.verbs.distributive) if len(w) > 1]
    singles = {w for w in (*lexicon.verbs.adverbs, *modality, *lexicon.verbs.distributive) if len(w) == 1}
    doing = [
        w for w in verbs if len(w) > 1 and verbs[w] in ("doing", "increase", "decrease", "reach", "mixed")
    ]
    return Words(
        verbs=verbs,
        light=re.compile(f"(?:{alternatives(light)}|含|包括|包含|例如|比如|诸如)"),
        singles=frozenset(singles),
        prepositions=re.compile(alternatives(lexicon.verbs.prepositions)),
        going=re.compile("到|赴|去|至|前往|作为|用于"),
        predicate=re.compile(
            alternatives({*lexicon.verbs.predicate, *(w for w in lexicon.verbs.doing if len(w) > 1)})
        ),
        subject_verbs=re.compile(alternatives(doing)),
        acting=re.compile(
            alternatives(w for w in verbs if len(w) > 1 and verbs[w] in ("doing", "increase", "decrease"))
        ),
        trailing=frozenset(
            ({*light, *"共均各都约了已再仅只也还又的保争"} - {*lexicon.modality.plan})
            | {*lexicon.verbs.trailing}
        ),
    )


@lru_cache(maxsize=4)
def _compounds(lexicon: Lexicon) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Character → the compounds that hold it, each with the place that it has there."""
    found: dict[str, list[tuple[str, int]]] = {}
    for word in lexicon.compounds.words:
        for offset, character in enumerate(word):
            found.setdefault(character, []).append((word, offset))
    return {character: tuple(words) for character, words in found.items()}


@dataclass(frozen=True, slots=True)
class Before:
    """What stands between the start of a segment and its value."""

    verb: VerbClass | None
    verb_text: str
    subject: Stretch
    """Without the verb."""
    is_done: bool = False
    """已 or 实际 stands before the verb."""


def verb_before(text: str, stretch: Stretch, lexicon: Lexicon) -> Before:
    """The verb that the stretch ends with, if any, and what is left before it."""
    words = words_of(lexicon)
    start, end = stretch
    end = trim_end(text, start, end, words, lexicon)
    for length in range(min(MAX_VERB, end - start), 0, -1):
        word = text[end - length : end]
        verb = words.verbs.get(word)
        if verb is None:
            continue
        if text.startswith("总", end - length - 1) and end - length > start:
            continue  # 总投资9.8亿元
        if length == 1 and end - start > 1 and not is_word(text, end - 1, end, start, lexicon):
            continue
        if length == _SHORT_MOVE and (whole := _moving_verb(text, start, end, lexicon)):
            return replace(whole, verb=verb)  # 攀｜升至
        is_done = text.endswith(("已", "已经", "实际", "现已"), start, end - length)
        return Before(verb, word, (start, end - length), is_done)
    return _moving_verb(text, start, end, lexicon) or Before(None, "", (start, end))


def _moving_verb(text: str, start: int, end: int, lexicon: Lexicon) -> Before | None:
    """住院日｜压到, 占比｜攀升至: a verb of change with 到 that no table holds whole."""
    moving = lexicon.verbs.moving
    if not text.endswith(("到", "至"), start, end) or end - start < _SHORTEST_MOVE:
        return None
    word = text[max(start, end - 3) : end - 1]
    if word[0] in moving or word[-1] in moving:
        long = verb_of_dictionary(word, lexicon) is not None and is_word(
            text, end - 3, end - 2, start, lexicon
        )
        if long or word[-1] in moving:
            begin = end - (3 if long else 2)
            return Before("raise_to", text[begin:end], (start, begin))
    return None


_SHORT_MOVE = 2
_SHORTEST_MOVE = 4
"""Characters of the shortest name of two with such a verb."""


def trim_end(text: str, start: int, end: int, words: Words, lexicon: Lexicon) -> int:
    """The end without spaces, colons and adverbs before a value: 完成了, 达到约, 累计."""
    while end > start:
        if text[end - 1] in " :：±" + FILLER:
            end -= 1
            continue
        for length in range(min(MAX_VERB, end - start - 1), 0, -1):
            tail = text[end - length : end]
            if tail in words.verbs:
                return end
            if tail[0] == "年" and end - length > start and text[end - length - 1].isdigit():
                continue  # 到2030年｜均
            if tail in words.trailing and (length > 1 or is_word(text, end - 1, end, start, lexicon)):
                end -= length
                break
        else:
            return end
    return end


def is_word(text: str, start: int, end: int, floor: int, lexicon: Lexicon) -> bool:
    """
    Whether the characters from start to end are a word of their own in what surrounds them.

    Of one character a closed list of compounds tells (平均 holds no 均), of more jieba.
    """
    if end - start == 1:
        return not any(
            text.startswith(word, at)
            for word, offset in _compounds(lexicon).get(text[start], ())
            if (at := start - offset) >= floor
        )
    low = max(floor, start - 6)
    cut = boundaries(text[low : end + 4], lexicon)
    return start - low in cut and end - low in cut


def is_all_verbs(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a stretch is verbs and the marks between them: 培育、打造; it names nothing."""
    words = words_of(lexicon)
    at = start
    while at < end:
        after = verb_end(text, at, end, words)
        if after is None and text[at] not in " 、和并":
            light = words.light.match(text, at, end)
            if light is None:
                return False
            after = light.end()
        at = after or at + 1
    return end > start


def verb_at(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a verb starts here."""
    return verb_end(text, start, len(text), words_of(lexicon)) is not None


def verb_end(text: str, start: int, end: int, words: Words) -> int | None:
    """Where the longest verb that starts here ends."""
    for length in range(min(MAX_VERB, end - start), 0, -1):
        if text[start : start + length] in words.verbs:
            return start + length
    return None
