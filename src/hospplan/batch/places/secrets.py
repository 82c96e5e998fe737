"""What a library says of a store, fit to be shown: one line, and no secret in it."""

import os
import re

_SECRET = re.compile(r"KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|CONNECTION_STRING")
_STORES = ("AWS_", "OSS_", "AZURE_", "GOOGLE_", "MINIO_")
_SIGNED = re.compile(
    r"(?i)\b(x-amz-[a-z-]{1,40}|signature|sig|awsaccesskeyid|ossaccesskeyid)=[^&\s\"']{1,2000}"
)
_ELEMENT = re.compile(
    r"<(AWSAccessKeyId|OSSAccessKeyId|StringToSign|SignatureProvided|CanonicalRequest)>[^<]{0,4000}"
)
_CODE = re.compile(r"<Code>([^<]{1,100})</Code>(?:\s{0,20}<Message>([^<]{1,300})</Message>)?")
_LONGEST = 300


def without_secrets(text: str) -> str:
    """
    The first line of a message, with the code that a store's XML gives, without keys, tokens and signatures.

    Also what the environment's variables of stores hold is taken out, wherever a server quotes it.
    """
    line = text.splitlines()[0] if text else ""
    line = line.partition("<?xml")[0].rstrip(" :")
    code = _CODE.search(text)
    if code is not None and code[1] not in line:
        line = f"{line} ({code[1]}{f': {code[2]}' if code[2] else ''})"
    for name, value in os.environ.items():
        if len(value) >= 6 and name.startswith(_STORES) and _SECRET.search(name):
            line = line.replace(value, "***")
    line = _ELEMENT.sub(r"<\1>***", _SIGNED.sub(r"\1=***", line))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
