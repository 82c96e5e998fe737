"""Draws documents of the plain notation as web pages, as the programs and sites write them that people save from."""

import base64
from collections.abc import Callable, Iterator, Mapping
from html import escape

from tests.notation import Cell, Paragraph, Run, Table, number_text, read_notation, runs_of

MENU = "".join(
    f'<li><a href="/{at}">{name}</a></li>'
    for at, name in enumerate(("首页", "机构概况", "政务公开", "互动交流"))
)
LABELS = (
    ("索 引 号", "330000/2023-00012"),
    ("发布机构", "云州市卫生健康委员会"),
    ("发布日期", "2023-02-08"),
    ("有效性", "有效"),
)
FOOT = "<p>版权所有：云州市卫生健康委员会　网站标识码：3300000001</p><p>云ICP备05000001号-1</p>"


def word_page(source: str) -> str:
    """As Word saves a page: MsoNormal, styles in each tag, conditional comments, footnotes that point back."""
    notes: list[str] = []
    body = "\n".join(_elements(source, lambda run: _word_run(run, notes), _word_table))
    feet = "".join(
        f'<div style="mso-element:footnote" id=ftn{n}><p class=MsoFootnoteText><a style="mso-footnote-id:ftn{n}" href="#_ftnref{n}"'
        f' name="_ftn{n}"><span class=MsoFootnoteReference>[{n}]</span></a> {escape(text)}</p></div>'
        for n, text in enumerate(notes, 1)
    )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; '
        'charset={charset}"><title>plan</title><!--[if gte mso 9]><xml><o:Pages>3</o:Pages></xml><![endif]--><style>'
        "p.MsoNormal {margin:0cm; content:'样式不是文字。'}</style></head><body lang=ZH-CN>"
        f"<div class=WordSection1>{body}</div><div style='mso-element:footnote-list'><hr size=1>{feet}</div></body></html>"
    )


def site_page(source: str, *, title: str = "") -> str:
    """As a site of government shows it: a table of labels, navigation, the article's lines parted by br, a foot."""
    lines = "<br><br>".join(_site_lines(source))
    rows = "".join(
        f"<tr><td class='l'><b>{a}：</b></td><td>{b}</td><td><b>{c}：</b></td><td>{d}</td></tr>"
        for (a, b), (c, d) in zip(LABELS[::2], LABELS[1::2], strict=True)
    )
    heading = f"<h1 class='article-title'>{escape(title)}</h1>" if title else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset='{{charset}}'><title>{escape(title or '文件')}_云州市卫生健康委员会</title>"
        "<meta name='ColumnName' content='规划计划'><script>var text = '脚本不是文字。';</script></head><body>"
        f"<div class='header'><div class='nav'><ul>{MENU}</ul></div></div><div class='crumbs'>您现在的位置：<a href='/'>首页</a> &gt; "
        f"<a href='/g'>规划计划</a></div><div class='main'><table class='xxgk' width='100%'>{rows}</table>{heading}"
        "<div class='info'>来源：云州市卫生健康委员会　发布时间：2023-02-08 10:00　浏览次数：<span id='n'></span></div>"
        f"<div class='TRS_Editor'>{lines}</div><div class='share'>分享到：<a href='#w'>微信</a></div></div>"
        "<ul class='list'><li><a href='/1'>关于做好门诊工作的通知，各科室要认真落实。</a></li></ul>"
        f"<div class='footer'>{FOOT}</div></body></html>"
    )


def old_page(source: str) -> str:
    """As sites of the 2000s: upper-case tags left open, tables for layout, font elements, no quotes."""
    body = "\n".join(_elements(source, _plain_run, _old_table))
    return (
        "<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset={charset}'><TITLE>云州市卫生局</TITLE></HEAD>"
        "<BODY bgColor=#ffffff>"
        "<TABLE width=760 border=0><TR><TD colspan=2><A href=/>首页</A> | <A href=/a>政务公开</A> | <A href=/b>办事指南</A>"
        f"<TR><TD width=160 vAlign=top>{'<BR>'.join(f'<A href=/{n}>栏目{n}</A>' for n in range(9))}<TD><FONT size=3>{body}</FONT>"
        "<TR><TD colspan=2 align=center>版权所有：云州市卫生局</TABLE></BODY></HTML>"
    )


