"""发文字号, the number under which an organ issues a document."""

from hospplan.errors import PhraseError
from hospplan.grammar.rule import Rule
from hospplan.models.document import DocumentNumber
from hospplan.phrases.numeral import read_numeral

_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

DOCUMENT_NUMBER = Rule(
    name="发文字号",
    pattern=r"""
        (?P<agency> (?&HAN)(?:[ ]?(?&HAN)){1,15} ) (?: \((?&HAN){1,6}\) )?   # 云卫办发; a bracket names the branch
        [ ]{0,4} [〔\[【(〈<「［] [ ]?                                     # the standard asks for 〔; typists vary
        (?P<year> (?: 1 [ ]? 9 | 2 [ ]? 0 ) (?: [ ]? [0-9] ){2} | [一二][九〇○零][〇○零一二三四五六七八九]{2} )
        [ ]? 年? [ ]? [〕\]】)〉>」］] [ ]{0,4} 第? [ ]?                        # 第 is of before 2012
        (?P<serial> [1-9] (?: [ ]? [0-9] ){0,4} | [一二三四五六七八九十百]{1,6} ) # never padded: 1, not 01
        [ ]? 号
    """,
    reads=(
        "云卫发〔2021〕18号",
        "云三医[2023]5号",
        "云卫发 (2016) 1 号",
        "云三医【2022】12号",
        "云政办函〔2020〕101号",
        "云卫字〔二○○五〕十二号",
        "云卫发〔2005〕第12号",
        "云卫(医政)〔2019〕3号",
        "云卫发〔2 0 2 4〕1 5 号",
    ),
    rejects=(
        "〔2021〕18号",
        "云卫发〔21〕18号",
        "云卫发〔2021〕018号",
        "2021年第18号",
        "云卫发2021年18号",
        "第18号",
        "云卫发〔2021〕号",
    ),
)
NUMBER_LIKE = Rule(
    name="似发文字号",
    pattern=r"""
        (?&HAN)(?:[ ]?(?&HAN)){1,15} [ ]{0,4} [〔\[【(〈<「]? [ ]?
        [0-9] (?: [ ]? [0-9] ){1,3} [ ]? 年? [ ]? [〕\]】)〉>」]? [ ]{0,4} 第? [ ]? [0-9 ]{0,6} [ ]? 号
    """,
    reads=(
        "云卫发〔21〕18号",
        "云卫发〔2021〕018号",
        "云卫发2021年18号",
        "云卫发〔2021〕号",
        "云卫发(2021)18号",
    ),
    rejects=("第18号", "2021年第18号", "云州市解放路18号楼", "云卫发"),
)
PLAIN_NUMBER = Rule(
    name="不带机关代字的文号",
    # Orders, public notices and minutes have no 机关代字: 第12号, 2024年第12号, 〔2024〕12号, …公告2024年第12号.
    pattern=r"""
        (?P<agency> (?: (?&HAN) | [()] ){0,40} (?: 公告 | 通告 | 公报 | 令 | 纪要 ) [ ]{0,40} )? (?P<open> \( [ ]? )?
        (?: (?: [〔\[(] [ ]? )? (?P<year> (?: 1 [ ]? 9 | 2 [ ]? 0 ) (?: [ ]? [0-9] ){2} )
            (?: [ ]? 年 [ ]? 第 | [ ]? 年? [ ]? [〕\])] [ ]? 第? ) | 第 )
        [ ]? (?P<serial> [1-9] (?: [ ]? [0-9] ){0,4} | [一二三四五六七八九十百]{1,6} ) [ ]? 号 (?(open) [ ]? \) )
    """,
    reads=(
        "第12号",
        "第十二号",
        "2024年第12号",
        "(2024年第12号)",
        "〔2024〕12号",
        "〔2024〕第12号",
        "云州市税务局公告2024年第12号",
        "公告2024年第12号",
        "云州市人民政府令第12号",
        "云州市人民政府令  (第12号)",
    ),
    rejects=(
        "12号",
        "第12期",
        "2024年12号楼",
        "云卫发〔2024〕12号",
        "第012号",
        "云州市解放路第12号",
        "(第12号",
    ),
)


def read_plain_number(text: str) -> tuple[DocumentNumber | None, int]:
    """
    Read a whole string as the number of an order, a public notice or minutes.

    Args:
        text: The number alone, folded to half width, as in "第12号", "2024年第12号".

    Returns:
        The number, None where it names no year, and its serial. The agency is what stands before it: "", or …公告.

    Raises:
        PhraseError: *text* is no such number. The whole of it is marked.
    """
    match = PLAIN_NUMBER.regex().fullmatch(text)
    if match is None:
        raise PhraseError(
            f"not a number (expected the form {PLAIN_NUMBER.reads[0]})", text=text, span=(0, len(text))
        )
    serial = _serial(match["serial"])
    if match["year"] is None:
        return None, serial
    agency = (match["agency"] or "").replace(" ", "")
    return DocumentNumber(text=text, agency=agency, year=_year(match["year"]), serial=serial), serial


def _year(text: str) -> int:
    return int(text.replace(" ", "").translate(_HAN_DIGITS))


def _serial(text: str) -> int:
    return int(read_numeral(text.replace(" ", "")))


def read_document_number(text: str) -> DocumentNumber:
    """
    Read a whole string as one document number.

    Args:
        text: The number alone, folded to half width, as in "云卫发〔2021〕18号".

    Returns:
        The three parts, with *text* as it is.

    Raises:
        PhraseError: *text* is not one document number. The whole of it is marked.

    Source: GB/T 9704-2012, 7.2.5.
    """
    match = DOCUMENT_NUMBER.regex().fullmatch(text)
    if match is None:
        raise PhraseError(
            f"not a 发文字号 (expected the form {DOCUMENT_NUMBER.reads[0]})", text=text, span=(0, len(text))
        )
    return DocumentNumber(
        text=text,
        agency=match["agency"].replace(" ", ""),
        year=_year(match["year"]),
        serial=_serial(match["serial"]),
    )
