import time

import pytest

from hospplan.extract.deadlines import deadline_in, stated_deadline
from hospplan.lexicon import default_lexicon
from hospplan.models.plan import Deadline
from hospplan.phrases.deadline import is_deadline
from hospplan.phrases.period import Calendar

_2025 = Calendar(2025)


def line(deadline: Deadline | None) -> str | None:
    """The words, start and end of a deadline, - where there is none."""
    return f"{deadline.text} {deadline.start or '-'} {deadline.end or '-'}" if deadline else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年底前", "2025年底前 - 2025-12-31"),
        ("2025年12月底前", "2025年12月底前 - 2025-12-31"),
        ("2026年6月30日前", "2026年6月30日前 - 2026-06-30"),
        ("2025年12月", "2025年12月 - 2025-12-31"),
        ("2025年", "2025年 - 2025-12-31"),
        ("2025.12", "2025.12 - 2025-12-31"),
        ("2025-06-30", "2025-06-30 - 2025-06-30"),
        ("２０２５年６月底前", "２０２５年６月底前 - 2025-06-30"),
        ("6月底前", "6月底前 - 2025-06-30"),
        ("年底前", "年底前 - 2025-12-31"),
        ("12月10日之前", "12月10日之前 - 2025-12-10"),
        ("3月中旬", "3月中旬 - 2025-03-20"),
        ("2025年底前完成", "2025年底前 - 2025-12-31"),
        ("6月底前启动，12月底前完成", "6月底前启动，12月底前完成 - 2025-12-31"),
        ("二〇二五年三月底前", "二〇二五年三月底前 - 2025-03-31"),
        ("十一月底", "十一月底 - 2025-11-30"),
        ("六月三十日前完成", "六月三十日前 - 2025-06-30"),
        ("“十四五”期末", "“十四五”期末 - 2025-12-31"),
    ],
)
def test_a_column_of_deadlines_gives_the_day_by_which(text: str, expected: str) -> None:
    assert line(stated_deadline(text, _2025, default_lexicon())) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年1—6月", "2025年1—6月 2025-01-01 2025-06-30"),
        ("2025.1—2025.12", "2025.1—2025.12 2025-01-01 2025-12-31"),
        ("第三季度", "第三季度 2025-07-01 2025-09-30"),
        ("上半年", "上半年 2025-01-01 2025-06-30"),
        ("2025年3月至2026年6月", "2025年3月至2026年6月 2025-03-01 2026-06-30"),
    ],
)
def test_a_stretch_of_days_keeps_its_start(text: str, expected: str) -> None:
    assert line(stated_deadline(text, _2025, default_lexicon())) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2025年起，每年年底前",
        "每年三月底前",
        "长期坚持",
        "持续推进",
        "全年",
        "贯穿全程",
        "每季度末",
        "每月底前",
        "立即整改",
        "常态化开展",
        "随时",
    ],
)
def test_an_open_end_has_words_and_no_day(text: str) -> None:
    assert line(stated_deadline(text, _2025, default_lexicon())) == f"{text} - -"


@pytest.mark.parametrize(
    "text",
    [
        *("2026年春节前", "2026年“两会”前", "2026年中", "2026年初", "2026年起", "2026年职代会召开前"),
        *("2026年春节前完成", "2026年6月起实施", "2026年1月—长期", "6月底前启动，2026年“五一”前完成"),
        *("2026年底前完成，春节后验收", "2026年1月1日起", "2026年暑期", "自2026年3月开始"),
    ],
)
def test_a_year_with_words_that_are_not_understood_gives_no_day(text: str) -> None:
    assert line(stated_deadline(text, _2025, default_lexicon())) == f"{text} - -"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年Q2", "2026年Q2 2026-04-01 2026-06-30"),
        ("Q3底前", "Q3底前 - 2025-09-30"),
        ("2026年Q5", "2026年Q5 - -"),
        ("2026年6月份", "2026年6月份 - 2026-06-30"),
        ("2026年12月完成主体结构", "2026年12月完成主体结构 - 2026-12-31"),
        ("2026年底前报市卫生健康委员会", "2026年底前报市卫生健康委员会 - 2026-12-31"),
        ("2026年持续推进", "2026年持续推进 - 2026-12-31"),
        ("2026年6月底前（含试运行）", "2026年6月底前（含试运行） - 2026-06-30"),
        ("2026年中医馆建成", "2026年 - 2026-12-31"),
        ("2026年底前完成前期工作", "2026年底前完成前期工作 - 2026-12-31"),
    ],
)
def test_words_that_do_not_move_the_day_leave_it(text: str, expected: str) -> None:
    assert line(stated_deadline(text, _2025, default_lexicon())) == expected


