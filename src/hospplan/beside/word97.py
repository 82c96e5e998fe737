"""
Word 97 documents to .docx, one after the other, by `doc2docx`.

`readers/converted/word97_child.py` starts this program, measures out its time and ends it: what a hostile document does to it
(endless work, all memory) ends with it. It imports the library and nothing heavy of hospplan, so that it is ready in
a tenth of a second, and stays for the next document.

Each line of standard input is a request, a JSON object: `do` ("convert" or "clock"), `source`, a .doc file,
`target`, the .docx to write, `password` or null, `seconds`, after which the process ends itself, and `bytes`, the
largest stream. Each line of standard output answers one: `error` (null, "encrypted", "password", "memory",
"damaged", "failed") and `detail`; `notices`, pairs of a code and a message; `unplaced`, texts of boxes without a
place; `clock`, what is stored of the fields that show the clock, in their order.
"""

import gc
import json
import os
import re
import sys
from threading import Timer
from typing import Any

import doc2docx
from doc2docx.cfb import CompoundFileLimits
from doc2docx.converter import _load_word_parts
from doc2docx.diagnostics import ConversionReport
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError
from doc2docx.msdoc import read_piece_table

from hospplan.beside.word97_repairs import Repairs

_CLOCK = frozenset({"DATE", "TIME"})


def main() -> None:
    """Answer requests until there are no more."""
    # What the library might print is no answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    repairs = Repairs()
    gc.freeze()
    for line in sys.stdin.buffer:
        answers.write(json.dumps(_answer(json.loads(line), repairs)) + "\n")
        answers.flush()


def _answer(request: dict[str, Any], repairs: Repairs) -> dict[str, Any]:
    # Whoever asked may be gone, and nobody left to end a document that never ends.
    last = Timer(request["seconds"], os._exit, (1,))
    last.daemon = True
    last.start()
    repairs.begin()
    try:
        found = _clock(request) if request["do"] == "clock" else _convert(request, repairs)
    except EncryptedDocumentError as error:
        kind = "encrypted" if request["password"] is None else "password"
        return {"error": kind, "detail": str(error)}
    except Doc2DocxError as error:
        return {"error": "damaged", "detail": str(error)}
    except MemoryError:
        return {"error": "memory", "detail": ""}
    except Exception as error:  # noqa: BLE001  (whatever the library stumbles over, the document is at fault)
        return {"error": "failed", "detail": f"{type(error).__name__}: {error}"}
    finally:
        last.cancel()
    return {"error": None, "detail": ""} | found


def _limits(request: dict[str, Any]) -> Any:
    return CompoundFileLimits(
        max_input_bytes=request["bytes"], max_stream_bytes=request["bytes"], max_directory_entries=100_000
    )


def _convert(request: dict[str, Any], repairs: Repairs) -> dict[str, Any]:
    result = doc2docx.convert(
        request["source"], request["target"], limits=_limits(request), password=request["password"]
    )
    notices = [(notice.code, notice.message) for notice in result.report.warnings]
    return {"notices": notices, "unplaced": repairs.unplaced}


def _clock(request: dict[str, Any]) -> dict[str, Any]:
    """What is stored of each DATE and TIME field of the body."""
    _, word, fib, table, _ = _load_word_parts(
        request["source"], limits=_limits(request), password=request["password"]
    )
    report = ConversionReport("")
    pieces = read_piece_table(table, word, fc_clx=fib.clx.fc, lcb_clx=fib.clx.lcb, report=report)
    open_fields: list[_Field] = []
    clock: list[_Field] = []
    for character in pieces.extract(0, fib.ccp_text, report, story="main"):
        if character == "\x13":
            open_fields.append(_Field())
        elif character == "\x14" and open_fields:
            open_fields[-1].in_code = False
            if open_fields[-1].kind in _CLOCK:
                clock.append(open_fields[-1])
        elif character == "\x15" and open_fields:
            open_fields.pop()
        elif open_fields and open_fields[-1].in_code:
            open_fields[-1].code += character
        else:
            for one in open_fields:
                one.result += "" if one.in_code else character
    return {"clock": [one.result for one in clock]}


class _Field:
    """A field as its characters come (MS-DOC, 2.8.25)."""

    def __init__(self) -> None:
        self.in_code = True
        self.code = ""
        self.result = ""

    @property
    def kind(self) -> str:
        """The first word of its code."""
        found = re.match(r"\s*([A-Za-z]+)", self.code)
        return found[1].upper() if found else ""


if __name__ == "__main__":
    main()
