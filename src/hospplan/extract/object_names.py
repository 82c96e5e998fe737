"""Names of what is done: behind the value, between verb and 到, behind 实现, and for whom it is done."""

from hospplan.extract.asides import SCOPE
from hospplan.extract.clauses import Prose
from hospplan.extract.names import name_before
from hospplan.extract.names_after import name_after
from hospplan.extract.segments import Segment
from hospplan.extract.value_name import Naming
from hospplan.extract.verbs import Before, Stretch, is_word
from hospplan.lexicon import Lexicon
from hospplan.phrases.quantity import FoundQuantity

_AIMS = ("目标", "任务", "要求", "比例", "水平", "速度", "标准", "计划", "指标")


def counts(value: FoundQuantity, lexicon: Lexicon) -> bool:
    """Whether a value counts things or measures an extent: its noun may stand behind it."""
    return value.unit in lexicon.units.count or value.unit in lexicon.units.extents


def object_behind(segment: Segment, lexicon: Lexicon) -> Stretch | None:
    """The noun phrase behind the value, where one of its kind has any: 3名｜骨干, 500万元｜专项资金."""
    text, value = segment.text, segment.values[0]
    if value.kind in ("fraction", "grade", "rank") or not (
        counts(value, lexicon) or value.unit in ("元", None)
    ):
        return None
    after = name_after(text, value.end, segment.limit, lexicon)
    if after and value.unit == "元" and not text.startswith("的", value.end):
        return after if text[slice(*after)].endswith(lexicon.units.money_nouns) else None
    return after


def object_of_share(segment: Segment, lexicon: Lexicon) -> Stretch | None:
    """完成15%的｜社区卫生服务中心建设: of a share what is done stands behind it."""
    text, value = segment.text, segment.values[0]
    if value.unit != "%" or not text.startswith("的", value.end):
        return None
    name = name_after(text, value.end, segment.limit, lexicon)
    return name if name and not text.startswith(_AIMS, name[0]) else None


def moved_object(segment: Segment, before: Before, prose: Prose, lexicon: Lexicon) -> Naming | None:
    """压降｜药占比｜至25%以下, 稳定｜平均住院日｜在7.5天左右: the object of the verb that opens the clause, and where it goes."""
    text, (start, end) = segment.text, before.subject
    if (
        before.verb is None
        and text.endswith(("至", "到"), start, end)
        and is_word(text, end - 1, end, start, lexicon)
    ):
        end -= 1
    elif before.verb_text != "在":
        return None
    lead = name_before(text, (start, end), prose.spans, lexicon, strips_verbs=True, is_object=True)
    return Naming(lead.name, "raise_to") if lead.name is not None and lead.verb is not None else None


def realised(text: str, name: Stretch, value: FoundQuantity, lexicon: Lexicon) -> Stretch | None:
    """智慧医院建设实现｜电子病历6级, 优质护理服务｜实现病房全覆盖: of a name with 实现 inside the part that has the value."""
    at = text.find("实现", name[0] + 2, name[1] - 2)
    if at == -1 or not is_word(text, at, at + 2, name[0], lexicon):
        return None
    if value.kind == "grade":
        return (at + 2, name[1])
    return (name[0], at) if text.endswith("覆盖", value.start, value.end) else None


def scope_of(segment: Segment, value: FoundQuantity, name: Stretch, lexicon: Lexicon) -> Stretch | None:
    """Of 每个县至少建成1家 for whom the value is one, unless the name says so itself."""
    for found in SCOPE.regex(lexicon).finditer(segment.text, segment.clause.start, value.start):
        if not name[0] <= found.start() < name[1]:
            return found.span()
    return None