@pytest.mark.parametrize("text", ["", "—", "无", "80%", " ", "12"])
def test_a_cell_without_words_gives_none(text: str) -> None:
    assert stated_deadline(text, _2025, default_lexicon()) is None


def test_words_that_are_not_understood_are_kept_without_a_day() -> None:
    assert line(stated_deadline("按上级部署", _2025, default_lexicon())) == "按上级部署 - -"


def test_without_a_year_a_month_has_no_day() -> None:
    assert line(stated_deadline("6月底前", Calendar(), default_lexicon())) == "6月底前 - -"


def test_a_day_that_does_not_exist_is_not_invented() -> None:
    assert line(stated_deadline("2025.06.31", _2025, default_lexicon())) == "2025.06.31 - -"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争2025年底前完成主体工程建设。", "2025年底前 - 2025-12-31"),
        ("各科室于12月10日之前报送院办。", "12月10日之前 - 2025-12-10"),
        ("6月底前制定方案，12月底前全面完成。", "12月底前 - 2025-12-31"),
        ("到2025年，床位达到800张。", None),
        ("到2025年底，实现全覆盖。", None),
        ("每年底前完成考核。", None),
        ("2025年完成门诊90万人次。", None),
        ("加强管理。", None),
    ],
)
def test_sentences_give_a_deadline_where_a_verb_of_finishing_follows(text: str, expected: str | None) -> None:
    assert line(deadline_in([text], _2025, default_lexicon())) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（三）6月底前修订转诊制度。", "6月底前 - 2025-06-30"),
        ("1.于9月底前梳理流程。", "9月底前 - 2025-09-30"),
        ("3月底前摸清底数，10月底前全面推开。", "10月底前 - 2025-10-31"),
        ("6月底前完成摸底，力争年底前，全院推开。", "年底前 - 2025-12-31"),
        ("2020年底前竣备的楼宇。", None),
        ("2026年6月前入职的职工参加培训。", None),
        ("6月底前已验收的病区。", None),
        ("梳理6月底前积压病历。", None),
    ],
)
def test_a_day_by_which_at_the_head_of_a_clause_needs_no_known_verb(text: str, expected: str | None) -> None:
    assert line(deadline_in([text], _2025, default_lexicon())) == expected


@pytest.mark.parametrize(
    ("clause", "verdict"),
    [
        ("2025年底前完成", True),
        ("于12月10日前报送", True),
        ("持续推进", True),
        ("6月底前", True),
        ("2026年春节前", True),
        ("2025年完成10项任务", False),
        ("医务科负责", False),
        ("到2025年建成医院", False),
    ],
)
def test_a_clause_is_a_deadline_only_as_a_whole(clause: str, verdict: bool) -> None:  # noqa: FBT001
    assert is_deadline(clause, Calendar(), default_lexicon()) is verdict


@pytest.mark.parametrize(
    "unit", ["底前", "6月底前，", "2025.1—", "每", "2025年", "长期", "Q2", "前", "(", "起，"]
)
def test_long_repetitions_are_read_in_linear_time(unit: str) -> None:
    def cost(times: int) -> float:
        began = time.process_time()
        stated_deadline(unit * times, _2025, default_lexicon())
        deadline_in([unit * times], _2025, default_lexicon())
        return time.process_time() - began

    cost(100)
    assert cost(8_000) < 16 * cost(1_000) + 0.5
