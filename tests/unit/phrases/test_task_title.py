import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases.task_title import TaskText, first_stop, read_sentence, read_task_text


def read(text: str) -> TaskText | None:
    return read_task_text(text, default_lexicon())


@pytest.mark.parametrize(
    ("text", "number", "title", "description"),
    [
        ("5.1 推广甲技术", "5.1", "推广甲技术", None),
        ("1.优化流程", "1.", "优化流程", None),
        ("（一）优化流程", "（一）", "优化流程", None),
        ("优化流程", None, "优化流程", None),
        ("2025年开展义诊", None, "2025年开展义诊", None),
        ("3个中心建设", None, "3个中心建设", None),
        ("质量提升：优化流程", None, "质量提升：优化流程", None),
        ("创新甲技术\n深化乙中心建设", None, "创新甲技术 深化乙中心建设", None),
        ("“党建  联建”品牌", None, "“党建 联建”品牌", None),
        (
            "4.1 建设三中心\n4.1.1 胸痛中心\n4.1.2 卒中中心",
            "4.1",
            "建设三中心",
            "4.1.1 胸痛中心\n4.1.2 卒中中心",
        ),
        ("优化流程\n（1）增设窗口\n（2）延长服务", None, "优化流程", "（1）增设窗口\n（2）延长服务"),
        ("1.组织培训；\n2.加强检查。", None, "组织培训", "2.加强检查。"),
        ("1.组织培训。2.加强检查。", None, "组织培训", "2.加强检查。"),
        ("加强培训。每季度一次。", None, "加强培训", "每季度一次。"),
        ("加强培训。\n开展演练。", None, "加强培训", "开展演练。"),
    ],
)
def test_a_cell_is_taken_apart(text: str, number: str | None, title: str, description: str | None) -> None:
    found = read(text)
    assert found is not None
    assert (found.number, found.title, found.description) == (number, title, description)
    assert "".join(text[found.start : found.end].split()) == "".join(title.split())


@pytest.mark.parametrize("text", ["", " ", "\n", "。", "1."])
def test_a_cell_without_words_is_no_task(text: str) -> None:
    assert read(text) is None


def test_the_first_sentence_leaves_its_marks_out() -> None:
    text = "；开展演练。继续培训。"
    assert read_sentence(text, 0, len(text)) == (1, 5)
    assert read_sentence("。；", 0, 2) is None


def test_a_stop_inside_quotation_marks_ends_no_sentence() -> None:
    text = "开展“强基础。提质量”行动。继续。"
    assert text[: first_stop(text, 0, len(text))] == "开展“强基础。提质量”行动。"
