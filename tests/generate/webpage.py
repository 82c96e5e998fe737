"""What a web site writes over a document: lines or a table of 索引号, 发布机构, 文号 …"""

from collections.abc import Iterator
from random import Random

from tests.generate import names as words


def metadata(random: Random, issuer: str, number: str, day: str, title: str) -> Iterator[str]:
    """Lines of the notation; they say what the document says itself, and things about the page."""
    fields = [
        ("索引号", f"{random.randint(10**8, 10**9)}/{day[:4]}-{random.randint(10**4, 10**5)}"),
        ("主题分类", random.choice(words.SUBJECTS)),
        (random.choice(("发布机构", "发文机关")), issuer),
        (random.choice(("成文日期", "发文日期")), day),
        (random.choice(("标题", "名称")), title),
        (random.choice(("发文字号", "文号")), number),
        ("有效性", random.choice(("有效", "现行有效"))),
    ]
    chosen = [field for field in fields if field[0] == "索引号" or random.random() < 0.7]
    if random.random() < 0.5:
        yield from (f"{name}：{text}" for name, text in chosen)
        return
    chosen = chosen[: len(chosen) // 2 * 2] if len(chosen) > 1 else [*chosen, fields[1]]
    yield "@表 14 36 14 36/0"
    for left, right in zip(chosen[::2], chosen[1::2], strict=True):
        yield f"| {left[0]}： | {left[1]} | {right[0]}： | {right[1]} |"
