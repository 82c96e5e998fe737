"""The metadata of one document, under the names of GB/T 33480-2016 (党政机关电子公文元数据规范)."""

from types import MappingProxyType
from typing import ClassVar

from pydantic import ConfigDict

from hospplan.models.base import Model
from hospplan.models.plan import SCHEMA_VERSION

METADATA_NAMES = MappingProxyType(
    {
        "schema_version": "schema_version",
        "identifier": "公文标识",
        "genre": "文种",
        "copy_number": "份号",
        "classified": "密级和保密期限",
        "classification": "密级",
        "classification_period": "保密期限",
        "urgency": "紧急程度",
        "issuer_mark": "发文机关标志",
        "document_number": "发文字号",
        "signatories": "签发人",
        "title": "标题",
        "addressees": "主送机关",
        "attachments": "附件说明",
        "issuers": "发文机关或签发人署名",
        "date": "成文日期",
        "note": "附注",
        "cc": "抄送机关",
        "issuing_office": "印发机关",
        "issue_date": "印发日期",
        "source": "来源",
        "name": "文件名",
        "media_type": "媒体类型",
        "size": "字节数",
        "sha256": "校验值",
    }
)
"""Field → name of the element in JSON and XML. All but 来源 and what is in it are the standard's (clause 4)."""


class _Named(Model):
    """A record that is written and read under the names of the standard."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        alias_generator=METADATA_NAMES.__getitem__,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Classified(_Named):
    """密级和保密期限 (GB/T 33480-2016, 4.4)."""

    classification: str
    """绝密, 机密 or 秘密."""
    classification_period: str | None = None
    """As written after the star."""


class MetadataSource(_Named):
    """The file that was read. No element of the standard."""

    name: str
    """Its name, with the folders below the argument that it was found by."""
    media_type: str
    """What the content is, whatever the suffix says."""
    size: int
    """Bytes."""
    sha256: str
    """SHA-256 of the bytes, in hexadecimal."""


class Metadata(_Named):
    """
    What head, sign-off and imprint of one document say, as GB/T 33480-2016 names it, in its order.

    Nothing is guessed: what the document does not say is null or an empty list. 发布层次 (4.18) is not there, since
    no document says it in a form of its own; 附注, where it usually stands, is given whole.
    """

    schema_version: str = SCHEMA_VERSION
    identifier: str
    """`sha256:` and the hash of the file: made by hospplan, no code that an organ has given."""
    genre: str | None = None
    """The statutory kind (通知, 批复), else the kind of the text (规划, 总结), in words; no code."""
    copy_number: str | None = None
    classified: Classified | None = None
    urgency: str | None = None
    """特急, 加急, 特提 or 平急."""
    issuer_mark: str | None = None
    """Of a joint issue the names joined by 、."""
    document_number: str | None = None
    """As the source has it."""
    signatories: tuple[str, ...] = ()
    title: str | None = None
    """Its lines joined."""
    addressees: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    """Names of the attachments that the text lists, whether or not they are in the file."""
    issuers: tuple[str, ...] = ()
    date: str | None = None
    """ISO 8601."""
    note: str | None = None
    """Without its brackets."""
    cc: tuple[str, ...] = ()
    issuing_office: str | None = None
    issue_date: str | None = None
    """ISO 8601."""
    source: MetadataSource
