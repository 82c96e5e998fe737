"""What a library says of a store, fit to be shown: one line, and no secret in it."""

import os
import re

_SECRET = re.compile(r"KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|CONNECTION_STRING")
_STORES = ("AWS_", "OSS_", "AZURE_", "GOOGLE_", "MINIO_")
_CODE = re.compile(r"<Code>([^<]{1,100})</Code>(?:\s{0,20}<Message>([^<]{1,300})</Message>)?")
_ADDRESS = re.compile(r"https?://[^\s\"'<>()]{1,2000}")
_TIMES = re.compile(
    r" in \d[\d.]{0,20}(?:s|ms|µs|ns)\b,?|,? after \d{1,5} retries|,? max_retries: \d{1,5}|,? retry_timeout: \d{1,5}s"
)
_LONGEST = 300


def without_secrets(text: str) -> str:
    """
    What the store's XML says, else the first line of a message; without keys, tokens and signatures.

    What the environment's variables of stores hold is taken out wherever a server quotes it, and so are addresses of
    hosts and times: the text goes into the manifest, which is the same on every machine.
    """
    code = _CODE.search(text)
    if code is not None:
        line = f"the store says {code[1]}{f': {code[2]}' if code[2] else ''}"
    else:
        line = _TIMES.sub("", _ADDRESS.sub("…", text.partition("\n")[0].partition("<?xml")[0])).rstrip(" :")
    for name, value in os.environ.items():
        if len(value) >= 6 and name.startswith(_STORES) and _SECRET.search(name):
            line = line.replace(value, "***")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
