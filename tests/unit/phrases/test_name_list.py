import time

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases.name_list import Expected, Name, read_names
from hospplan.phrases.organ import Home

_LETTERS = {"person": "p", "department": "d", "organisation": "o", "group": "g"}


def line(names: tuple[Name, ...]) -> str:
    """Each name with the first letter of its kind; post after @, an aside in brackets, a mark after #."""
    written = []
    for name in names:
        text = f"{name.text}:{_LETTERS[name.kind]}"
        text += f"@{name.post}" if name.post else ""
        text += f"#{name.mark}" if name.mark else ""
        written.append(f"({text})" if name.is_aside else text)
    return " ".join(written)


def read(text: str, expected: Expected | None = None, home: Home = "hospital") -> str:
    return line(read_names(text, default_lexicon(), expected=expected, home=home))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("医务科、质控科", "医务科:d 质控科:d"),
        ("医务科，护理部；信息科", "医务科:d 护理部:d 信息科:d"),
        ("医务科/护理部", "医务科:d 护理部:d"),
        ("医务科\n护理部", "医务科:d 护理部:d"),
        ("医务科 护理部", "医务科:d 护理部:d"),
        ("医务科、\n护理部", "医务科:d 护理部:d"),
        ("医务科、护理部等", "医务科:d 护理部:d"),
        ("医务科、护理部等部门", "医务科:d 护理部:d"),
        ("医务科、护理部等5个科室", "医务科:d 护理部:d"),
        ("医务科、护理部等相关科室", "医务科:d 护理部:d"),
        ("医务科、护理部等各临床科室", "医务科:d 护理部:d 各临床科室:g"),
        ("医务科、护理部等和各临床科室", "医务科:d 护理部:d 各临床科室:g"),
        ("医务科、护理部。", "医务科:d 护理部:d"),
        ("骨科一、骨科二", "骨科一:d 骨科二:d"),
        ("骨科（一）、神经外科（2）", "骨科（一）:d 神经外科（2）:d"),
        ("十一病区、急诊EICU、ICU", "十一病区:d 急诊EICU:d ICU:d"),
        ("医务、护理、财务", "医务:d 护理:d 财务:d"),
        ("工会、团委、党委", "工会:d 团委:d 党委:d"),
        ("党委办公室、院长办公室", "党委办公室:d 院长办公室:d"),
        ("—", ""),
        ("无", ""),
        ("", ""),
        ("、，", ""),
    ],
)
def test_marks_and_line_breaks_part_names(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外联办及基层指导科", "外联办:d 基层指导科:d"),
        ("设备科及各职能科室", "设备科:d 各职能科室:g"),
        ("医务部与护理部", "医务部:d 护理部:d"),
        ("医务部、护理部以及信息中心", "医务部:d 护理部:d 信息中心:d"),
        ("医务部、护理部，以及各临床科室", "医务部:d 护理部:d 各临床科室:g"),
        ("工业和信息化部、文化和旅游局", "工业和信息化部:o 文化和旅游局:o"),
        ("市人力资源和社会保障局和市医疗保障局", "市人力资源和社会保障局:o 市医疗保障局:o"),
        ("市住房和城乡建设局及市自然资源和规划局", "市住房和城乡建设局:o 市自然资源和规划局:o"),
        ("质量与安全管理科", "质量与安全管理科:d"),
        ("财务与审计科", "财务与审计科:d"),
        ("药事管理与药物治疗学委员会", "药事管理与药物治疗学委员会:d"),
        ("各部门和单位", "各部门和单位:g"),
        ("各县（市、区）党委和人民政府", "各县（市、区）党委和人民政府:g"),
        ("市财政局等相关部门和各县（市、区）人民政府", "市财政局:o 各县（市、区）人民政府:g"),
        ("各有关部门和各地", "各有关部门:g 各地:g"),
    ],
)
def test_and_parts_only_two_names(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("脊柱、骨肿瘤科", "脊柱、骨肿瘤科:d"),
        ("肝、胆、胰外科", "肝、胆、胰外科:d"),
        ("手足、显微\n外科", "手足、显微外科:d"),
        ("康复、理疗科", "康复、理疗科:d"),
        ("皮肤、性病科、眼科", "皮肤、性病科:d 眼科:d"),
        ("皮肤（医疗美容）科", "皮肤（医疗美容）科:d"),
        ("学（专）科建设办公室", "学（专）科建设办公室:d"),
        ("党（院）办、人事科", "党（院）办:d 人事科:d"),
        ("医务部（处）", "医务部（处）:d"),
        ("市发展改革委（物价局）、市医保局", "市发展改革委（物价局）:o 市医保局:o"),
        ("市卫生健康委（疾控处）", "市卫生健康委:o (疾控处:d)"),
        ("消化内\n科、风湿科", "消化内科:d 风湿科:d"),
        ("党政综合\n办公室", "党政综合办公室:d"),
    ],
)
def test_a_mark_or_bracket_inside_a_name_parts_nothing(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("医务科（呼吸内科、妇科）", "医务科:d (呼吸内科:d) (妇科:d)"),
        ("内科、外科（麻醉科）", "内科:d 外科:d (麻醉科:d)"),
        ("纪检监察室（内审）", "纪检监察室:d (内审:d)"),
        ("护理部（含供应室、手术室）", "护理部:d (供应室:d) (手术室:d)"),
        ("医务科（张伟）", "医务科:d (张伟:p)"),
        ("医务科（负责人：张伟）", "医务科:d (张伟:p)"),
        ("医务科（牵头）、护理部（配合）", "医务科:d#牵头 护理部:d#配合"),
        ("医务科（第一责任单位）、护理部", "医务科:d#第一责任单位 护理部:d"),
        ("外科（骨科）护理部", "外科:d (骨科:d) 护理部:d"),
        ("（医务科、护理部）", "医务科:d 护理部:d"),
    ],
)
def test_names_in_brackets_after_a_name_are_asides(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周明副院长", "周明:p@副院长"),
        ("周建国副书记", "周建国:p@副书记"),
        ("院长王某", "王某:p@院长"),
        ("王某（副院长）", "王某:p@副院长"),
        ("王某（党委委员、副院长）", "王某:p@党委委员、副院长"),
        ("党委书记、院长李某", "李某:p@党委书记、院长"),
        ("医务科科长张伟", "张伟:p@医务科科长"),
        ("总会计师 龚 平", "龚平:p@总会计师"),
        ("院长\n高建国", "高建国:p@院长"),
        ("周明 院长  李强 副院长", "周明:p@院长 李强:p@副院长"),
        ("院长 周明 副院长 李强", "周明:p@院长 李强:p@副院长"),
        ("副院长（周明）", "周明:p@副院长"),
        ("王院长", "王:p@院长"),
        ("甲副院长", "甲:p@副院长"),
        ("欧阳建国主任", "欧阳建国:p@主任"),
        ("分管副院长", "分管副院长:p"),
        ("各科室主任", "各科室主任:g"),
        ("周明同志", "周明:p"),
        ("高  峰", "高峰:p"),
        ("高  峰  李建国", "高峰:p 李建国:p"),
        ("高  峰\n李  娜", "高峰:p 李娜:p"),
        ("阿依古丽·买买提、张某某", "阿依古丽·买买提:p 张某某:p"),
        ("王建国、医务科", "王建国:p 医务科:d"),
        ("张伟（医务科）", "张伟:p (医务科:d)"),
    ],
)
def test_persons_are_told_by_post_and_surname(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("国家卫生健康委、财政部", "government", "国家卫生健康委:o 财政部:o"),
        ("国家卫生健康委、财政部", "hospital", "国家卫生健康委:o 财政部:o"),
        ("市卫生健康局、各县（市、区）人民政府", "government", "市卫生健康局:o 各县（市、区）人民政府:g"),
        ("各省（区、市）", "government", "各省（区、市）:g"),
        ("各市、县（市、区）人民政府", "government", "各市、县（市、区）人民政府:g"),
        ("各市、省直有关部门", "government", "各市:g 省直有关部门:g"),
        ("各区、县级市人民政府", "government", "各区、县级市人民政府:g"),
        ("药学部（北院区）、急诊科（本部）", "hospital", "药学部（北院区）:d 急诊科（本部）:d"),
        ("各市、县、区人民政府", "government", "各市、县、区人民政府:g"),
        ("各市、特区、区人民政府，市财政局", "government", "各市、特区、区人民政府:g 市财政局:o"),
        ("各县、市财政局、区卫生局", "government", "各县:g 市财政局:o 区卫生局:o"),
        ("各市、县，有关部门", "government", "各市、县:g 有关部门:g"),
        ("各镇、街道、区教育局", "government", "各镇、街道:g 区教育局:o"),
        ("各乡镇、县卫生健康局", "government", "各乡镇:g 县卫生健康局:o"),
        ("市总工会、团市委、市妇联", "government", "市总工会:o 团市委:o 市妇联:o"),
        ("农业农村部 共青团中央 全国妇联", "government", "农业农村部:o 共青团中央:o 全国妇联:o"),
        ("云州海关、市外办", "government", "云州海关:o 市外办:o"),
        ("医政司、规划司", "government", "医政司:d 规划司:d"),
        ("人口家庭处（老龄处）", "government", "人口家庭处（老龄处）:d"),
        ("市公安局（交警局）", "government", "市公安局:o (交警局:o)"),
        ("人口家庭处（计生协会）", "government", "人口家庭处:d (计生协会:o)"),
        ("各地、各部门", "government", "各地:g 各部门:g"),
        ("各临床、医技科室", "hospital", "各临床、医技科室:g"),
        ("各病区、药房", "hospital", "各病区:g 药房:d"),
        ("市委组织部、市委编办", "government", "市委组织部:o 市委编办:o"),
        ("宣传部", "hospital", "宣传部:d"),
        ("宣传部", "government", "宣传部:o"),
        ("医政处、规划财务处", "government", "医政处:d 规划财务处:d"),
        ("体检中心", "hospital", "体检中心:d"),
        ("云州市疾控中心、云州大学", "hospital", "云州市疾控中心:o 云州大学:o"),
        ("国务院医改办、国家疾控局", "government", "国务院医改办:o 国家疾控局:o"),
        ("市直各有关单位", "government", "市直各有关单位:g"),
        ("临床科室、成员单位", "hospital", "临床科室:g 成员单位:g"),
        ("药物治疗学委员会", "hospital", "药物治疗学委员会:d"),
        ("云州市第三人民医院医务科", "government", "云州市第三人民医院医务科:d"),
        ("东院区综合办", "hospital", "东院区综合办:d"),
    ],
)
def test_kind_is_told_by_ending_head_and_home(text: str, home: Home, expected: str) -> None:
    assert read(text, home=home) == expected


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("安宁、缓和科", "organ", "安宁、缓和科:d"),
        ("尔朱荣华", "person", "尔朱荣华:p"),
        ("经管", "organ", "经管:d"),
        ("张建国", "organ", "张建国:p"),
        ("医务科", "person", "医务科:d"),
    ],
)
def test_what_the_label_asks_for_decides_where_the_name_does_not(
    text: str, asked: Expected, expected: str
) -> None:
    assert read(text, asked) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "、",
        "（",
        "()",
        "医、",
        "医务科、",
        "和医务科",
        "科 ",
        "王",
        "等",
        "(医务科",
        "医务科（",
        "）",
        "\n外",
    ],
)
def test_long_repetitions_are_read_in_linear_time(unit: str) -> None:
    def cost(times: int) -> float:
        began = time.process_time()
        read_names(unit * times, default_lexicon())
        return time.process_time() - began

    cost(100)
    assert cost(16_000) < 16 * cost(2_000) + 0.5
