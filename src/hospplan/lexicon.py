"""
The words of the domain: typed, frozen tables read from `data/*.toml`.

A file is a class below, a key of the file is a field of the class. A folder of the same file names can be laid
on top (`--lexicon DIR`): its lists are added to ours, its mappings win over ours.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hospplan.errors import LexiconError
from hospplan.models.values import Comparator, OwnerRole, Per

Words = tuple[str, ...]
WordMap = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Units:
    """data/units.toml: what follows a number."""

    count: Words
    """Count words: 个, 项, 人."""
    named: Words
    """Count words that names of indicators end with, and so give the unit: 门诊人次."""
    measure: Words
    """Units of measure, percent and rates among them."""
    extents: Words
    """Those of `measure` that things are built, bought or made by: 更新310公里供水管网."""
    duration: Words
    """Units that mostly tell how long something goes on: 年, 个月, 岁."""
    more: Words
    """Words inside a number that make it "more than": 10余个."""
    magnitude: Mapping[str, str]
    """Multiplier word → power of ten: 万 → 4."""
    canonical: WordMap
    """A unit → the unit that it is written as in the output: ㎡ → 平方米."""
    money_nouns: Words
    """Last words of indicators that count money, where the unit may be silent: 经费."""
    people_nouns: Words
    """Ends of names that count people where no unit stands: 惠及40万老年人."""
    visit_nouns: Words
    """Ends of names that count visits of patients, in 人次 where no unit stands: 门诊量."""
    plain_nouns: Words
    """Last words of indicators whose value has no unit: 指数, CMI."""
    vital_rates: Words
    """Rates that are as often counted in ‰ or /10万: where no unit stands none is sure."""
    grade_nouns: Words
    """Nouns of what is given a grade: 评级, 测评, 电子病历."""
    rank_heads: Words
    """What stands before a rank: 全省, 排名."""
    things: Words
    """Count words of things that one can point at: with one of these a small numeral in words counts."""
    ones: Words
    """Count words with which even 一 counts behind a verb of doing: 建设一家医联体."""
    events: Words
    """Units of what happens: a stock (床位900张) is none of a year's, though 每年 leads its sentence."""
    per: Mapping[str, Per]
    """A word of time in or after a unit, or before a value → year, month, day."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """data/bounds.toml: words that bound a value, each → ge, gt, le, lt, approx."""

    negations: Words
    """Words that turn a strict bound behind them round: 不, 不得."""
    before: Mapping[str, Comparator]
    after: Mapping[str, Comparator]

    def all_before(self) -> Mapping[str, Comparator]:
        """`before` with its negations: 不得超过 → le, 不低于 → ge."""
        turned: dict[Comparator, Comparator] = {"gt": "le", "lt": "ge"}
        negated = {
            negation + word: turned[bound]
            for negation in self.negations
            for word, bound in self.before.items()
            if bound in turned and not word.startswith("不")
        }
        return {**negated, **self.before}


@dataclass(frozen=True, slots=True)
class Verbs:
    """data/verbs.toml: verbs of measures, by what they do to the value that follows."""

    reach: Words
    """The value is a level: 达到, 为."""
    raise_to: Words
    """The value is a level that was lower: 提高到, 增至."""
    lower_to: Words
    """The value is a level that was higher: 下降到, 压缩至."""
    increase: Words
    """The value is a difference upwards: 增加, 增长, 新增."""
    decrease: Words
    """The value is a difference downwards: 减少, 下降."""
    doing: Words
    """What is done, a value or a noun follows: 引进, 举办."""
    doing_or_noun: Words
    """The same, but as often part of a noun (培训, 建设): a verb only at the head of its clause."""
    predicate: Words
    """Verbs that end a noun phrase that stands before them: 支援, 列入."""
    adverbs: Words
    """Words that stand before a verb or a value and belong to no noun phrase: 累计, 成功."""
    trailing: Words
    """Words between a name and its value that belong to neither, though a name may start with them: 基本, 平均."""
    prepositions: Words
    """Words that open an adverbial, whose noun is not what is counted: 通过内部挖潜增加20张."""
    distributive: Words
    """Words that give one value, or one value each, to all names before: 均, 分别."""
    past: Words
    """Words that say of a clause that it tells what is, not what is to be: 已, 目前."""
    change_nouns_up: Words
    """Nouns of a growth: 增幅为5% says how much the indicator before grew."""
    change_nouns_down: Words
    rates_of_growth: Words
    """Nouns of a growth that are indicators by themselves: 增速达到8% is the level of a rate."""
    nominal: Words
    """Verbs of doing that, with nothing behind the value, belong to the noun before it: 课题立项2项."""
    telling: Words
    """Verbs of doing that name what they count where nothing else does: 确诊1608例, 惠及1860户."""
    having: Words
    """Verbs whose object, not whose subject, is counted: 拥有3名全科医生."""
    more_by: Words
    """Verbs of growth after which N倍 means N times more: 增长1倍 is 100 %."""
    rewards: Words
    """Verbs of rules that give or take: 给予500万元奖励."""
    attributive: Words
    """Verbs that open a noun phrase and do nothing to it: 就诊患者, 签约居民."""
    with_object: Words
    """Last characters of verbs that have their object in them, and so take none: 停电, 就诊."""
    moving: Words
    """Syllables that make 到 and 至 behind them, or behind a verb with them, one of change: 压到, 攀升至."""
    transitive: Words
    """Those of `doing_or_noun` that take an object where they open a clause: 建设病房5间."""
    fulfilling: Words
    """Verbs that only say that the thing named before is done: 论文30篇，力争完成40篇 are both of papers."""
    improving: Words
    """Verbs of change that do something to a noun that is counted, and make no more of it: 改造提升卫生院20所."""
    modifiers: Words
    """Adverbs that a name may as well start with (全面无烟法规, 计划生育率): they go before a verb alone."""
    past_openers: Words
    """Words that open a sentence of what was done: 今年以来."""
    rule_openers: Words
    """Words that open the condition of a rule: 由2个及以上科室组成的."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """data/nouns.toml: nouns that say what a number beside them is."""

    of_bearers: Words
    """Ends of names that tell whose value a row of a table holds, and not what is counted: 公立医院."""
    places: Words
    """What kinds of places and people are called that a value is told of each: 东部地区…，中部地区…."""
    plans: Words
    """Ends of a name whose share, once told, names nothing further on: 完成年度计划的93.4%，同比增长9.6%."""
    totals: Words
    """What stands for the name before it, as its sum: 新增专科2个，总数达16个."""
    planned: Words
    """The same for the value meant, in a bracket: 门诊98万人次（目标95万人次）."""
    measured: Words
    """Ends of names that say that what is named has a value: 使用率, 平均住院日."""
    done: Words
    """Behind a verb one of these makes a noun of both: 帮扶活动."""
    done_or_measured: Words
    """The same behind a verb inside what is counted, and at its end: 3个｜培训基地."""
    counted: Words
    """The same right behind a number: 8个｜培育专科."""
    of_time: Words
    """Indicators that are measured in time: 等候时间 of 不超过30分钟."""
    of_rank: Words
    """What is held where 的 follows a rank: 第3名的成绩; before other nouns the rank qualifies."""
    sayings: Words
    """What a small numeral in words names and does not count: 三大工程, 两个机制."""
    graded: Words
    """What a grade before it qualifies: 三级医院."""
    bare: Words
    """Nouns that name nothing alone: a verb before them belongs to the name, 轮训人员, 建设资金."""
    funders: Words
    """Who gives: after one of these 补助 and 补贴 are sums of money and no verbs, 财政补助2000万元."""
    actors: Words
    """Who acts, at the head of a clause: 医院完成手术3万台."""
    pairs: Mapping[str, str]
    """Names that come in pairs, the second by the first: 基金收入2亿元，支出1.8亿元."""


@dataclass(frozen=True, slots=True)
class Compounds:
    """data/compounds.toml: words in which a small word is only a syllable."""

    words: Words


@dataclass(frozen=True, slots=True)
class Modalities:
    """data/modality.toml: words that say how firmly a target is meant."""

    must: Words
    strive: Words
    plan: Words


@dataclass(frozen=True, slots=True)
class SectionRoles:
    """data/sections.toml: words in headings and titles that say what a section's numbers are."""

    result: Words
    """What was done or stands."""
    target: Words
    """What is to be reached or done."""
    context: Words
    """Neither: the situation, statistics about others, principles."""
    rule: Words
    """Rules, definitions, scoring: their thresholds are no targets."""
    solving: Words
    """Verbs that open a heading whose last word is what is dealt with: 补齐发展短板 is a task."""
    looking: Words
    """Verbs that open a heading whose first part tells what is looked at: 认清形势，增强紧迫感."""
    keeping: Words
    """Verbs that open a clause whose last word is what is worked on: 巩固脱贫成果 is a task."""
    achieved: Words
    """Verbs that say that what is named has come about: 推进改革取得新成效 is a result."""
    forecasts: Words
    """Words that tell what is to be expected of others, amid the situation: 预计到2030年市场规模突破5万亿元."""
    rule_titles: Words
    """A text whose title ends so is one of rules throughout: 管理办法."""
    plain: Words
    """Words of a heading that name no matter of their own: 下一步主要工作打算 is a chapter, 绿色转型行动 names an action."""
    own: Words
    """Words by which a text speaks of its own house, also amid the situation of others: 我院."""


