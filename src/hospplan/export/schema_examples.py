"""One small example for each schema: what hospplan writes of a plan of an invented hospital."""

from types import MappingProxyType
from typing import Any

_MEASURE: dict[str, Any] = {
    "id": "m1",
    "role": "target",
    "indicator": "床位使用率",
    "qualifier": None,
    "indicator_id": None,
    "comparator": "ge",
    "value": 85.5,
    "value_max": None,
    "unit": "%",
    "grade": None,
    "ratio": None,
    "change": None,
    "per": None,
    "modality": None,
    "binding": None,
    "parent": None,
    "period": {"text": "到2025年", "start": None, "end": "2025-12-31", "basis": "read"},
    "baseline": None,
    "confidence": 0.98,
    "doubt": None,
    "source": {
        "block": "b7",
        "start": 8,
        "end": 21,
        "quote": "床位使用率不低于85.5%",
        "page": 1,
        "boxes": [{"page": 1, "x0": 207.4, "top": 570.2, "x1": 375.4, "bottom": 586.2}],
        "section": ["s1"],
        "also": [],
    },
}
_TASK: dict[str, Any] = {
    "id": "k1",
    "number": "（一）",
    "title": "建设胸痛中心",
    "group": None,
    "project": None,
    "description": None,
    "owners": [
        {"name": "李安", "kind": "person", "role": "lead", "post": "副院长"},
        {"name": "心内科", "kind": "department", "role": "responsible", "post": None},
    ],
    "deadline": {"text": "2024年6月底前", "start": None, "end": "2024-06-30", "basis": "read"},
    "targets": [],
    "source": {
        "block": "b9",
        "start": 3,
        "end": 9,
        "quote": "建设胸痛中心",
        "page": 1,
        "boxes": [{"page": 1, "x0": 159.4, "top": 628.0, "x1": 255.4, "bottom": 644.0}],
        "section": ["s2"],
        "also": [],
    },
}
_FINDING: dict[str, Any] = {
    "code": "numbering-gap",
    "severity": "warning",
    "message": "三、 follows 一、: 二、 is missing",
    "source": {
        "block": "b11",
        "start": 0,
        "end": 2,
        "quote": "三、",
        "page": 2,
        "boxes": [{"page": 2, "x0": 111.4, "top": 254.1, "x1": 143.4, "bottom": 270.1}],
        "section": ["s3"],
        "also": [],
    },
}
_DOCUMENT: dict[str, Any] = {
    "source": {
        "name": "plan.pdf",
        "media_type": "application/pdf",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "size": 18240,
        "pages": 2,
        "converter": None,
        "web": [],
    },
    "header": {
        "copy_number": None,
        "classification": None,
        "classification_period": None,
        "urgency": None,
        "issuer_mark": "云州市第三人民医院文件",
        "document_number": {"text": "云三医发〔2023〕7号", "agency": "云三医发", "year": 2023, "serial": 7},
        "signatories": [],
        "title": "云州市第三人民医院2023年工作计划",
        "title_note": None,
        "genre": "计划",
        "addressees": ["各科室"],
        "lines": [
            "云州市第三人民医院文件",
            "云三医发〔2023〕7号",
            "云州市第三人民医院2023年工作计划",
            "各科室：",
        ],
    },
    "parts": [
        {
            "kind": "main",
            "number": None,
            "title": None,
            "subtitle": None,
            "blocks": [
                {
                    "id": "b5",
                    "type": "paragraph",
                    "text": "一、工作目标",
                    "table": None,
                    "page": 1,
                    "boxes": [{"page": 1, "x0": 111.4, "top": 512.3, "x1": 207.4, "bottom": 528.3}],
                    "notes": [],
                }
            ],
            "sections": [
                {
                    "id": "s1",
                    "level": 1,
                    "number": {"text": "一、", "style": "hanzi", "ordinal": 1},
                    "title": "工作目标",
                    "heading": "b5",
                    "start": 0,
                    "blocks": ["b5"],
                    "children": [],
                }
            ],
            "tables": [],
        }
    ],
    "attachment_list": [],
    "sign_off": {
        "issuers": ["云州市第三人民医院"],
        "date": "2023-02-06",
        "lines": ["云州市第三人民医院", "2023年2月6日"],
    },
    "note": None,
    "imprint": {"cc": [], "issuing_office": None, "issue_date": None, "lines": []},
}

_NUMBER: dict[str, Any] = {
    "text": "120",
    "fate": "unread",
    "measures": [],
    "context": "全年开设夜间门诊120诊次",
    "source": {
        "block": "b9",
        "start": 8,
        "end": 11,
        "quote": "120",
        "page": None,
        "boxes": [],
        "section": ["s1"],
        "also": [],
    },
}
_CHECK: dict[str, Any] = {
    "document": "plan.docx",
    "findings": [_FINDING],
    "counts": {
        "target": 12,
        "result": 0,
        "date": 3,
        "ordinal": 5,
        "name": 1,
        "reference": 0,
        "rule": 0,
        "duration": 0,
        "qualifier": 0,
        "context": 0,
        "unread": 1,
    },
    "numbers": [_NUMBER],
}

_METADATA: dict[str, Any] = {
    "schema_version": "1.0",
    "公文标识": "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "文种": "通知",
    "份号": None,
    "密级和保密期限": None,
    "紧急程度": None,
    "发文机关标志": "云州市第三人民医院文件",
    "发文字号": "云三医〔2023〕7号",
    "签发人": [],
    "标题": "云州市第三人民医院关于印发2023年工作计划的通知",
    "主送机关": ["各科室"],
    "附件说明": [],
    "发文机关或签发人署名": ["云州市第三人民医院"],
    "成文日期": "2023-02-06",
    "附注": None,
    "抄送机关": ["云州市卫生健康委员会"],
    "印发机关": "云州市第三人民医院党政办公室",
    "印发日期": "2023-02-07",
    "来源": {
        "文件名": "2023/plan.pdf",
        "媒体类型": "application/pdf",
        "字节数": 53306,
        "校验值": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
}

EXAMPLES: MappingProxyType[str, dict[str, Any]] = MappingProxyType(
    {
        "plan": {
            "schema_version": "1.0",
            "document": _DOCUMENT,
            "targets": [],
            "results": [],
            "tasks": [],
            "findings": [],
        },
        "document": _DOCUMENT,
        "measure": _MEASURE,
        "task": _TASK,
        "finding": _FINDING,
        "check": _CHECK,
        "number": _NUMBER,
        "metadata": _METADATA,
    }
)
"""Name of a schema → an instance of it, every field written out."""
