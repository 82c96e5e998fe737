"""Values of closed sets → how Chinese readers are shown them."""

from types import MappingProxyType

ROLES = MappingProxyType({"target": "目标", "actual": "实际", "baseline": "基线"})
COMPARATORS = MappingProxyType(
    {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "between": "介于", "approx": "约", "eq": "="}
)
CHANGES = MappingProxyType({"increase": "增", "decrease": "减"})
PERS = MappingProxyType({"year": "每年", "month": "每月", "day": "每日"})
MODALITIES = MappingProxyType({"must": "必须", "strive": "力争", "plan": "计划"})
BINDINGS = MappingProxyType({"binding": "约束性", "expected": "预期性"})
BASES = MappingProxyType({"read": "原文", "inferred": "推断"})
KINDS = MappingProxyType(
    {"person": "个人", "department": "科室", "organisation": "单位", "group": "泛指"},
)
OWNER_ROLES = MappingProxyType({"lead": "牵头", "responsible": "责任", "support": "配合"})
SEVERITIES = MappingProxyType({"error": "错误", "warning": "警告", "info": "提示"})
FATES = MappingProxyType(
    {
        "target": "目标",
        "result": "结果",
        "date": "日期",
        "ordinal": "序号",
        "name": "名称",
        "reference": "引用",
        "rule": "规则",
        "duration": "时长",
        "qualifier": "限定",
        "context": "形势",
        "unread": "未读",
    }
)
STATUSES = MappingProxyType({"read": "已读", "failed": "失败"})

UNITS = MappingProxyType({"rank": "名次"})
DOUBTS = MappingProxyType(
    {
        "the indicator stands in an earlier clause": "指标名称取自前文",
        "a character of the value was not surely recognised": "数值中有字识别不清",
        "no heading says whether targets or results stand here": "标题未说明此处是目标还是结果",
        "the section tells the situation, not results": "所在章节讲形势，不是成效",
        "N倍 may mean N times more or N times as much": "“N倍”可指增加N倍，也可指增加到N倍",
    }
)
CODES = MappingProxyType(
    {
        "suffix-mismatch": "后缀与内容不符",
        "unreadable-part": "部分内容无法读取",
        "unknown-number-format": "未知的自动编号格式",
        "unknown-symbol": "未知符号",
        "unclosed-field": "域未闭合",
        "covered-text": "被合并单元格遮住的文字",
        "hidden-cells": "隐藏的工作表或行列未读",
        "formula-unvalued": "公式没有存下的值",
        "numbering-gap": "编号跳号",
        "numbering-duplicate": "编号重复",
        "numbering-order": "编号倒序",
        "attachment-missing": "附件列名而未见",
        "attachment-unlisted": "附件未列名",
        "attachment-title": "附件标题与列名不一致",
        "enclosure-missing": "所印发的文本不在文件中",
        "date-order": "成文日期晚于印发日期",
        "document-number-odd": "发文字号无法识别",
        "document-number-form": "发文字号格式不规范",
        "stray-cell": "单元格内容疑似误填",
        "range-reversed": "区间上下限颠倒",
        "number-unread": "未读的数字",
        "second-way": "改用LibreOffice读取",
        "clock-field": "日期域未知",
        "unplaced-text-box": "文本框位置不明",
        "page-damaged": "页面损坏",
        "page-unreadable": "页面文字无法还原",
        "page-picture": "页面只有图像",
        "page-crowded": "页面线条过多",
        "file-repaired": "文件不完整",
        "page-furniture": "略去页码、页眉、页脚或网页栏目",
        "ocr-layer": "扫描页的识别文字",
        "page-recognised": "由图像识别的页面",
        "character-unsure": "识别不清的字",
        "hidden-text": "略去不可见文字",
        "vertical-writing": "竖排页面",
        "seal": "印章",
        "signature": "电子签名",
        "attached-files": "附带的文件未读",
        "several-documents": "一个文件含多份文档",
    }
)
PART_KINDS = MappingProxyType({"main": "正文", "enclosure": "所印发的文本", "attachment": "附件"})
STYLES = MappingProxyType(
    {
        "chapter": "第一章",
        "article": "第一条",
        "hanzi": "一、",
        "paren-hanzi": "（一）",
        "arabic": "1.",
        "paren-arabic": "（1）",
        "circled": "①",
        "decimal": "1.1",
        "project": "项目1",
        "inline": "一是",
    }
)
"""Kinds of numbers of sections, each shown by its first."""