@dataclass(frozen=True, slots=True)
class Columns:
    """data/columns.toml: what a table's heads are called."""

    index: Words
    indicator: Words
    unit: Words
    target: Words
    actual: Words
    baseline: Words
    attribute: Words
    """约束性 / 预期性."""
    growth: Words
    """By how much a value has grown since the year before."""
    weight: Words
    """What a score counts an indicator by: no value of it."""
    subject: Words
    """Whose values a row holds, where each column is an indicator: 科室, 年份."""
    remark: Words
    task: Words
    content: Words
    """What a task consists of: its description beside a task column, its title beside a merged one."""
    group: Words
    project: Words
    lead: Words
    leader: Words
    """Columns of leading persons."""
    responsible: Words
    support: Words
    deadline: Words

    def all(self) -> frozenset[str]:
        """All heads but those of a task's content, which are words of any text."""
        return frozenset(
            word for column in fields(self) if column.name != "content" for word in getattr(self, column.name)
        )


@dataclass(frozen=True, slots=True)
class Genres:
    """data/genres.toml: kinds of documents."""

    statutory: Words
    """The fifteen 文种 of the regulation of 2012."""
    carried: Words
    """Kinds of texts that a notice carries: 规划, 方案, 总结."""


@dataclass(frozen=True, slots=True)
class Organs:
    """data/organs.toml: how names of departments, organs and posts are built."""

    department_suffixes: Words
    organisation_suffixes: Words
    hospitals: Words
    """Words in the name of who issues that make a document one of a hospital."""
    governments: Words
    """The same for a document of government."""
    houses: Words
    """Ends of names of single houses, whose 我市 is their surroundings and not what they speak for."""
    whole_names: Words
    """Names without such an ending: 工会, 团委."""
    short_names: Words
    """Names that have lost their ending, good in a list: 医务, 财务."""
    specialties: Words
    """Words that a department's name starts with and that look like a person's: 康复, 皮肤."""
    not_names: Words
    """Words that end like a name and are none: 学科, 全部."""
    state_organs: Words
    """Organs of state by the name that they have on each level, mostly without 国家, 省 or 市: 财政部, 卫生健康委."""
    state_heads: Words
    """Words that open the name of an organ of state or of the Party: 国家, 省."""
    areas: Words
    """What stands in the brackets of a name that means many: 各县（市、区）."""
    group_heads: Words
    """Words that make a name mean many: 各, 有关."""
    group_tails: Words
    """Words that end a name that means many: 部门, 科室."""
    courtesies: Words
    """Words after a person's name that are no post: 同志."""
    posts: Words
    """职务, longest reading first."""
    surnames: Words


