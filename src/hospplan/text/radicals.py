"""Characters that look like others: radicals and presentation forms that a font's tables give for common ones."""

from functools import cache
from unicodedata import normalize

# Radicals Supplement, those that are characters by themselves. NFKC has no word for them; the pairs are those of
# Unicode's EquivalentUnifiedIdeograph.txt (version 15.0).
_SUPPLEMENT = (
    "⺁厂⺈刀⺊卜⺌小⺎兀⺒巳⺓幺⺗心⺛旡⺜日⺝月⺟母⺠民⺧牛⺩王⺪疋⺬示⺮竹⺶羊⺻聿⺼肉⺽臼⻁虎⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻑長"
    "⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟"
)
# Forms for vertical writing (U+FE10 to FE44) are the wide marks of Chinese text, which NFKC makes half-width.
_VERTICAL = "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰…︱—︲—︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』"
_RANGES = (
    (0x2F00, 0x2FD6),  # Kangxi radicals
    (0xF900, 0xFB00),  # compatibility ideographs
)


@cache
def likenesses() -> dict[int, str]:
    """Each such character → the common one; a table for `str.translate`, one to one."""
    pairs = {}
    for text in (_SUPPLEMENT, _VERTICAL):
        pairs.update({ord(text[at]): text[at + 1] for at in range(0, len(text), 2)})
    for low, high in _RANGES:
        for point in range(low, high):
            common = normalize("NFKC", chr(point))
            if len(common) == 1:
                pairs[point] = common
    return pairs
