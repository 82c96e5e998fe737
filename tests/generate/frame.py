"""What stands around the text: header, notice, attachments' heads, sign-off, imprint."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.generate import names as words
from tests.generate import prose, webpage
from tests.generate.numerals import DIGITS, hanzi
from tests.generate.years import Years

HOSPITALS = ("第一人民医院", "中医医院", "妇幼保健院", "第三人民医院", "康复医院")
NAMES = ("工作计划", "实施方案", "行动方案", "工作要点")
SHAPES = {"plan": 10, "notice": 8, "own": 8, "reply": 2, "letter": 2, "cover": 1}
"""
plan: the text alone. notice: one with the text as its enclosure. own: one that is the text. reply, letter: 批复, 函.
cover: a notice whose enclosure is not in the file.
"""
ISSUING = frozenset({"notice", "cover"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one document; every line of it is drawn at once, so that nothing hangs on the text."""

    shape: str
    issuers: tuple[str, ...]
    """The one whose number it is first."""
    has_mark: bool
    """Of the issuer, above the number; without it there is no head but the title."""
    name: str
    """Of the text."""
    title: str
    """Of the whole document."""
    number: str
    number_place: str
    """head, title (the line under it), page (only in the metadata of a web page) or none."""
    page: tuple[str, ...]
    """Lines of a web page's metadata, above all else."""
    title_note: str | None
    addressees: tuple[str, ...]
    addressed: str
    preamble: str
    closing: str | None
    """The last line of a letter."""
    day: str
    """成文日期, as it is written."""
    iso: str
    cc: tuple[str, ...]
    keywords: str | None
    """主题词, as the standard of 1999 asked for."""
    note: str | None
    absent: tuple[str, ...]
    """Attachments that are listed but not in the file."""
    is_signed_on_one_line: bool

    @classmethod
    def draw(cls, random: Random, years: Years, *, is_hospital: bool, is_regulation: bool) -> "Frame":
        """A frame for a text of that sort."""
        shape = random.choices(list(SHAPES), list(SHAPES.values()))[0]
        shape = "notice" if is_regulation else shape
        issuers = _issuers(random, shape, is_hospital=is_hospital)
        subject = random.choice(prose.OBJECTS)
        kind = random.choice(NAMES)
        name = issuers[0] + random.choice((f"{subject}{kind}", f"{years.span}{kind}"))
        if is_regulation:
            name = f"{issuers[0]}{subject}管理办法"
        elif not years.is_yearly and random.random() < 0.2:
            name = f"{issuers[0]}{subject}{kind}（{years.span}）"
        title = _title(random, shape, issuers, subject, name)
        has_mark = shape != "plan" and len(issuers) == 1 and random.random() < 0.75
        place = "head" if has_mark else random.choice(("title", "page", "none"))
        place = "none" if shape == "plan" and random.random() < 0.6 else place
        number = _number(random, issuers[0], years, shape)
        month, day = random.randint(1, 12), random.randint(1, 28)
        written = f"{years.issued}年{month}月{day}日"
        addressees, addressed = _addressees(random, shape)
        has_page = place == "page" or (not has_mark and random.random() < 0.15)
        page = webpage.metadata(random, issuers[0], number, written, title) if has_page else ()
        is_note_possible = shape == "plan" or (shape == "own" and not has_mark)
        return cls(
            shape=shape,
            issuers=issuers,
            has_mark=has_mark,
            name=name,
            title=title,
            number=number,
            number_place=place,
            page=tuple(page),
            title_note=_meeting(random, years, is_hospital=is_hospital)
            if is_note_possible and place != "title" and random.random() < 0.25
            else None,
            addressees=addressees,
            addressed=addressed,
            preamble=_preamble(random, shape, subject, years),
            closing={"reply": "此复。", "letter": "特此函告。"}.get(shape),
            day=_in_hanzi(years.issued, month, day) if years.is_old else written,
            iso=f"{years.issued}-{month:02}-{day:02}",
            cc=tuple(words.pick_distinct(random, 2, words.pick_bureau)),
            keywords="　".join(random.sample(words.KEYWORDS, 3)) if years.is_old else None,
            note=random.choice(("此件公开发布", None, None)),
            absent=_absent(random),
            is_signed_on_one_line=random.random() < 0.3,
        )

    @property
    def issuer(self) -> str:
        """The first that issues it."""
        return self.issuers[0]

    def head(self) -> Iterator[str]:
        """All before the text proper."""
        yield from self.page
        if self.has_mark:
            is_letter = self.shape in {"reply", "letter"}
            yield f"@信头 {self.issuer}" if is_letter else f"@机关 {self.issuer}文件"
            yield f"@字号 {self.number}"
        yield from self._title_lines(self.title)
        if self.shape == "plan":
            yield self.preamble
            return
        yield f"@主送 {self.addressed}"
        if self.shape not in ISSUING:
            yield self.preamble
            return
        yield f"《{self.name}》已经研究同意，现印发给你们，请认真贯彻落实。"
        if self.shape == "notice":
            yield from self._signed()
            yield "@新页"
            yield f"@题 {self.name}"
            if not self.name.endswith("办法"):
                yield self.preamble

    def _title_lines(self, title: str) -> Iterator[str]:
        at = title.find("关于")
        yield f"@题 {title[:at]}⏎{title[at:]}" if at > 0 and title[at - 1] != " " else f"@题 {title}"
        if self.title_note:
            yield f"@题注 （{self.title_note}）"
        if self.number_place == "title":
            yield f"@副题 {self.number}"

    def _signed(self) -> Iterator[str]:
        if self.is_signed_on_one_line:
            yield f"@署名 {'　　'.join(self.issuers)}"
        else:
            yield from (f"@署名 {issuer}" for issuer in self.issuers)
        yield f"@日期 {self.day}"
        if self.note and self.shape != "plan":
            yield f"@附注 （{self.note}）"

    def listed(self, titles: Sequence[str]) -> tuple[str, ...]:
        """The names in the list of attachments: those in the file, then those that are not."""
        return (*titles, *self.absent)

    def after_text(self, titles: Sequence[str]) -> Iterator[str]:
        """The last line, the list of attachments, and the sign-off where the notice has not taken it."""
        if self.closing:
            yield self.closing
        listed = self.listed(titles)
        for at, title in enumerate(listed, 1):
            number = f"{at}." if len(listed) > 1 else ""
            yield f"@附件列 {'附件：' if at == 1 else ''}{number}{title}"
        if self.shape != "notice":
            yield from self._signed()

    def attachment(self, title: str, number: int | None) -> Iterator[str]:
        """The head of an attachment; one that is alone has no number."""
        yield f"@附件 附件{number or ''}"
        yield f"@题 {title}"

    @property
    def has_imprint(self) -> bool:
        """Whether 抄送 stands at the end; a page of the web and a text alone have none."""
        return self.has_mark

    @property
    def has_office(self) -> bool:
        """A letter has no 印发机关."""
        return self.has_imprint and self.shape not in {"reply", "letter"}

    def foot(self) -> Iterator[str]:
        """版记."""
        if not self.has_imprint:
            return
        if self.keywords:
            yield f"主题词：{self.keywords}"
        yield f"@抄送 抄送：{'，'.join(self.cc)}。"
        if self.has_office:
            yield f"@印发 {self.issuer}办公室 {self.day}印发"

    def truth(self, titles: Sequence[str]) -> dict[str, object]:
        """Fields as a reader finds them."""
        is_plan = self.shape == "plan"
        truth: dict[str, object] = {
            "title": self.title,
            "title_note": self.title_note,
            "issuer_mark": self._mark() if self.has_mark else None,
            "addressees": () if is_plan else self.addressees,
            "sign_off_issuers": self.issuers,
            "sign_off_date": self.iso,
            "enclosures": (self.name,) if self.shape == "notice" else (),
            "attachment_list": self.listed(titles),
            "attachments": tuple(titles),
            "cc": self.cc if self.has_imprint else (),
            "issuing_office": f"{self.issuer}办公室" if self.has_office else None,
            "issue_date": self.iso if self.has_office else None,
            "note": None if is_plan else self.note,
        }
        if not self.page:
            # Whether what a web page says about a document is its number the contract leaves open.
            has_number = self.number_place in {"head", "title"}
            truth["document_number"] = self.number.translate(BRACKETS) if has_number else None
        return truth

    def _mark(self) -> str:
        return self.issuer if self.shape in {"reply", "letter"} else f"{self.issuer}文件"


