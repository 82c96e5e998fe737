"""Joining lines of cells and of running text."""

import time

import pytest

from hospplan.text.layout import columns, find_layout, indent
from hospplan.text.wrap import join_cell_lines, join_cut_lines

ENDINGS = ("科", "室", "部", "办", "办公室", "中心", "门诊", "门诊部", "组", "小组", "科室", "委员会")
WHOLE = ("工会", "团委", "信息", "护理")
SURNAMES = ("张", "王", "李", "欧阳")


def cell(*lines: str) -> str:
    return join_cell_lines(lines, ENDINGS, whole_names=WHOLE, surnames=SURNAMES)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("学", "科", "建", "设"), "学科建设"),  # vertical text
        (("人才", "队伍", "建设"), "人才队伍建设"),  # two characters a line
        (("智慧医", "院建设", "项"), "智慧医院建设项"),
        (("分管", "院长"), "分管院长"),
        (("备", "注"), "备注"),
        (("心血管", "内科"), "心血管内科"),
        (("质量控制办", "公室"), "质量控制办公室"),
        (("疼痛门诊", "部"), "疼痛门诊部"),
        (("各临床科", "室"), "各临床科室"),
        (("新生儿重症监护", "中心"), "新生儿重症监护中心"),
        (("信息", "中心"), "信息中心"),
        (("护理", "部"), "护理部"),
        (("骨科", "二"), "骨科二"),
        (("肾内科、呼", "吸内科、血液", "科"), "肾内科、呼吸内科、血液科"),
        (("医务科、", "护理部"), "医务科、护理部"),
        (("护理部", "，门诊办"), "护理部，门诊办"),
        (("医务科（肾内科、", "老年科、神经", "内科）"), "医务科（肾内科、老年科、神经内科）"),
        (("医务科", "（牵头）"), "医务科（牵头）"),  # a bracket says something about the name before it
        (("口腔（正", "畸）科"), "口腔（正畸）科"),
        (("开展“健康", "云州”行动"), "开展“健康云州”行动"),
        (("推广中医适宜技术培", "训班"), "推广中医适宜技术培训班"),
        (("建设区域医疗中心和", "专科联盟平台"), "建设区域医疗中心和专科联盟平台"),
        (("提升患者就医", "的获得感"), "提升患者就医的获得感"),
        (("15000", "人次/年"), "15000人次/年"),
        (("PACS and", "RIS"), "PACS and\nRIS"),
    ],
)
def test_a_line_that_broke_inside_a_word_is_joined(lines: tuple[str, ...], expected: str) -> None:
    assert cell(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("护理部", "门诊办", "检验中心"),
        ("医务科", "工会", "团委"),
        ("工会", "护理部"),
        ("王明", "李小华"),
        ("欧阳华", "张伟"),
        ("门诊35", "住院92"),
        ("90", "85"),
        ("1.完善急诊流程", "2.建设卒中中心"),
        ("2.1 建设名医馆", "2.1.1 开设夜门诊", "2.1.2 开设联合门诊"),
        ("①抓培训", "②抓考核"),
        ("（1）修订制度", "（2）开展督查"),
        ("•强基础", "•补短板"),
        ("完成制度修订。", "开展全员培训。"),
        ("推广微创手术技术", "深化康复一体化服务"),
        ("实施日间手术管理", "优化预约诊疗流程"),
    ],
)
def test_lines_that_stand_for_themselves_stay(lines: tuple[str, ...]) -> None:
    assert cell(*lines) == "\n".join(lines)


def test_an_indented_line_starts_anew() -> None:
    assert cell("推广甲项技", "    深化乙") == "推广甲项技\n深化乙"


def test_blank_lines_of_a_cell_say_nothing() -> None:
    assert cell("", "护理部", "  ", "门诊办", "") == "护理部\n门诊办"
    assert cell() == ""
    assert cell(" ") == ""


