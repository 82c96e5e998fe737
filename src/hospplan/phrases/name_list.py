"""
Lists of names, as owner cells and division-of-work brackets have them.

Marks part a list, but a 、 or a line break may also stand inside a name (脊柱、骨肿瘤科), and 和, 及, 与 mostly do
(工业和信息化部): these part only where both sides are names by themselves.
"""

from dataclasses import dataclass, replace
from typing import Literal

from hospplan.lexicon import Lexicon
from hospplan.models.values import OwnerKind
from hospplan.phrases.charge import mark_role
from hospplan.phrases.organ import (
    AND_SO_ON,
    AREAS,
    CAMPUS,
    CAPACITY,
    GROUP,
    LEADERS,
    NAME_MAX,
    ORDINAL,
    ORGAN,
    OTHER_SIGN,
    PERSON,
    POST_ALONE,
    POST_FIRST,
    POST_LAST,
    POSTS,
    SAME_RANK,
    STATE_ORGAN,
    Home,
    group_goes_on,
    is_name,
    kind_of,
)
from hospplan.text.fold import fold

Expected = Literal["person", "organ"]
"""What the label or head of a column asks for: 牵头领导 persons, 责任科室 organs."""
_MARKS = frozenset("、，,；;/|。\n")
_OPENS = {"(": ")", "〔": "〕", "[": "]", "【": "】"}
_CLOSES = {close: open_ for open_, close in _OPENS.items()}
_LINKS = ("以及", "及其", "和", "及", "与", "暨")
_LEADS = ("以及", "由", "和", "及", "与", "含", "包括", "并")
_JOINED_MAX = 16
_JOINED_PIECES = 3


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a list."""

    text: str
    """As written, without padding: 高  峰 is 高峰."""
    kind: OwnerKind
    post: str | None = None
    is_aside: bool = False
    """It stood in brackets after another name."""
    mark: str | None = None
    """What stood in brackets after it and is no name: 牵头, 配合."""
    is_sure: bool = True
    """Its ending, head, post or surname tells that it is a name."""


def read_names(
    text: str, lexicon: Lexicon, *, expected: Expected | None = None, home: Home = "hospital"
) -> tuple[Name, ...]:
    """
    The names of a list, in order; names in brackets after a name follow it, with `is_aside` set.

    Args:
        text: The list alone, as the source has it: an owner cell, or what stands after 责任部门：.
        lexicon: Its organs hold endings, posts and surnames.
        expected: What the label asks for; it decides only where a name itself does not.
        home: Whose document it is.
    """
    text = _unwrapped(text.strip())
    reader = _Reader(text, lexicon, expected, home)
    return tuple(reader.names())


def _unwrapped(text: str) -> str:
    folded = fold(text)
    if folded[:1] in _OPENS and _pairs(folded).get(0) == len(folded) - 1:
        return text[1:-1]
    return text


def _pairs(folded: str) -> dict[int, int]:
    """Offsets of the outermost brackets that are closed: opening → closing."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for i, c in enumerate(folded):
        if c in _OPENS:
            stack.append(i)
        elif c in _CLOSES and stack and folded[stack[-1]] == _CLOSES[c]:
            pairs[stack.pop()] = i
    outer: dict[int, int] = {}
    end = -1
    for start in sorted(pairs):
        if start > end:
            outer[start] = end = pairs[start]
    return outer


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the list between two marks, asides cut off."""

    start: int
    end: int
    mark: str
    """The mark before it; "" where a bracket ended the name before."""
    asides: tuple[tuple[int, int], ...] = ()


class _Reader:
    """One list being read; all offsets are into its text."""

    def __init__(self, text: str, lexicon: Lexicon, expected: Expected | None, home: Home) -> None:
        self.text = text
        self.folded = fold(text)
        self.lexicon = lexicon
        self.expected = expected
        self.home = home
        self.pairs = _pairs(self.folded)

    def names(self) -> list[Name]:
        pieces = [part for piece in self._pieces() for part in self._without_asides(piece)]
        pieces = [part for piece in pieces for part in self._at_colon(piece)]
        pieces = self._with_posts(self._mended(pieces))
        pieces = [part for piece in self._joined(pieces) for part in self._parted(piece)]
        return [name for piece in pieces for name in self._named(piece)]

    def bare(self, start: int, end: int) -> str:
        """A stretch, folded, without white space."""
        return "".join(self.folded[start:end].split())

    def _pieces(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        start, mark, i = 0, "", 0
        while i < len(self.folded):
            if i in self.pairs:
                i = self.pairs[i]
            elif self.folded[i] in _MARKS:
                pieces += self._spaced(start, i, mark)
                start, mark = i + 1, self.folded[i]
            i += 1
        pieces += self._spaced(start, len(self.folded), mark)
        return [piece for raw in pieces for piece in self._trimmed(raw) if self._has_words(piece)]

    def _has_words(self, piece: _Piece) -> bool:
        """Whether a piece may be a name: not a dash, a stroke or 无, which say that there is none."""
        text = self.bare(piece.start, piece.end)
        return text != "无" and any(c.isalpha() for c in text)

    def _spaced(self, start: int, end: int, mark: str) -> list[_Piece]:
        """Words that white space parts: names by themselves, or one name padded to align (高  峰)."""
        words: list[tuple[int, int]] = []
        at = start
        for word in self.folded[start:end].split():
            low = self.folded.index(word, at)
            at = low + len(word)
            if words and (word[0] in _OPENS or self._is_half(words[-1], word)):
                words[-1] = (words[-1][0], at)
            else:
                words.append((low, at))
        if len(words) > 1 and not all(self._stands(self.bare(*word)) for word in words):
            words = [(words[0][0], words[-1][1])]
        return [_Piece(low, high, mark if i == 0 else " ") for i, (low, high) in enumerate(words)]

    def _is_half(self, before: tuple[int, int], word: str) -> bool:
        name = self.bare(*before)
        return len(name) == 1 or (len(word) == 1 and len(name) == 2 and name in self.lexicon.organs.surnames)

    def _trimmed(self, piece: _Piece) -> list[_Piece]:
        """Without linking words before it and 等 after it; 教育部等和各市政府 is two names, 教育部等有关部门 one."""
        start, end = piece.start, piece.end
        while start < end and self.folded[start].isspace():
            start += 1
        for lead in _LEADS:
            if self.folded.startswith(lead, start, end) and self._stands(self.bare(start + len(lead), end)):
                start += len(lead)
                break
        rest: list[_Piece] = []
        cut = self.folded.rfind("等", start, end)
        if cut >= start:
            tail = self.bare(cut, end)
            others = self._after_so_on(tail)
            if AND_SO_ON.regex(self.lexicon).fullmatch(tail):
                end = cut
            elif cut > start and others:
                rest, end = [_Piece(self._after(cut, len(tail) - len(others)), end, "、")], cut
        while start < end and (self.folded[end - 1].isspace() or self.folded[end - 1] in ":."):
            end -= 1
        return [replace(piece, start=start, end=end), *rest] if start < end else rest

    def _after_so_on(self, tail: str) -> str:
        """The names behind 等: 各市政府 of 等有关部门和各市政府, or 各科室 of 等各科室; "" where there are none."""
        for link in _LINKS:
            so_on, _, others = tail.partition(link)
            if others and AND_SO_ON.regex(self.lexicon).fullmatch(so_on) and self._is_whole(others):
                return others
        return tail[1:] if GROUP.regex(self.lexicon).fullmatch(tail[1:]) else ""

    def _after(self, at: int, count: int) -> int:
        """Where *count* further characters end, white space not counted."""
        while count:
            count -= not self.folded[at].isspace()
            at += 1
        return at

    def _without_asides(self, piece: _Piece) -> list[_Piece]:
        """The piece with what its brackets hold cut off, parted where a name ends before one and another follows."""
        parts: list[_Piece] = []
        start, end, mark = piece.start, piece.end, piece.mark
        asides: list[tuple[int, int]] = []
        opens = [i for i in range(piece.start, piece.end) if i in self.pairs]
        core_end = end
        for index, low in enumerate(opens):
            high = self.pairs[low]
            after_end = opens[index + 1] if index + 1 < len(opens) else end
            after = self.bare(high + 1, after_end)
            if low - start > NAME_MAX or self._is_part(
                self.bare(start, low), self.bare(low + 1, high), after
            ):
                continue  # what is too long for a name is not taken apart
            asides.append((low + 1, high))
            core_end = min(core_end, low)
            if after:
                parts.append(_Piece(start, core_end, mark, tuple(asides)))
                start, mark, asides, core_end = high + 1, "", [], end
        parts.append(_Piece(start, core_end, mark, tuple(asides)))
        return [part for part in parts if part.start < part.end]

    def _is_part(self, before: str, inside: str, after: str) -> bool:
        """Whether a bracket belongs to the name: 皮肤（医疗美容）科, 各县（市、区）, 医务部（处）."""
        if not before or not inside:
            return True
        if not after and self._is_other_sign(before, inside):
            return True
        if any(rule.regex(self.lexicon).fullmatch(inside) for rule in (AREAS, CAMPUS, ORDINAL)):
            return True
        if after:
            return not (self._stands(before) and self._stands(after))
        if inside in self.lexicon.organs.not_names or not self._stands(before):
            return True
        if mark_role(inside, self.lexicon) is not None:
            return False
        if any(c.isdigit() for c in inside):
            return True
        return len(inside) > 4 and not any(name.is_sure for name in self._inside(inside))

    def _is_other_sign(self, before: str, inside: str) -> bool:
        """Whether a bracket holds a second name of what stands before it; in an office of state, one of the same rank."""
        signed = f"{before}({inside})"
        if OTHER_SIGN.regex(self.lexicon).fullmatch(signed):
            return True
        return self.home == "government" and SAME_RANK.regex(self.lexicon).fullmatch(signed) is not None

    def _inside(self, inside: str) -> tuple[Name, ...]:
        label, colon, rest = inside.partition(":")
        return read_names(rest if colon and len(label) <= 8 else inside, self.lexicon, home=self.home)

    def _mended(self, pieces: list[_Piece]) -> list[_Piece]:
        """Pieces put together again where a line break cut a name in two."""
        mended: list[_Piece] = []
        for piece in pieces:
            if piece.mark == "\n" and mended and not mended[-1].asides and self.expected != "person":
                head, rest = self.bare(mended[-1].start, mended[-1].end), self.bare(piece.start, piece.end)
                is_cut = not self._stands(head) or rest in self.lexicon.organs.not_names
                if is_cut and is_name(head + rest, self.lexicon):
                    mended[-1] = replace(piece, start=mended[-1].start, mark=mended[-1].mark)
                    continue
            mended.append(piece)
        return mended

    def _with_posts(self, pieces: list[_Piece]) -> list[_Piece]:
        """Pieces put together again where white space parts a person from the post: 院长 周明, 周明 副院长."""
        put: list[_Piece] = []
        for piece in pieces:
            if piece.mark in (" ", "\n") and put and not put[-1].asides:
                head, rest = self.bare(put[-1].start, put[-1].end), self.bare(piece.start, piece.end)
                is_post_first = self._is_post(head) and self._is_person(rest)
                if is_post_first or (
                    self._is_person(head) and POSTS.regex(self.lexicon).fullmatch(rest) is not None
                ):
                    put[-1] = replace(piece, start=put[-1].start, mark=put[-1].mark)
                    continue
            put.append(piece)
        return put

    def _is_post(self, text: str) -> bool:
        return POST_ALONE.regex(self.lexicon).fullmatch(text) is not None and self._titled(text) is None

    def _joined(self, pieces: list[_Piece]) -> list[_Piece]:
        """Pieces put together again where a 、 stands inside one name or between two posts of one person."""
        joined: list[_Piece] = []
        i = 0
        while i < len(pieces):
            last = self._last_of_name(pieces, i)
            joined.append(replace(pieces[last], start=pieces[i].start, mark=pieces[i].mark))
            i = last + 1
        return joined

    def _last_of_name(self, pieces: list[_Piece], first: int) -> int:
        if pieces[first].asides or first + 1 == len(pieces) or pieces[first + 1].mark != "、":
            return first
        head = self.bare(pieces[first].start, pieces[first].end)
        next_text = self.bare(pieces[first + 1].start, pieces[first + 1].end)
        if POSTS.regex(self.lexicon).fullmatch(head):
            # 党委书记、院长李某
            return first + 1 if POST_FIRST.regex(self.lexicon).fullmatch(next_text) else first
        if self.expected == "person":
            return first
        if head.startswith("各") and not self._is_whole_after(head[1:]):
            return self._last_of_group(pieces, first)
        for last in range(first, min(first + _JOINED_PIECES, len(pieces))):
            piece = pieces[last]
            if (last > first and piece.mark != "、") or piece.end - pieces[first].start > _JOINED_MAX:
                break
            text = self.bare(piece.start, piece.end)
            if last > first and self._is_department(text):
                return first if STATE_ORGAN.regex(self.lexicon).fullmatch(text) else last
            if piece.asides or self._stands(text, beside=last == first and self._is_department(next_text)):
                break
        return first

    def _last_of_group(self, pieces: list[_Piece], first: int) -> int:
        """The last piece that stands under 各: 各市、县、区人民政府 is one name."""
        last = first
        while last + 1 < len(pieces) and pieces[last + 1].mark == "、" and not pieces[last].asides:
            head = self.bare(pieces[last].start, pieces[last].end)
            rest = self.bare(pieces[last + 1].start, pieces[last + 1].end)
            if not group_goes_on(head, rest, self.lexicon):
                break
            last += 1
            if rest not in self.lexicon.organs.areas:
                break
        return last

    def _is_whole_after(self, rest: str) -> bool:
        """Whether what follows 各 ends a name (科室, 病区), so that the next 、 begins another."""
        organs = self.lexicon.organs
        return rest in organs.not_names or rest.endswith((*organs.group_tails, *organs.department_suffixes))

    def _parted(self, piece: _Piece) -> list[_Piece]:
        """The piece at each 和, 及, 与 that has a name on both sides."""
        if not 4 < piece.end - piece.start <= NAME_MAX:
            return [piece]
        for i in range(piece.start + 1, piece.end - 1):
            link = next((x for x in _LINKS if self.folded.startswith(x, i)), None)
            if link is None:
                continue
            left, right = self.bare(piece.start, i), self.bare(i + len(link), piece.end)
            if self._is_whole(left) and (self._is_whole(right) or self._parted_whole(right)):
                rest = _Piece(i + len(link), piece.end, "、", piece.asides)
                return [_Piece(piece.start, i, piece.mark), *self._parted(rest)]
        return [piece]

    def _at_colon(self, piece: _Piece) -> list[_Piece]:
        """医务科：林芳 is two names, an organ and a person of it."""
        at = self.folded.find(":", piece.start, min(piece.end, piece.start + NAME_MAX))
        if at < 0 or not is_name(self.bare(piece.start, at), self.lexicon):
            return [piece]
        rest = self.bare(at + 1, piece.end)
        if not self._is_person(rest) and self._titled(rest) is None:
            return [piece]
        return [
            _Piece(piece.start, at, piece.mark),
            _Piece(at + 1, piece.end, ":", piece.asides),
        ]

    def _is_whole(self, text: str) -> bool:
        """Whether a text is a name that needs nothing beside it: 医务科, 王建国副院长, but not 财务 or 文化."""
        if is_name(text, self.lexicon) or self._titled(text) is not None:
            return True
        if POST_ALONE.regex(self.lexicon).fullmatch(text):
            return True
        return self.expected == "person" and self._is_person(text)

    def _parted_whole(self, text: str) -> bool:
        return any(
            link in text and all(self._is_whole(side) for side in text.split(link, 1)) for link in _LINKS
        )

    def _stands(self, text: str, *, beside: bool = False) -> bool:
        """Whether a text can stand in a list by itself; *beside* a department a doubtful one does not."""
        if self._is_whole(text) or text in self.lexicon.organs.short_names:
            return True
        return not (beside and self.expected == "organ") and self._is_person(text)

    def _is_department(self, text: str) -> bool:
        match = ORGAN.regex(self.lexicon).fullmatch(text)
        return match is not None and match["ending"] in self.lexicon.organs.department_suffixes

    def _is_person(self, text: str) -> bool:
        organs = self.lexicon.organs
        if is_name(text, self.lexicon) or text in organs.specialties or text in organs.short_names:
            return False
        return text not in organs.not_names and PERSON.regex(self.lexicon).fullmatch(text) is not None

    def _titled(self, text: str) -> tuple[str, str] | None:
        """Name and post of a person who has one before or after the name."""
        if len(text) > NAME_MAX or POSTS.regex(self.lexicon).fullmatch(text):
            return None
        for rule in (POST_LAST, POST_FIRST):
            match = rule.regex(self.lexicon).fullmatch(text)
            if match and (len(match["name"]) == 1 or self._is_person(match["name"])):
                return match["name"], match["post"]
        return None

    def _named(self, piece: _Piece) -> list[Name]:
        bare = self.bare(piece.start, piece.end)
        for courtesy in self.lexicon.organs.courtesies:
            bare = bare.removesuffix(courtesy) or bare
        name = self._one(bare, "".join(self.text[piece.start : piece.end].split())[: len(bare)])
        if piece.mark == ":" and self._is_person(bare):
            name = replace(name, kind="person", is_sure=True)
        asides: list[Name] = []
        for low, high in piece.asides:
            inside = self.bare(low, high)
            if CAPACITY.regex(self.lexicon).fullmatch(inside):
                continue  # 林芳（兼）
            if mark_role(inside, self.lexicon) is not None:
                name = replace(name, mark=inside)
            elif (
                name.kind == "person"
                and POST_ALONE.regex(self.lexicon).fullmatch(inside)
                and not self._titled(inside)
            ):
                name = replace(name, post="".join(self.text[low:high].split()))
            elif name.kind == "person" and name.post is None and self._is_person(inside):
                name = replace(name, text=inside, post=name.text)  # 副院长（周明）
            else:
                inner = self.text[low:high]
                label, colon, rest = fold(inner).partition(":")
                inner = inner[-len(rest) :] if colon and rest and len(label) <= 8 else inner
                inner_names = _Reader(inner, self.lexicon, None, self.home).names()
                if name.kind != "person" or all(self._is_certain(aside) for aside in inner_names):
                    asides += [replace(aside, is_aside=True) for aside in inner_names]
        return [name, *asides]

    def _is_certain(self, name: Name) -> bool:
        """Whether a name needs no context: 医务科, but not the 护理 of 吴敏（护理）, which is what she looks after."""
        return name.is_sure and fold(name.text) not in self.lexicon.organs.short_names

    def _one(self, bare: str, text: str) -> Name:
        lexicon, home = self.lexicon, self.home
        titled = self._titled(bare)
        if titled is not None and not GROUP.regex(lexicon).fullmatch(bare):
            return Name(titled[0], "person", titled[1])
        if bare not in lexicon.organs.not_names and len(bare) <= NAME_MAX:
            leaders = LEADERS.regex(lexicon).fullmatch(bare)
            if leaders is not None:
                return Name(text, "group" if leaders["team"] else "person")
            if GROUP.regex(lexicon).fullmatch(bare):
                return Name(text, "group")
            if POST_ALONE.regex(lexicon).fullmatch(bare):
                return Name(text, "person")
            if bare in lexicon.organs.whole_names or is_name(bare, lexicon) or self._is_joined(bare):
                return Name(text, kind_of(bare, lexicon, home))
            if self.expected != "organ" and self._is_person(bare):
                return Name(text, "person")
            if self.expected == "organ" and len(bare) > 2 and self._is_person(bare):
                return Name(text, "person")
            if self.expected == "person" and 2 <= len(bare) <= 4 and bare not in lexicon.organs.short_names:
                return Name(text, "person", is_sure=False)
        sure = bare in lexicon.organs.short_names
        return Name(text, "department" if home == "hospital" else "organisation", is_sure=sure)

    def _is_joined(self, bare: str) -> bool:
        return "、" in bare and self._is_department(bare.rpartition("、")[2])