BRACKETS = str.maketrans("[]", "〔〕")


def _issuers(random: Random, shape: str, *, is_hospital: bool) -> tuple[str, ...]:
    city = words.pick_city(random)
    if shape in {"notice", "own"} and random.random() < 0.15:
        stems = random.sample(words.BUREAU_STEMS, random.choice((2, 2, 3)))
        return tuple(f"{city}{stem}局" for stem in stems)
    return (city + (random.choice(HOSPITALS) if is_hospital else "人民政府"),)


def _title(random: Random, shape: str, issuers: tuple[str, ...], subject: str, name: str) -> str:
    if shape == "plan":
        return name
    # Joint issuers stand in the title with spaces between them, or not at all.
    issuer = issuers[0] if len(issuers) == 1 else random.choice((" ".join(issuers) + " ", ""))
    match shape:
        case "reply":
            return f"{issuer}关于{subject}有关事项的批复"
        case "letter":
            return f"{issuer}关于商请支持{subject}工作的函"
        case "own":
            return f"{issuer}关于做好{subject}有关工作的通知"
        case _:
            return f"{issuer}关于印发{name.removeprefix(issuers[0])}的通知"


def _number(random: Random, issuer: str, years: Years, shape: str) -> str:
    ends = ("政函", "办函", "院函") if shape in {"reply", "letter"} else ("政发", "政办发", "院发", "医发")
    left, right = "[]" if years.is_old else "〔〕"
    return f"{issuer[0]}{random.choice(ends)}{left}{years.issued}{right}{random.randint(1, 99)}号"