def test_without_surnames_three_characters_a_line_stay_lines() -> None:
    assert join_cell_lines(("王建国", "李明"), ENDINGS) == "王建国\n李明"


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）加强人才培养。建立导师制，把培", "养与使用结合起来，形成合力。"),
        ("云州市第三人民医院围绕“健", "康云州”目标开展工作"),
        ("经研究决定，", "印发本方案"),
        ("推进智慧医院建设", "，提升效率。"),
        ("（二）党员人数超过50人的支部，可以", "划分党小组；"),
        ("1.压缩报告时间，力争", "不超过6分钟。"),
        ("（三）后勤保障，由王明副院长牵头，责任部门：总务", "科、设备科，配合：财务科。"),
        ("抄送：云州市卫生健康委员会，云州市医疗保障局，", "云州市财政局。"),
        (
            "为认真贯彻落实云州市卫生健康委员会关于公立医院高质量发展的工作部署，进一步提升医疗服务能力和管理水平，根据有关文件的",
            "精神，结合医院实际，制定本方案。",
        ),
    ],
)
def test_a_cut_sentence_is_joined(lines: tuple[str, str]) -> None:
    assert join_cut_lines(lines) == ["".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ("云州市第三人民医院关于印发", "2025年工作计划的通知"),  # structure joins titles
        ("（二）工作小组职责", "负责统筹协调各项工作，定期召开会议。"),
        ("（三）完善培养体系，激发人才活力", "1.健全机制。完善制度。"),
        ("1.等级医院评审顺利通过", "专家组给予肯定，提出意见。"),
        ("一、总体要求", "坚持以人民健康为中心，推进高质量发展。"),
        ("组长：王明  李华", "成员由各科室负责人担任。"),
        ("成员：王明、李华、张伟", "小组下设办公室，设在医务科。"),
        ("各科室：", "现将有关事项通知如下，请认真执行。"),
        ("做好以下工作。各科室要抓好落实", "一是加强培训；二是加强考核。"),
        ("做好以下工作。主要有", "1.加强培训，做好考核。"),
        ("推进重点项目建设。按要求落实", "项目1：建设卒中中心，年内完成。"),
        ("完成年度目标。认真执行", "第二章 组织，领导"),
        ("完成年度任务。（责任单位：医务科）", "各科室要高度重视，抓好落实。"),
        ("请认真贯彻执行。特此通知", "云州市第三人民医院，云州市医学会", "2025年3月1日"),
        ("云州市第三人民医院", "2025年3月1日"),
        ("完成各项工作。抓好落实", "2025年3月1日"),
        ("完成各项工作。抓好落实", "云州市第三人民医院办公室  2025年3月2日印发"),
        ("完成各项工作。抓好落实", "附件：1.任务清单，2.分工表"),
        ("完成各项工作。抓好落实", "牵头单位：医务科，护理部"),
    ],
)
def test_lines_that_are_paragraphs_stay(lines: tuple[str, ...]) -> None:
    assert join_cut_lines(lines) == list(lines)


@pytest.mark.parametrize(
    ("second", "is_joined"),
    [
        ("2.8万人次，床位达到1000张。", True),
        ("2.2025年建成卒中中心，通过验收。", False),
        ("2.1 建设卒中中心，通过验收。", False),
        ("一、二级手术占比下降，结构优化。", True),
        ("一、二是重点，要抓好。", False),
        ("1、2号楼改造完成，投入使用。", True),
        ("3、推进改造，投入使用。", False),
    ],
)
def test_a_number_mark_is_told_from_a_number(second: str, *, is_joined: bool) -> None:
    first = "提升服务能力。年内出院病人达到"
    assert join_cut_lines([first, second]) == ([first + second] if is_joined else [first, second])


def test_a_space_stands_between_two_latin_words_only() -> None:
    assert join_cut_lines(["引进设备，", "Da Vinci，"]) == ["引进设备，Da Vinci，"]
    assert join_cut_lines(["建设（Picture Archiving", "and Communication）系统"]) == [
        "建设（Picture Archiving and Communication）系统"
    ]


def test_blank_lines_do_not_part_a_cut_sentence() -> None:
    assert join_cut_lines(["完善机制。把保", "", "  ", "障落到实处，形成合力。", ""]) == [
        "完善机制。把保障落到实处，形成合力。"
    ]