@dataclass(frozen=True, slots=True)
class OwnerWords:
    """data/owners.toml: labels and verbs that give a name its role."""

    labels: Mapping[str, OwnerRole]
    """Label before a colon, or head of a column → lead, responsible, support."""
    label_stems: Mapping[str, OwnerRole]
    """The same for the first word of a label that a noun follows (牵头 of 牵头单位)."""
    label_nouns: Words
    """The second word of such a label: 单位, 科室."""
    person_nouns: Words
    """Last words of labels that ask for persons: 领导, 责任人."""
    verbs: Mapping[str, OwnerRole]
    """Verb after names → lead, responsible, support."""
    plain_verbs: Words
    """Those of `verbs` that any sentence may end with: they need a name that is sure."""
    verb_tails: Words
    """What may follow a verb and adds nothing to it: 推进, 相关工作."""
    adverbs: Words
    """What stands between names and verb: 按职责分工, 共同."""
    duty_verbs: Words
    """What one does with a duty: 加强 of 要加强统筹协调, 履行 of 要履行牵头责任."""
    duties: Words
    """What somebody is to see to for all others: 统筹, 协调."""
    deadline_labels: Words
    open_ends: Words
    """Deadlines that name no day: 长期坚持, 每季度."""
    finishing: Words
    """Verbs that tell that a day before them is a deadline: 完成, 报送."""