PAGES: Mapping[str, Callable[[str], str]] = {"word": word_page, "site": site_page, "old": old_page}


def encoded(page: str, charset: str) -> bytes:
    """The page in an encoding that it declares."""
    return page.replace("{charset}", charset).encode(
        {"gb2312": "gb18030"}.get(charset, charset), "xmlcharrefreplace"
    )


def mhtml(page: str, charset: str = "utf-8") -> bytes:
    """The page as a browser saves it in one file (RFC 2557)."""
    text = base64.encodebytes(encoded(page, charset)).decode()
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.yunzhou.example/1.html\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b1"\r\n\r\n------b1\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}\r\n------b1\r\n"
        "Content-Type: text/css\r\n\r\np { margin: 0 }\r\n------b1--\r\n"
    ).encode()


def _elements(source: str, write: Callable[[Run], str], table: Callable[[str], str]) -> Iterator[str]:
    counts = [0, 0, 0, 0]
    for element in read_notation(source):
        if isinstance(element, Table):
            yield table(_rows(element, write))
            continue
        number = _number(element, counts)
        text = "".join(map(write, element.runs()))
        yield f"<p class=MsoNormal align={_align(element)}>{number}{text}</p>"


def _site_lines(source: str) -> Iterator[str]:
    for element in _elements(source, _plain_run, lambda rows: f"<table border='1'>{rows}</table>"):
        if element.startswith("<table"):
            yield element
        else:
            yield "&emsp;&emsp;" + element.partition(">")[2].removesuffix("</p>")


def _number(element: Paragraph, counts: list[int]) -> str:
    if element.auto_level is None:
        return ""
    counts[element.auto_level] += 1
    counts[element.auto_level + 1 :] = [0] * (3 - element.auto_level)
    return number_text(element.auto_level, counts[element.auto_level])


def _align(element: Paragraph) -> str:
    if element.kind in ("机关", "机关框", "字号", "题", "副题", "题注", "表题"):
        return "center"
    return "right" if element.kind in ("署名", "日期") else "left"


def _rows(table: Table, write: Callable[[Run], str]) -> str:
    return "".join(
        "<tr>"
        + "".join(_cell(table, at, col, cell, write) for col, cell in enumerate(row) if cell.merged is None)
        + "</tr>"
        for at, row in enumerate(table.rows)
    )


def _cell(table: Table, at: int, col: int, cell: Cell, write: Callable[[Run], str]) -> str:
    width = 1
    while col + width < len(table.widths) and table.rows[at][col + width].merged == "left":
        width += 1
    height = 1
    while at + height < len(table.rows) and table.rows[at + height][col].merged == "above":
        height += 1
    paragraphs = "".join(f"<p>{''.join(map(write, runs_of(text)))}</p>" for text in cell.text.split("⏎"))
    return f'<td rowspan="{height}" colspan="{width}" style="border:solid windowtext 1.0pt">{paragraphs}</td>'


def _plain_run(run: Run) -> str:
    match run.sort:
        case "deleted":
            return f"<del>{escape(run.text)}</del>"
        case "note":
            return ""
        case "break":
            return "<br>"
        case "tab":
            return "&nbsp;" * 8
        case "plain" | "inserted":
            return escape(run.text).replace("  ", "&nbsp;&nbsp;")


def _word_run(run: Run, notes: list[str]) -> str:
    if run.sort == "note":
        notes.append(run.text)
        n = len(notes)
        return f'<a style="mso-footnote-id:ftn{n}" href="#_ftn{n}" name="_ftnref{n}"><span class=MsoFootnoteReference>[{n}]</span></a>'
    if run.sort == "plain":
        return f"<span style='font-size:16.0pt'><![if !supportLists]>{_plain_run(run)}<![endif]><o:p></o:p></span>"
    return _plain_run(run)


def _word_table(rows: str) -> str:
    return f"<table class=MsoTableGrid border=1 cellspacing=0>{rows}</table>"


def _old_table(rows: str) -> str:
    return f"<TABLE border=1>{rows.replace('</td>', '').replace('</tr>', '')}</TABLE>"