HARD_WRAPPED = [
    "                  云州市第三人民医院工作计划",
    "　　为推动医院高质量发展不断取得新成效全面落实上级工作部署",
    "要求结合实际制定本计划请各科室遵照执行并抓好各项工作落实。",
    "工作中遇到的问题及时报告。",
    "　　一、总体要求",
    "　　坚持以人民健康为中心落实新时代卫生与健康工作方针推进医",
    "疗服务能力提升完善现代医院管理制度加强人才队伍建设和学科建",
    "设推进智慧医院建设改善就医感受完成全年各项目标任务。",
    "　　二、重点任务",
    "　　加强重点专科建设推进卒中中心胸痛中心创伤中心建设提升急",
    "危重症救治能力。",
]


def test_a_hard_wrapped_file_is_read_by_its_width_and_indents() -> None:
    first = "".join(HARD_WRAPPED[1:4]).strip()
    second = "".join(HARD_WRAPPED[5:8]).strip()
    third = "".join(HARD_WRAPPED[9:]).strip()
    assert join_cut_lines(HARD_WRAPPED) == [
        HARD_WRAPPED[0].strip(),
        first,
        "一、总体要求",
        second,
        "二、重点任务",
        third,
    ]


def test_the_layout_of_a_hard_wrapped_file_is_measured() -> None:
    layout = find_layout(HARD_WRAPPED)
    assert (layout.width, layout.margin, layout.is_indented) == (58, 0, True)


PARAGRAPHS = [
    "第一条　为加强医院精细化管理，根据2023年1月18日印发的文件和医院实际制定本办法。",
    "第二条　本办法适用于全院。",
    "第三条　市级医院成立考核小组，负责全院考核的组织领导工作。办公室设在医务科，每月通报一次。",
    "（一）2024年12月底前完成改造，设置床位400张，建成住院楼一栋。",
    "（二）持续改进。",
    "附则另行规定。",
]


def test_paragraphs_cut_after_so_many_letters_are_joined_though_few_lines_are_full() -> None:
    """Digits are half as wide, so that full lines end at different columns."""
    indented = ["　　" + text for text in PARAGRAPHS]
    lines = [text[at : at + 30] for text in indented for at in range(0, len(text), 30)]
    assert len(lines) == 9
    assert join_cut_lines(["云州市第三人民医院管理办法", "", *lines]) == [
        "云州市第三人民医院管理办法",
        *PARAGRAPHS,
    ]


def test_lines_of_one_length_are_no_proof_where_numbered_ones_follow() -> None:
    lines = []
    for n in "一二三四":
        lines += [
            f"{n}、加强管理",
            "　　推进重点专科建设与人才培养，落实院内考核",
            "（一）抓质量",
            "　　评优评先",
        ]
    assert find_layout(lines).letters is None
    assert len(join_cut_lines(lines)) == len(lines)


def test_a_file_of_short_headings_has_no_width() -> None:
    lines = [f"{number}.推进重点专科建设工作。" for number in range(10, 40)]
    assert find_layout(lines).width is None


@pytest.mark.parametrize(("text", "expected"), [("云州", 4), ("ab12", 4), ("“云”", 6), ("", 0)])
def test_a_chinese_character_takes_two_columns(text: str, expected: int) -> None:
    assert columns(text) == expected


@pytest.mark.parametrize(("line", "expected"), [("　　云", 4), ("\t云", 8), ("云  ", 0), ("   ", 3)])
def test_the_indent_is_counted_in_columns(line: str, expected: int) -> None:
    assert indent(line) == expected


@pytest.mark.parametrize("line", ["（《“", "科", "）a，", "云" * 28])
def test_many_lines_take_linear_time(line: str) -> None:
    """200,000 lines; a quadratic step would take minutes."""
    lines = [line] * 200_000
    start = time.process_time()
    join_cut_lines(lines)
    join_cell_lines(lines, ENDINGS)
    assert time.process_time() - start < 20
