"""A saved web page as a tree: unpacked from MHTML, its characters decoded, its tags parsed without a fetch."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from lxml import etree
from lxml.etree import _Element

from hospplan.errors import DamagedSourceError, EmptySourceError, LimitError
from hospplan.limits import Limits
from hospplan.readers.plain.encoding import decode

_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_LOOKED_AT = 8_192
"""Bytes at the beginning in which a page declares its encoding (the HTML standard asks for 1,024)."""
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "cp950"}
"""Names under which sites write more characters than the name allows → what holds them all."""
_UNMARKED = re.compile("[\0\x0b\x0c\x0e-\x1f]+")
_TOO_DEEP = "xcessive depth"
_TOO_BIG = "limit exceeded"


def parse_page(data: bytes, limits: Limits) -> _Element:
    """
    The root element of an HTML file or of the page in an MHTML file.

    Scripts do not run and nothing is fetched; comments are left out. Tags that are left open are closed as
    browsers do.

    Raises:
        EmptySourceError: There is no page, or it has no tags and no text.
        DamagedSourceError: The encoding could not be read, or the MHTML holds no page.
        LimitError: Too many tags, too deep, or a single text of over ten million bytes.
    """
    charset = None
    if is_mhtml(data):
        data, charset = _page_of(data)
    text = _UNMARKED.sub(" ", _decode(data, charset))
    if not text.strip():
        raise EmptySourceError("the page is empty")
    if text.count("<") + text.count("=") > limits.xml_nodes:
        raise LimitError(f"the page has over {limits.xml_nodes:,} tags and attributes", mend="split the page")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedSourceError(f"the page is no HTML ({error.msg})") from error
    for entry in parser.error_log:  # libxml2 drops the rest of the page where it reaches a limit of its own
        if _TOO_DEEP in entry.message:
            raise LimitError(
                "the page nests more than 256 tags", mend="save the page's text as .docx or .txt"
            )
        if _TOO_BIG in entry.message:
            raise LimitError("the page holds a single text of over ten million bytes")
    if root is None:
        raise EmptySourceError("the page is empty")
    return root


_HEADERS = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{0,40}:[^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,20}\r?\n){1,40}"
)


def is_mhtml(data: bytes) -> bool:
    """Whether a file begins with the headers of an MHTML archive (RFC 2557)."""
    head = _HEADERS.match(data[:_LOOKED_AT].lstrip())
    if head is None:
        return False
    lowered = head[0].lower()
    return b"mime-version:" in lowered and (b"multipart/" in lowered or b"text/html" in lowered)


def _page_of(data: bytes) -> tuple[bytes, str | None]:
    """The page in an MHTML archive with the encoding that its header names."""
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, part.get_content_charset()
    raise DamagedSourceError(
        "the web archive holds no page", mend="save it again as “web page, complete” or as .docx"
    )


def _decode(data: bytes, charset: str | None) -> str:
    """
    The characters of a page.

    A byte order mark decides, then UTF-8 that is valid and not all ASCII, whatever the page declares: a site that
    was moved to UTF-8 often kept charset=gb2312. Then what the page declares, then what the bytes look like.
    """
    if data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_LOOKED_AT])
    names = (charset, (declared[1] or declared[2]).decode("ascii", "replace") if declared else None)
    for name in filter(None, names):
        try:
            text = data.decode(_WIDER.get(name.lower(), name))
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    return decode(data)
