"""What stands around the text: header, notice, attachments' heads, sign-off, imprint."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.generate import prose
from tests.generate import vocabulary as words

HOSPITALS = ("第一人民医院", "中医医院", "妇幼保健院", "第三人民医院", "康复医院")
NAMES = ("工作计划", "实施方案", "行动方案", "工作要点")


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one document; every line of it is drawn at once, so that nothing hangs on the text."""

    shape: str
    """plan: the text alone. notice: a notice with the text as its enclosure. own: a notice that is the text."""
    issuer: str
    name: str
    """Of the text."""
    subject: str
    number: str
    addressees: tuple[str, ...]
    addressed: str
    preamble: str
    day: str
    cc: tuple[str, ...]
    printed: str
    note: str | None

    @classmethod
    def draw(cls, random: Random, year: int, base: int, *, is_hospital: bool, is_regulation: bool) -> "Frame":
        """A frame for a text of that sort; it is issued in the year after *base*."""
        issuer = words.pick_city(random) + (random.choice(HOSPITALS) if is_hospital else "人民政府")
        subject = random.choice(prose.OBJECTS)
        kind = random.choice(NAMES)
        name = f"{issuer}{subject}{kind}" if random.random() < 0.5 else f"{issuer}{year}年{kind}"
        if is_regulation:
            name = f"{issuer}{subject}管理办法"
        addressees, addressed = random.choice(
            (
                (("各科室", "各病区"), "各科室、各病区："),
                (("各县区人民政府", "市直各部门"), "各县区人民政府，市直各部门："),
                (("各有关单位",), "各有关单位："),
            )
        )
        agency = issuer[0] + random.choice(("政发", "政办发", "院发", "医发"))
        issued = base + 1
        month, day = random.randint(1, 12), random.randint(1, 28)
        return cls(
            shape="notice" if is_regulation else random.choice(("plan", "plan", "notice", "own")),
            issuer=issuer,
            name=name,
            subject=subject,
            number=f"{agency}〔{issued}〕{random.randint(1, 99)}号",
            addressees=addressees,
            addressed=addressed,
            preamble=random.choice(
                (
                    "为深入贯彻落实上级决策部署，结合实际，制定本方案。",
                    "根据上级工作安排，现就有关工作制定如下方案。",
                    f"为推动{subject}取得新成效，特制定本方案。",
                    "为做好各项工作，现提出如下意见：",
                )
            ),
            day=f"{issued}年{month}月{day}日",
            cc=tuple(words.pick_distinct(random, 2, words.pick_bureau)),
            printed=f"{issued}年{month}月{day}日",
            note=random.choice(("此件公开发布", None, None)),
        )

    @property
    def title(self) -> str:
        """Of the whole document."""
        match self.shape:
            case "notice":
                return f"{self.issuer}关于印发{self.name.removeprefix(self.issuer)}的通知"
            case "own":
                return f"{self.issuer}关于做好{self.subject}有关工作的通知"
            case _:
                return self.name

    def head(self) -> Iterator[str]:
        """All before the text proper."""
        if self.shape == "plan":
            yield f"@题 {self.name}"
            yield self.preamble
            return
        yield f"@机关 {self.issuer}文件"
        yield f"@字号 {self.number}"
        at = self.title.index("关于")
        yield f"@题 {self.title[:at]}⏎{self.title[at:]}"
        yield f"@主送 {self.addressed}"
        if self.shape == "own":
            yield f"为扎实推进{self.subject}，现将有关事项通知如下："
            return
        yield f"《{self.name}》已经研究同意，现印发给你们，请认真贯彻落实。"
        yield from self._signed()
        yield "@新页"
        yield f"@题 {self.name}"
        if not self.name.endswith("办法"):
            yield self.preamble

    def _signed(self) -> Iterator[str]:
        yield f"@署名 {self.issuer}"
        yield f"@日期 {self.day}"
        if self.note and self.shape != "plan":
            yield f"@附注 （{self.note}）"

    def after_text(self, titles: Sequence[str]) -> Iterator[str]:
        """The list of attachments, and the sign-off where the notice has not taken it."""
        for at, title in enumerate(titles, 1):
            number = f"{at}." if len(titles) > 1 else ""
            yield f"@附件列 {'附件：' if at == 1 else ''}{number}{title}"
        if self.shape != "notice":
            yield from self._signed()

    def attachment(self, title: str, number: int | None) -> Iterator[str]:
        """The head of an attachment; one that is alone has no number."""
        yield f"@附件 附件{number or ''}"
        yield f"@题 {title}"

    def foot(self) -> Iterator[str]:
        """版记."""
        if self.shape != "plan":
            yield f"@抄送 抄送：{'，'.join(self.cc)}。"
            yield f"@印发 {self.issuer}办公室 {self.printed}印发"

    def truth(self, titles: Sequence[str]) -> dict[str, object]:
        """Fields as a reader finds them."""
        is_plan = self.shape == "plan"
        return {
            "title": self.title,
            "document_number": None if is_plan else self.number,
            "issuer_mark": None if is_plan else f"{self.issuer}文件",
            "addressees": () if is_plan else self.addressees,
            "sign_off_issuers": (self.issuer,),
            "sign_off_date": _iso(self.day),
            "enclosures": (self.name,) if self.shape == "notice" else (),
            "attachments": tuple(titles),
            "cc": () if is_plan else self.cc,
            "issuing_office": None if is_plan else f"{self.issuer}办公室",
            "issue_date": None if is_plan else _iso(self.printed),
            "note": None if is_plan else self.note,
        }


def _iso(day: str) -> str:
    year, rest = day.split("年")
    month, rest = rest.split("月")
    return f"{year}-{int(month):02}-{int(rest.removesuffix('日')):02}"