def _addressees(random: Random, shape: str) -> tuple[tuple[str, ...], str]:
    if shape in {"reply", "letter"}:
        name = f"{words.pick_city(random)}{random.choice(('人民政府', '文化馆', '第二人民医院'))}"
        return (name,), f"{name}："
    return random.choice(
        (
            (("各科室", "各病区"), "各科室、各病区："),
            (("各县区人民政府", "市直各部门"), "各县区人民政府，市直各部门："),
            (("各有关单位",), "各有关单位："),
        )
    )


def _preamble(random: Random, shape: str, subject: str, years: Years) -> str:
    match shape:
        case "reply":
            number = _number(random, random.choice(words.CITIES), years, "notice")
            asked = f"《关于{subject}有关事项的请示》（{number}）"
            return f"你单位{asked}收悉。经研究，" + random.choice(("现批复如下：", "原则同意，现批复如下："))
        case "letter":
            return f"为扎实推进{subject}，现将有关事项函告如下："
        case "own":
            return f"为扎实推进{subject}，现将有关事项通知如下："
        case _:
            return random.choice(
                (
                    "为深入贯彻落实上级决策部署，结合实际，制定本方案。",
                    "根据上级工作安排，现就有关工作制定如下方案。",
                    f"为推动{subject}取得新成效，特制定本方案。",
                    "为做好各项工作，现提出如下意见：",
                )
            )


def _meeting(random: Random, years: Years, *, is_hospital: bool) -> str:
    """What stands in brackets under a title: who passed it."""
    day = f"{years.issued}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    count = hanzi(random.randint(2, 9))
    house = "职工代表大会" if is_hospital else "人民代表大会"
    return day + random.choice((f"第{count}届{house}第三次会议通过", f"第{count}次常务会议审议通过"))


def _absent(random: Random) -> tuple[str, ...]:
    if random.random() < 0.85:
        return ()
    names = [f"{subject}申报表" for subject in random.sample(prose.OBJECTS, 2)]
    return tuple(names[: random.choice((1, 2))])


def _in_hanzi(year: int, month: int, day: int) -> str:
    """二○○五年三月二日."""
    digits = "".join(DIGITS[int(digit)] for digit in str(year)).replace("零", "○")
    return f"{digits}年{hanzi(month)}月{hanzi(day)}日"