@dataclass(frozen=True, slots=True)
class TaskWords:
    """data/tasks.toml: which chapters of a plan are made of tasks, by the words that their headings end with."""

    chapters: Words
    """A heading that ends so opens a chapter of tasks: 主要任务."""
    other_chapters: Words
    """A heading that ends so does not, though a task chapter's word may be in it: 保障措施, 工作目标."""
    plans: Words
    """A text whose title ends so is made of tasks where no heading says otherwise: 工作要点."""
    totals: Words
    """First words of rows that add up others: 合计."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """data/numbers.toml: what tells a numeral that counts from a syllable, and names built with numbers."""

    syllables: Words
    """Words in which a numeral counts nothing: 统一, 进一步."""
    followers: Words
    """What stands behind a numeral in Chinese characters that counts, beside the units: 级."""
    places: Words
    """What a number before it names: 3病区, 10楼."""
    slogan_nouns: Words
    """What a bare number before it names: 12510工程."""
    coded_nouns: Words
    """What a number behind it names: 会议室201."""
    stage_nouns: Words
    """Works that go in stages: 一期工程 is the first, 一期培训 one of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables. Compared by identity, so that what is compiled for one can be kept for it."""

    units: Units
    bounds: Bounds
    verbs: Verbs
    nouns: Nouns
    compounds: Compounds
    modality: Modalities
    sections: SectionRoles
    columns: Columns
    genres: Genres
    organs: Organs
    owners: OwnerWords
    tasks: TaskWords
    numbers: NumberWords
    version: str
    """A hash of all tables: two runs with the same version read alike."""


TABLE_FILES = tuple(f"{field.name}.toml" for field in fields(Lexicon) if field.name != "version")


def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """
    The tables of the package, with those of the folder *overlay* laid on top.

    Raises:
        LexiconError: A file is no TOML, a key is unknown or missing, or a value is of the wrong kind; the
            message names file and key.
    """
    tables: dict[str, Any] = {}
    hints = get_type_hints(Lexicon)
    for name in TABLE_FILES:
        own, raw = _raw(name, overlay)
        data = _load(own, name)
        if raw is not None:
            data = _lay_over(data, _load(raw, f"{overlay}/{name}"), f"{overlay}/{name}")
        key = name.removesuffix(".toml")
        tables[key] = _table(hints[key], data, name)
    return Lexicon(**tables, version=lexicon_version(overlay))


def lexicon_version(overlay: Path | None = None) -> str:
    """
    What `load_lexicon(overlay).version` is, without making tables of the words.

    Raises:
        OSError: A file of *overlay* can't be opened.
    """
    digest = sha256()
    for name in TABLE_FILES:
        for raw in _raw(name, overlay):
            digest.update(len(raw or b"").to_bytes(8, "big") + (raw or b""))
    return digest.hexdigest()[:12]


def _raw(name: str, overlay: Path | None) -> tuple[bytes, bytes | None]:
    own = (files("hospplan") / "data" / name).read_bytes()
    top = None if overlay is None else overlay / name
    return own, top.read_bytes() if top and top.is_file() else None


@cache
def default_lexicon() -> Lexicon:
    """The tables of the package, read once."""
    return load_lexicon()


def _load(raw: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{name} is not a TOML file: {error}") from error


def _lay_over(base: dict[str, Any], top: dict[str, Any], name: str) -> dict[str, Any]:
    laid = dict(base)
    for key, value in top.items():
        ours = base.get(key)
        if isinstance(ours, list) and isinstance(value, list):
            laid[key] = [*ours, *value]
        elif isinstance(ours, dict) and isinstance(value, dict):
            laid[key] = ours | value
        else:
            raise LexiconError(
                f"{name}: key {key!r} is unknown, or not of the kind that the package's file has"
            )
    return laid


def _table(kind: type[Any], data: dict[str, Any], name: str) -> Any:
    wanted = get_type_hints(kind)
    if data.keys() != wanted.keys():
        raise LexiconError(f"{name}: keys {sorted(data)} instead of {sorted(wanted)}")
    return kind(**{key: _value(data[key], hint, f"{name}: {key}") for key, hint in wanted.items()})


def _value(value: Any, hint: Any, place: str) -> Words | Mapping[str, str]:
    if hint == Words and isinstance(value, list) and all(isinstance(x, str) for x in value):
        return tuple(dict.fromkeys(value))
    if hint != Words and isinstance(value, dict) and all(isinstance(x, str) for x in value.values()):
        known = get_args(hint)[1]
        for word, meaning in value.items():
            if get_origin(known) is Literal and meaning not in get_args(known):
                choices = ", ".join(get_args(known))
                raise LexiconError(f"{place}: {word!r} is {meaning!r}, which is none of {choices}")
        return MappingProxyType(value)
    raise LexiconError(f"{place} is not a {'list of strings' if hint == Words else 'table of strings'}")
