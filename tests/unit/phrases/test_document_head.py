"""发文字号, dates, names and titles, each by itself."""

from datetime import date

import pytest

from hospplan.errors import PhraseError
from hospplan.lexicon import default_lexicon
from hospplan.phrases.addressee import is_addressees, split_names
from hospplan.phrases.attachment import read_listed_items
from hospplan.phrases.date import read_date
from hospplan.phrases.document_number import read_document_number
from hospplan.phrases.letterhead import is_issuer, join_spaced, read_padded_names
from hospplan.phrases.title import carried_names, genre_of

LEXICON = default_lexicon()


@pytest.mark.parametrize(
    ("text", "agency", "year", "serial"),
    [
        ("云三医〔2023〕7号", "云三医", 2023, 7),
        ("云三医[2023]7号", "云三医", 2023, 7),
        ("云三医 (2016) 12 号", "云三医", 2016, 12),
        ("云卫字〔二○○五〕十二号", "云卫字", 2005, 12),
        ("云 卫 发〔2005〕第120号", "云卫发", 2005, 120),
    ],
)
def test_document_numbers(text: str, agency: str, year: int, serial: int) -> None:
    number = read_document_number(text)
    assert (number.text, number.agency, number.year, number.serial) == (text, agency, year, serial)


def test_what_is_no_document_number_is_shown() -> None:
    with pytest.raises(PhraseError) as caught:
        read_document_number("云三医〔2023〕007号")
    assert str(caught.value) == (
        "not a 发文字号 (expected the form 云卫发〔2021〕18号)\n    云三医〔2023〕007号\n    ^^^^^^^^^^^^^^^^^^^"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年6月29日", date(2021, 6, 29)),
        ("2021 年 6 月 9 日", date(2021, 6, 9)),
        ("二○二一年六月二十九日", date(2021, 6, 29)),
        ("二〇〇五年元月三十一日", date(2005, 1, 31)),
        ("二零二三年十二月十日", date(2023, 12, 10)),
        ("2021.6.29", date(2021, 6, 29)),
        ("2021-06-29", date(2021, 6, 29)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["2021年2月30日", "2021年6月", "6月29日", "二〇二一年"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(PhraseError):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("各科室", ("各科室",)),
        ("各县（市、区）卫生健康局、各医院：", ("各县（市、区）卫生健康局", "各医院")),
        ("各省、自治区、直辖市人民政府，国务院各部委：", ("各省、自治区、直辖市人民政府", "国务院各部委")),
        ("市政府办公室，市财政局、市医保局。", ("市政府办公室", "市财政局、市医保局")),
        ("院领导；各科室。", ("院领导", "各科室")),
        ("各区、县（市）卫生局、各直属单位：", ("各区、县（市）卫生局", "各直属单位")),
        ("各科室、县医院、各县、市卫生局", ("各科室", "县医院", "各县", "市卫生局")),
        ("", ()),
    ],
)
def test_names_are_parted_at_the_widest_mark(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王  明  李 强", ("王明", "李强")),
        ("王小明  李 强  欧阳 修", ("王小明", "李强", "欧阳修")),
        ("王明、李强", ("王明", "李强")),
        ("司马 光", ("司马光",)),
    ],
)
def test_padded_names_are_joined(text: str, names: tuple[str, ...]) -> None:
    assert read_padded_names(text, LEXICON) == names


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("云州市第三人民医院关于印发2023年工作计划的通知", "通知"),
        ("云州市第三人民医院2024年度工作总结", "总结"),
        ("绩效考核办法（试行）", "办法"),
        ("绩效考核办法（2023年修订）（试行）", "办法"),
        ("“揭榜挂帅”项目实施方案", "实施方案"),
        ("2023年总结和2024年计划", "计划"),
        ("云州市人民政府令", "令"),
        ("团结奋进的一年", None),
    ],
)
def test_kinds_of_documents(title: str, genre: str | None) -> None:
    assert genre_of(title, LEXICON) == genre


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("云州市第三人民医院关于印发2023年工作计划的通知", ("2023年工作计划",)),
        ("关于印发《甲办法》《乙办法》的通知", ("甲办法", "乙办法")),
        ("云州市第三人民医院转发《关于开展义诊的通知》的通知", ("关于开展义诊的通知",)),
        ("关于同意《云州市第三人民医院章程》的批复", ("云州市第三人民医院章程",)),
        ("关于同意设置分院的批复", ()),
        ("关于做好信息发布工作的通知", ()),
        ("云州市第三人民医院2023年工作计划", ()),
    ],
)
def test_the_texts_that_a_title_says_it_carries(title: str, names: tuple[str, ...]) -> None:
    assert carried_names(title, LEXICON) == names


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("任务清单", ["任务清单"]),
        ("1.任务清单", ["任务清单"]),
        ("1.2025年度任务清单", ["2025年度任务清单"]),
        ("1.任务清单  2.指标表　3.流程图", ["任务清单", "指标表", "流程图"]),
        ("1.任务清单 3.指标表", ["任务清单 3.指标表"]),
    ],
)
def test_items_of_a_list_of_attachments(text: str, items: list[str]) -> None:
    assert read_listed_items(text) == items


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("云 州 市", "云州市"),
        ("启新程    谱华章", "启新程 谱华章"),
        ("云州市　第三医院", "云州市 第三医院"),
        ("医院", "医院"),
    ],
)
def test_spaced_letters_are_joined_and_gaps_made_one_wide(text: str, joined: str) -> None:
    assert join_spaced(text) == joined


@pytest.mark.parametrize(
    "bare", ["云州市第三人民医院", "中共云州市第三人民医院委员会", "云州市总工会", "医务科", "云州市卫健委"]
)
def test_organs(bare: str) -> None:
    assert is_issuer(bare, LEXICON)


@pytest.mark.parametrize(
    "bare", ["各科室", "特此通知", "关于成立委员会", "王明", "2023年医院", "全体职工为医院"]
)
def test_what_is_no_organ(bare: str) -> None:
    assert not is_issuer(bare, LEXICON)


@pytest.mark.parametrize(
    "folded", ["各科室:", "云州市卫生健康委员会:", "各县(市、区)人民政府，市政府各部门:"]
)
def test_addressees(folded: str) -> None:
    assert is_addressees(folded)


@pytest.mark.parametrize(
    "folded",
    ["各位代表:", "同志们:", "现将有关事项通知如下:", "各科室", "全年重点抓好以下工作:", "一、目标为:"],
)
def test_what_addresses_no_organ(folded: str) -> None:
    assert not is_addressees(folded)
