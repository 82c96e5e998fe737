"""Whole documents in the layouts that issuers use, one a test."""

import pytest
from tests.composed import document, headings, kinds, number_of, texts

from hospplan.models.document import Document

NOTICE = """
000012
机密★1年
特急
云州市第三人民医院文件
云三医〔2023〕7号
云州市第三人民医院关于印发2023年
工作计划的通知
各科室：
《云州市第三人民医院2023年工作计划》已经党委会研究通过，现印发给你们，请认真贯彻执行。
附件：1.2023年重点任务清单
2.2023年主要指标
云州市第三人民医院
2023年2月6日
（此件公开发布）
云州市第三人民医院2023年工作计划
2023年，医院将坚持公益性。
一、总体要求
坚持稳中求进。
二、重点任务
（一）党建工作
1.加强学习。每月一次。
2.加强队伍建设。
（二）学科建设
附件1
2023年重点任务清单
| 序号 | 任务 | 牵头科室 |
| 1 | 建设胸痛中心 | 医务科 |
| 2 | 建设卒中中心 | 医务科 |
附件2
2023年主要指标
一、说明
| 序号 | 指标 | 目标 |
| 1 | 床位 | 900 |
| 2 | 职工 | 1000 |
抄送：云州市卫生健康委员会，云州市医疗保障局。
云州市第三人民医院办公室     2023年2月7日印发
共印50份
"""


def test_a_notice_with_its_plan_and_two_attachments() -> None:
    doc = document(NOTICE)
    header = doc.header
    assert header.copy_number == "000012"
    assert (header.classification, header.classification_period, header.urgency) == ("机密", "1年", "特急")
    assert header.issuer_mark == "云州市第三人民医院文件"
    assert header.document_number is not None
    assert header.document_number.model_dump() == {
        "text": "云三医〔2023〕7号",
        "agency": "云三医",
        "year": 2023,
        "serial": 7,
    }
    assert header.title == "云州市第三人民医院关于印发2023年工作计划的通知"
    assert (header.genre, header.addressees) == ("通知", ("各科室",))
    assert kinds(doc) == [
        ("main", None, None),
        ("enclosure", None, "云州市第三人民医院2023年工作计划"),
        ("attachment", 1, "2023年重点任务清单"),
        ("attachment", 2, "2023年主要指标"),
    ]
    assert doc.attachment_list == ("2023年重点任务清单", "2023年主要指标")
    assert doc.sign_off.issuers == ("云州市第三人民医院",)
    assert doc.sign_off.date == "2023-02-06"
    assert doc.note == "此件公开发布"
    assert doc.imprint.cc == ("云州市卫生健康委员会", "云州市医疗保障局")
    assert doc.imprint.issuing_office == "云州市第三人民医院办公室"
    assert doc.imprint.issue_date == "2023-02-07"
    assert headings(doc.parts[1]) == [
        "1 一、 总体要求",
        "1 二、 重点任务",
        "2 （一） 党建工作",
        "3 1. 加强学习",
        "3 2. 加强队伍建设",
        "2 （二） 学科建设",
    ]
    assert [s.id for s in doc.parts[1].sections] == ["s1", "s2"]
    assert [s.id for s in doc.parts[3].sections] == ["s3"]
    assert texts(doc.parts[0]) == [
        "《云州市第三人民医院2023年工作计划》已经党委会研究通过，现印发给你们，请认真贯彻执行。",
        "附件：1.2023年重点任务清单",
        "2.2023年主要指标",
        "（此件公开发布）",
    ]
    assert texts(doc.parts[2]) == ["附件1", "2023年重点任务清单", "t1"]


def test_a_joint_notice_has_two_marks_and_two_issuers() -> None:
    doc = document("""
云州市卫生健康委员会
云州市财政局
文件
云卫发〔2023〕15号
云州市卫生健康委员会 云州市财政局
关于做好公立医院预算管理工作的通知
各县（市、区）卫生健康局、财政局，市直各医院：
现就有关事项通知如下：
一、加强预算编制
请各单位认真执行。
云州市卫生健康委员会    云州市财政局
2023年5月1日
""")
    assert doc.header.issuer_mark == "云州市卫生健康委员会、云州市财政局文件"
    assert doc.header.title == "云州市卫生健康委员会 云州市财政局关于做好公立医院预算管理工作的通知"
    assert doc.header.addressees == ("各县（市、区）卫生健康局、财政局", "市直各医院")
    assert doc.sign_off.issuers == ("云州市卫生健康委员会", "云州市财政局")
    assert kinds(doc) == [("main", None, None)]
    assert headings(doc.parts[0]) == ["1 一、 加强预算编制"]


def test_issuers_may_stand_one_under_the_other_before_one_date() -> None:
    doc = document("""
云州市卫生健康委员会关于开展义诊的通知
各医院：
请认真组织。
云州市卫生健康委员会
云州市医疗保障局（盖章）
二〇二三年五月十二日
""")
    assert doc.sign_off.issuers == ("云州市卫生健康委员会", "云州市医疗保障局")
    assert doc.sign_off.date == "2023-05-12"


def test_spaced_letters_of_the_mark_are_joined() -> None:
    doc = document("""
云 州 市 第 三 人 民 医 院 文 件
云三医〔2023〕8号
关于调整门诊时间的通知
各科室：
请遵照执行。
""")
    assert doc.header.issuer_mark == "云州市第三人民医院文件"
    assert doc.header.title == "关于调整门诊时间的通知"


def test_a_report_upwards_names_who_signed_it() -> None:
    doc = document("""
云州市第三人民医院文件
云三医〔2023〕31号                签发人：王  明  李 强
云州市第三人民医院关于申请设立分院的请示
云州市卫生健康委员会：
为方便群众就医，拟设立分院。
妥否，请批示。
云州市第三人民医院
2023年6月1日
（联系人：张华，联系电话：0000-8880000）
""")
    assert doc.header.signatories == ("王明", "李强")
    assert doc.header.document_number is not None
    assert doc.header.document_number.text == "云三医〔2023〕31号"
    assert (doc.header.genre, doc.header.addressees) == ("请示", ("云州市卫生健康委员会",))
    assert doc.note == "联系人：张华，联系电话：0000-8880000"
    assert doc.header.lines[1] == "云三医〔2023〕31号                签发人：王  明  李 强"


def test_signatories_may_go_on_in_the_next_line() -> None:
    doc = document("""
云州市卫生健康委员会文件
                                签发人：欧阳 明
云卫发〔2023〕31号                      李小强
云州市卫生健康委员会关于2023年工作的报告
云州市人民政府：
现报告如下。
""")
    assert doc.header.signatories[0] == "欧阳明"
    assert doc.header.title == "云州市卫生健康委员会关于2023年工作的报告"


def test_a_letter_has_a_mark_without_wenjian() -> None:
    doc = document("""
云州市卫生健康委员会
云卫函〔2023〕22号
云州市卫生健康委员会关于商请支持医联体建设的函
云州市财政局：
请予支持为盼。
云州市卫生健康委员会
2023年3月3日
""")
    assert doc.header.issuer_mark == "云州市卫生健康委员会"
    assert doc.header.genre == "函"
    assert doc.header.title == "云州市卫生健康委员会关于商请支持医联体建设的函"


def test_an_order_has_a_number_of_its_own_and_carries_the_rules() -> None:
    doc = document("""
云州市人民政府令
第12号
《云州市社会急救医疗管理办法》已经2023年3月1日市人民政府第20次常务会议审议通过，现予公布，自2023年5月1日起施行。
市长  王  明
2023年3月10日
云州市社会急救医疗管理办法
第一章 总则
第一条 为了规范社会急救医疗，制定本办法。
第二条 本办法适用于下列活动：
（一）院前急救；
（二）公众急救培训。
第二章 职责
第三条 市卫生健康部门负责本市急救工作。
""")
    assert doc.header.issuer_mark == "云州市人民政府令"
    assert (doc.header.title, doc.header.genre) == (None, "令")
    assert number_of(doc) == ("第12号", "", 2023, 12)
    assert doc.sign_off.issuers == ("市长 王明",)
    assert kinds(doc) == [("main", None, None), ("enclosure", None, "云州市社会急救医疗管理办法")]
    assert headings(doc.parts[1]) == [
        "1 第一章 总则",
        "2 第一条 为了规范社会急救医疗，制定本办法",
        "2 第二条 本办法适用于下列活动",
        "3 （一） 院前急救",
        "3 （二） 公众急救培训",
        "1 第二章 职责",
        "2 第三条 市卫生健康部门负责本市急救工作",
    ]


def test_minutes_have_a_number_without_an_agency() -> None:
    doc = document("""
云州市第三人民医院院长办公会议纪要
〔2023〕5号
云州市第三人民医院办公室      2023年2月6日
2023年2月3日下午，院长王明主持召开院长办公会。现纪要如下：
一、审议年度计划
会议同意。
出席：王明、李强
列席：张华
分送：院领导，各科室。
""")
    assert doc.header.title == "云州市第三人民医院院长办公会议纪要"
    assert doc.header.genre == "纪要"
    assert number_of(doc) == ("〔2023〕5号", "", 2023, 5)
    assert "〔2023〕5号" in doc.header.lines
    assert doc.sign_off.date == "2023-02-06"
    assert kinds(doc) == [("main", None, None)]
    assert "出席：王明、李强" in texts(doc.parts[0])
    assert doc.imprint.cc == ("院领导", "各科室")


def test_an_approval_alone_is_main_alone() -> None:
    doc = document("""
云卫复〔2023〕3号
云州市卫生健康委员会关于同意云州市第三人民医院设置分院的批复
云州市第三人民医院：
你院《关于设置分院的请示》（云三医〔2023〕31号）收悉。经研究，批复如下：
一、同意设置分院。
二、请抓紧建设。
云州市卫生健康委员会
2023年7月1日
""")
    assert kinds(doc) == [("main", None, None)]
    assert doc.header.genre == "批复"
    assert headings(doc.parts[0]) == ["1 一、 同意设置分院", "1 二、 请抓紧建设"]


def test_a_forwarding_notice_carries_the_other_notice() -> None:
    doc = document("""
云三医〔2023〕9号
云州市第三人民医院转发《云州市卫生健康委员会关于开展安全检查的通知》的通知
各科室：
现将通知转发给你们。
云州市第三人民医院
2023年4月2日
云州市卫生健康委员会关于开展安全检查的通知
各医院：
请认真开展检查。
云州市卫生健康委员会
2023年4月1日
""")
    assert kinds(doc) == [
        ("main", None, None),
        ("enclosure", None, "云州市卫生健康委员会关于开展安全检查的通知"),
    ]
    assert doc.sign_off.date == "2023-04-02"
    assert texts(doc.parts[1])[-2:] == ["云州市卫生健康委员会", "2023年4月1日"]


def test_the_number_may_stand_under_the_title_in_brackets() -> None:
    doc = document("""
云州市卫生健康委员会关于加强医疗质量管理的意见
（云卫发〔2023〕5号）
各医院：
为加强管理，提出如下意见。
""")
    assert doc.header.document_number is not None
    assert doc.header.document_number.text == "云卫发〔2023〕5号"
    assert doc.header.genre == "意见"
    assert doc.header.addressees == ("各医院",)


def test_a_web_page_s_own_lines_are_no_title_and_stay_in_the_text() -> None:
    doc = document("""
首页 > 政务公开 > 计划规划
索 引 号：KX-2023-00012
发布机构：云州市卫生健康委员会
标  题：云州市卫生健康委员会关于印发2023年工作要点的通知
文  号：云卫发〔2023〕11号
云州市卫生健康委员会关于印发2023年工作要点的通知
发布时间：2023-02-10 09:30   来源：云州市卫生健康委员会   浏览次数：128
各医院：
现将《2023年工作要点》印发给你们。
云州市卫生健康委员会
2023年2月9日
2023年工作要点
一、深化改革
做好试点。
""")
    assert doc.header.title == "云州市卫生健康委员会关于印发2023年工作要点的通知"
    assert doc.header.document_number is not None
    assert doc.header.document_number.text == "云卫发〔2023〕11号"
    assert doc.header.addressees == ("各医院",)
    assert "索 引 号：KX-2023-00012" in texts(doc.parts[0])
    assert kinds(doc)[1] == ("enclosure", None, "2023年工作要点")


def test_an_enclosure_without_a_title_takes_the_name_that_the_notice_gives() -> None:
    doc = document("""
云州市第三人民医院关于印发门诊改善方案的通知
各科室：
现将《云州市第三人民医院门诊改善方案》印发给你们。
云州市第三人民医院
2023年2月9日
为改善门诊服务，制定本方案。
一、工作目标
缩短等候时间。
""")
    assert kinds(doc)[1] == ("enclosure", None, "云州市第三人民医院门诊改善方案")
    assert texts(doc.parts[1])[0] == "为改善门诊服务，制定本方案。"


def test_a_notice_without_a_sign_off_still_ends_where_its_plan_begins() -> None:
    doc = document("""
云州市第三人民医院关于印发《护理质量提升行动方案》的通知
各科室：
现将《护理质量提升行动方案》印发给你们。
护理质量提升行动方案
一、目标
提高质量。
""")
    assert kinds(doc) == [("main", None, None), ("enclosure", None, "护理质量提升行动方案")]
    assert doc.sign_off.date is None


def test_two_texts_issued_at_once_are_two_enclosures() -> None:
    doc = document("""
云州市第三人民医院关于印发《印章管理办法》《档案管理办法》的通知
各科室：
现印发给你们。
云州市第三人民医院
2023年2月9日
印章管理办法
第一条 为规范用印，制定本办法。
档案管理办法
第一条 为规范归档，制定本办法。
""")
    assert kinds(doc) == [
        ("main", None, None),
        ("enclosure", None, "印章管理办法"),
        ("enclosure", None, "档案管理办法"),
    ]


def test_attachments_may_come_before_the_sign_off() -> None:
    doc = document("""
云州市第三人民医院关于报送2023年自查情况的报告
云州市卫生健康委员会：
现将情况报告如下。
附件：自查情况表
附件
自查情况表
| 序号 | 内容 | 结果 |
| 1 | 用药 | 合格 |
| 2 | 消防 | 合格 |
云州市第三人民医院
2023年2月9日
""")
    assert kinds(doc) == [("main", None, None), ("attachment", None, "自查情况表")]
    assert doc.sign_off.date == "2023-02-09"
    assert texts(doc.parts[1]) == ["附件", "自查情况表", "t1"]


def test_attachments_may_come_after_the_imprint() -> None:
    doc = document("""
云州市第三人民医院关于开展考核的通知
各科室：
请认真执行。
附件：考核表
云州市第三人民医院
2023年2月9日
抄送：云州市卫生健康委员会。
云州市第三人民医院办公室
2023年2月10日印发
附件
考核表
1.德
2.能
""")
    assert kinds(doc) == [("main", None, None), ("attachment", None, "考核表")]
    assert doc.imprint.cc == ("云州市卫生健康委员会",)
    assert doc.imprint.issuing_office == "云州市第三人民医院办公室"
    assert headings(doc.parts[1]) == ["1 1. 德", "1 2. 能"]


def test_numbering_starts_again_in_each_part() -> None:
    doc = document("""
云州市第三人民医院关于印发考核方案的通知
各科室：
一、统一认识
二、认真落实
云州市第三人民医院
2023年2月9日
考核方案
一、目的
附件1
考核细则
1.医德
（1）服务态度
①微笑
附件2
考核流程
（一）自评
1.打分
""")
    assert [headings(part) for part in doc.parts] == [
        ["1 一、 统一认识", "1 二、 认真落实"],
        ["1 一、 目的"],
        ["1 1. 医德", "2 （1） 服务态度", "3 ① 微笑"],
        ["1 （一） 自评", "2 1. 打分"],
    ]
    assert [s.id for part in doc.parts for s in part.sections] == ["s1", "s2", "s3", "s4", "s5"]


def test_an_old_notice_has_chinese_digits_square_brackets_and_subject_words() -> None:
    doc = document("""
云州市卫生局文件
云卫发[2005]12号
关于印发云州市二○○五年卫生工作要点的通知
各医院：
现印发给你们，请贯彻执行。
二○○五年三月二日
云州市二○○五年卫生工作要点
一、加强农村卫生工作
主题词：卫生 要点 通知
抄送：市政府办公室、市财政局。
云州市卫生局办公室    二○○五年三月三日印发
（共印120份）
""")
    assert doc.header.document_number is not None
    assert doc.header.document_number.text == "云卫发[2005]12号"
    assert doc.sign_off.date == "2005-03-02"
    assert kinds(doc)[1] == ("enclosure", None, "云州市二○○五年卫生工作要点")
    assert doc.imprint.cc == ("市政府办公室", "市财政局")
    assert doc.imprint.issue_date == "2005-03-03"
    assert doc.imprint.lines[0] == "主题词：卫生 要点 通知"
    assert doc.imprint.lines[-1] == "（共印120份）"


def test_a_summary_without_a_head_is_main_alone() -> None:
    doc = document("""
云州市第三人民医院
2023年工作总结和2024年工作计划
2023年，全院职工团结奋斗。
一、主要成绩
门诊增长5%。
云州市第三人民医院
2024年1月5日
""")
    assert doc.header.title == "云州市第三人民医院2023年工作总结和2024年工作计划"
    assert doc.header.genre == "计划"
    assert kinds(doc) == [("main", None, None)]
    assert doc.sign_off.date == "2024-01-05"


def test_a_signature_under_the_title_of_a_report_does_not_split_it() -> None:
    doc = document("""
云州市第三人民医院2023年工作报告
云州市第三人民医院
2024年1月5日
各位代表：
现在我向大会报告工作。
一、工作回顾
任务完成。
""")
    assert kinds(doc) == [("main", None, None)]
    assert doc.header.addressees == ()
    assert doc.sign_off.date == "2024-01-05"
    assert texts(doc.parts[0])[0] == "各位代表："


def test_a_motto_title_has_its_subtitle_apart() -> None:
    doc = document("""
凝心聚力谋发展    踔厉奋发启新程
——云州市第三人民医院2023年工作总结
2023年，医院工作稳步推进。
一、强化党建
""")
    assert doc.header.title == "凝心聚力谋发展 踔厉奋发启新程"
    assert doc.parts[0].subtitle == "云州市第三人民医院2023年工作总结"
    assert doc.header.genre == "总结"


def test_a_note_under_the_title_says_who_adopted_the_text() -> None:
    doc = document("""
云州市第三人民医院章程
（2023年3月1日第十届职工代表大会第一次会议审议通过）
第一章 总则
第一条 为规范管理，制定本章程。
""")
    assert doc.header.title == "云州市第三人民医院章程"
    assert doc.header.title_note == "2023年3月1日第十届职工代表大会第一次会议审议通过"


def test_a_trial_mark_under_a_title_belongs_to_it() -> None:
    doc = document("""
云州市第三人民医院绩效考核办法
（试行）
第一条 为规范考核，制定本办法。
""")
    assert doc.header.title == "云州市第三人民医院绩效考核办法（试行）"
    assert doc.header.genre == "办法"


def test_text_without_a_title_loses_nothing() -> None:
    doc = document("""
为做好今年的工作，特作如下安排。
一、加强领导
""")
    assert doc.header.title is None
    assert texts(doc.parts[0]) == ["为做好今年的工作，特作如下安排。", "一、加强领导"]


def test_a_gazette_style_notice_has_issuer_number_title_in_this_order() -> None:
    doc = document("""
云州市人民政府办公室
云政办发〔2023〕18号
云州市人民政府办公室关于印发
云州市“十四五”卫生健康发展规划的通知
各县（市、区）人民政府，市政府各部门：
《云州市“十四五”卫生健康发展规划》已经市政府同意，现印发给你们，请认真组织实施。
云州市人民政府办公室
2023年9月1日
（此件公开发布）
云州市“十四五”卫生健康发展规划
目 录
一、发展基础................1
二、总体要求................5
一、发展基础
“十三五”时期成绩显著。
二、总体要求
坚持健康优先。
""")
    assert doc.header.issuer_mark == "云州市人民政府办公室"
    assert doc.header.title == "云州市人民政府办公室关于印发云州市“十四五”卫生健康发展规划的通知"
    assert doc.header.addressees == ("各县（市、区）人民政府", "市政府各部门")
    assert headings(doc.parts[1]) == ["1 一、 发展基础", "1 二、 总体要求"]


def test_a_plan_of_attachment_alone_issues_no_enclosure() -> None:
    doc = document("""
云州市第三人民医院关于印发《设备采购方案》的通知
各科室：
现印发给你们。
附件：设备采购方案
云州市第三人民医院
2023年9月1日
附件：
设备采购方案
一、范围
全部设备。
""")
    assert kinds(doc) == [("main", None, None), ("attachment", None, "设备采购方案")]
    assert doc.attachment_list == ("设备采购方案",)


def test_attachment_names_may_stand_on_lines_of_their_own_marks() -> None:
    doc = document("""
云州市第三人民医院关于开展培训的通知
各科室：
请按时参加。
附件1：培训日程
附件2：报名表
云州市第三人民医院
2023年9月1日
附件1：培训日程
第一天上午开班。
附件2：报名表
| 姓名 | 科室 |
| | |
""")
    assert doc.attachment_list == ("培训日程", "报名表")
    assert kinds(doc)[1:] == [("attachment", 1, "培训日程"), ("attachment", 2, "报名表")]


def test_addressees_of_many_lines_end_with_a_colon() -> None:
    doc = document("""
云州市卫生健康委员会关于开展检查的通知
各县（市、区）卫生健康局，
市直各医院，市疾控中心：
现就有关事项通知如下：
一、检查时间
""")
    assert doc.header.addressees == ("各县（市、区）卫生健康局", "市直各医院", "市疾控中心")


def test_words_that_lead_into_the_text_address_nobody() -> None:
    doc = document("""
云州市第三人民医院2023年重点工作安排
全年重点抓好以下工作：
一、医疗质量
""")
    assert doc.header.addressees == ()
    assert texts(doc.parts[0])[0] == "全年重点抓好以下工作："


@pytest.mark.parametrize(
    "number",
    ["云三医〔23〕7号", "云三医〔2023〕007号", "云三医2023年7号", "云三医〔2023〕号"],
)
def test_an_odd_number_is_kept_and_not_read(number: str) -> None:
    doc: Document = document(f"{number}\n关于放假的通知\n各科室：\n请遵照执行。")
    assert doc.header.document_number is None
    assert number in doc.header.lines
    assert doc.header.title == "关于放假的通知"


def test_addressees_may_stand_in_the_imprint() -> None:
    doc = document("""
云州市第三人民医院关于表彰先进的决定
现决定表彰下列集体。
云州市第三人民医院
2023年9月1日
主送：各科室、各支部。
抄送：云州市卫生健康委员会。
云州市第三人民医院办公室 2023年9月2日印发
""")
    assert doc.header.addressees == ("各科室", "各支部")
    assert doc.imprint.lines[0] == "主送：各科室、各支部。"
    assert doc.header.genre == "决定"


def test_a_file_that_is_one_attachment_is_main_alone() -> None:
    doc = document("附件1\n云州市第三人民医院2023年任务清单\n| 序号 | 任务 |\n| 1 | 建设 |")
    assert kinds(doc) == [("main", None, None)]
    assert doc.header.title == "云州市第三人民医院2023年任务清单"
    assert doc.header.lines[0] == "附件1"


def test_a_file_of_several_attachments_has_each_of_them() -> None:
    doc = document("附件1\n任务清单\n请执行。\n附件2\n考核指标\n请执行。")
    assert kinds(doc) == [("main", None, None), ("attachment", 1, "任务清单"), ("attachment", 2, "考核指标")]


def test_listed_attachments_are_found_by_their_titles_where_the_marks_are_lost() -> None:
    doc = document("""
云州市第三人民医院关于召开年会的通知
各科室：
请参加。
附件：1.会议日程
2.参会回执
云州市第三人民医院
2023年4月2日
会议日程
上午开幕。
参会回执
| 姓名 | 科室 |
""")
    assert kinds(doc)[1:] == [("attachment", 1, "会议日程"), ("attachment", 2, "参会回执")]


def test_each_of_two_documents_in_a_file_has_its_own_imprint() -> None:
    doc = document("""
云州市第三人民医院转发《云州市卫生健康委员会关于开展检查的通知》的通知
各科室：
现转发给你们。
云州市第三人民医院
2023年4月2日
云卫发〔2023〕7号
云州市卫生健康委员会关于
开展检查的通知
各医院：
请认真开展检查。
抄送：云州市应急管理局。
云州市卫生健康委员会办公室 2023年4月1日印发
抄送：云州市卫生健康委员会。
云州市第三人民医院办公室 2023年4月2日印发
""")
    assert doc.imprint.cc == ("云州市卫生健康委员会",)
    assert doc.parts[1].title == "云州市卫生健康委员会关于开展检查的通知"
    assert texts(doc.parts[1])[0] == "云卫发〔2023〕7号"
    assert "抄送：云州市应急管理局。" in texts(doc.parts[1])


def test_several_texts_of_which_the_title_names_one() -> None:
    doc = document("""
云州市第三人民医院关于印发《印章管理规定》等两项制度的通知
各科室：
现将《印章管理规定》《合同管理规定》印发给你们。
云州市第三人民医院
2024年1月9日
印章管理规定
第一条 为规范用印，制定本规定。
合同管理规定
第一条 为规范签约，制定本规定。
""")
    assert [part.title for part in doc.parts[1:]] == ["印章管理规定", "合同管理规定"]


def test_a_bulletin_is_distributed_by_short_labels() -> None:
    doc = document("""
关于2023年第一季度医疗质量检查情况的通报
各临床科室、医技科室：
现将检查情况通报如下：
一、基本情况
医务科
2023年4月8日
主题词：质量 通报
报：院领导
发：各科室
""")
    assert doc.imprint.cc == ("院领导", "各科室")
    assert doc.imprint.lines == ("主题词：质量 通报", "报：院领导", "发：各科室")
    assert doc.sign_off.issuers == ("医务科",)


def test_a_number_with_its_date_stands_in_one_bracket_under_the_title() -> None:
    doc = document("""
云州市第三人民医院科研管理办法（2023年修订）
（云三医〔2023〕66号，2023年5月6日印发）
第一条 为加强管理，制定本办法。
""")
    assert doc.header.document_number is not None
    assert doc.header.document_number.text == "云三医〔2023〕66号"
    assert doc.header.genre == "办法"


def test_who_speaks_and_when_are_no_sign_off() -> None:
    doc = document("""
在云州市第三人民医院2023年度工作会议上的讲话
院长  王明
（2023年1月18日）
同志们：
今天召开年度工作会议。
一、去年工作回顾
""")
    assert doc.sign_off.date is None
    assert doc.header.genre == "讲话"
    assert texts(doc.parts[0])[:2] == ["院长  王明", "（2023年1月18日）"]


def test_a_web_page_s_table_above_the_title_stays_a_table_of_main() -> None:
    doc = document("""
| 索引号 | KX-001 | 发布机构 | 云州市卫生健康委员会 |
| 发文日期 | 2023-01-02 | 文号 | 云卫发〔2023〕3号 |
云州市卫生健康委员会关于做好献血工作的通知
云卫发〔2023〕3号
各医院：
请认真组织。
""")
    assert doc.header.title == "云州市卫生健康委员会关于做好献血工作的通知"
    assert texts(doc.parts[0]) == ["t1", "请认真组织。"]


def test_an_order_that_approves_no_text_has_no_enclosure() -> None:
    doc = document("""
云州市卫生健康委员会关于同意设置云州市第三人民医院东院区的批复
云州市第三人民医院：
同意设置。
云州市卫生健康委员会
2023年1月2日
东院区地址
云州市解放路1号。
""")
    assert kinds(doc) == [("main", None, None)]
    assert texts(doc.parts[0])[-1] == "云州市解放路1号。"


def test_a_list_of_attachments_below_the_sign_off_is_the_notice_s() -> None:
    doc = document("""
云州市第三人民医院关于印发培训方案的通知
各科室：
现印发给你们。
云州市第三人民医院
2024年1月9日
附件：1.培训日程
2.报名表
培训方案
一、时间
附件1
培训日程
上午开班。
附件2
报名表
请填写。
""")
    assert [part.title for part in doc.parts] == [None, "培训方案", "培训日程", "报名表"]
    assert texts(doc.parts[0])[-1] == "2.报名表"


def test_contact_persons_in_the_middle_of_a_plan_are_no_note() -> None:
    doc = document("""
云州市第三人民医院关于印发培训方案的通知
各科室：
现印发给你们。
云州市第三人民医院
2024年1月9日
（此件公开发布）
培训方案
一、报名
（联系人：王明）
二、时间
上午开班。
下午结业。
""")
    assert doc.note == "此件公开发布"


def test_a_telegram_has_a_mark_of_its_own() -> None:
    doc = document("""
云州市卫生健康委员会办公室明传电报
特急
云卫办传〔2023〕3号
云州市卫生健康委员会办公室关于做好春节期间医疗服务保障的紧急通知
各县（市、区）卫生健康局，市属各医院：
请认真做好保障。
""")
    assert doc.header.issuer_mark == "云州市卫生健康委员会办公室明传电报"
    assert doc.header.urgency == "特急"
    assert doc.header.title == "云州市卫生健康委员会办公室关于做好春节期间医疗服务保障的紧急通知"


def test_a_notice_without_its_title_carries_what_its_text_names() -> None:
    doc = document("""
各镇人民政府，县政府各部门：
县卫生健康局拟定的《云州县医改试点方案》已经县人民政府同意，现转发给你们。
附件：云州县医改任务安排表
2015年9月7日
抄送：县委办、人大办
云州县医改试点方案
为深化改革，制定本方案。
一、基本思路
坚持公益性。
""")
    assert [(part.kind, part.title) for part in doc.parts] == [
        ("main", None),
        ("enclosure", "云州县医改试点方案"),
    ]
    assert doc.sign_off.date == "2015-09-07"
    assert doc.imprint.cc == ("县委办", "人大办")


def test_two_texts_named_in_one_breath_are_two_enclosures() -> None:
    doc = document("""
云州市卫生健康委关于印发2023年工作总结和2024年工作要点的通知
各单位：
《2023年工作总结》和《2024年工作要点》已经通过，现予印发。
云州市卫生健康委
2024年2月22日
2023年工作总结
2023年各项工作有序推进。
一、深化改革
1.推进改革。成效明显。
2024年工作要点
2024年工作的总体要求是：稳中求进。
一、深化改革
（一）巩固成果。持续推进。
""")
    assert [(part.kind, part.title) for part in doc.parts] == [
        ("main", None),
        ("enclosure", "2023年工作总结"),
        ("enclosure", "2024年工作要点"),
    ]
    assert headings(doc.parts[1]) == ["1 一、 深化改革", "2 1. 推进改革"]


def test_tables_are_listed_beside_attachments() -> None:
    doc = document("""
云州市卫生健康委关于开展督查的通知
各单位：
请认真组织。
附件：督查方案
附表：1.填报样式
2.人员名单
云州市卫生健康委
2024年2月22日
""")
    assert doc.attachment_list == ("督查方案", "填报样式", "人员名单")
    assert doc.sign_off.date == "2024-02-22"
    assert headings(doc.parts[0]) == []


@pytest.mark.parametrize(
    ("genre", "day"),
    [("关于表彰先进的决定", "2023-03-05"), ("2023年工作总结", None), ("关于加强管理的规定", None)],
)
def test_a_decision_is_dated_in_brackets_under_its_title(genre: str, day: str | None) -> None:
    doc = document(f"云州市卫生健康委{genre}\n（2023年3月5日）\n为鼓励先进，决定如下。\n一、授予称号。")
    assert (doc.header.title_note, doc.sign_off.date) == ("2023年3月5日", day)


def test_a_bracket_under_a_title_is_of_it_where_the_list_names_it_so() -> None:
    doc = document("""
云州市财政局关于征求意见的函
市卫生健康委：
请研究。
附件：运营管理办法（征求意见稿）
云州市财政局
2023年5月8日
附件
运营管理办法
（征求意见稿）
第一条 为加强管理，制定本办法。
""")
    assert [part.title for part in doc.parts] == [None, "运营管理办法（征求意见稿）"]


def test_a_notice_about_something_else_may_hand_on_the_plan_for_it() -> None:
    doc = document("""
云州市卫生健康委关于开展全面提升医疗质量行动的通知
各单位：
现将行动计划印发给你们，请认真组织实施。
云州市卫生健康委
2023年5月26日
（信息公开形式：主动公开）
全面提升医疗质量行动计划（2023—2025年）
为树牢质量意识，制定本计划。
一、总体要求
坚持公益性。
""")
    assert [(part.kind, part.title) for part in doc.parts] == [
        ("main", None),
        ("enclosure", "全面提升医疗质量行动计划（2023—2025年）"),
    ]


def test_tables_behind_the_text_stand_for_attachments_where_there_are_none() -> None:
    text = """
云州市第三人民医院2024年工作计划
一、重点任务
（一）抓好落实。
附表1
2024年任务清单
一、门诊
附表2：
2024年指标表
"""
    parts = [(part.kind, part.number, part.title) for part in document(text).parts]
    assert parts == [
        ("main", None, None),
        ("attachment", 1, "2024年任务清单"),
        ("attachment", 2, "2024年指标表"),
    ]
    beside = document(text.replace("一、重点任务", "一、重点任务\n附件1\n重点任务方案"))
    assert [part.title for part in beside.parts] == [None, "重点任务方案"]


def test_a_caption_or_a_mark_without_a_title_is_no_part() -> None:
    text = "云州市第三人民医院2024年工作计划\n一、重点任务\n附表1 指标表\n附表2\n（一）抓好落实。\n附表3"
    assert [part.kind for part in document(text).parts] == ["main"]


@pytest.mark.parametrize("seal", ["（云州市卫生健康委员会代章）", "（代章）"])
def test_who_seals_for_an_office_does_not_sign(seal: str) -> None:
    text = f"""
云州市医改领导小组成员单位：
现将《云州市医改工作方案》印发给你们，请认真贯彻执行。
云州市医改领导小组办公室
{seal}
2024年8月8日
云州市医改工作方案
一、推进集采
完善机制。
"""
    doc = document(text)
    assert (doc.sign_off.issuers, doc.sign_off.date) == (("云州市医改领导小组办公室",), "2024-08-08")
    assert [part.kind for part in doc.parts] == ["main", "enclosure"]


def test_a_bracket_may_start_the_second_line_of_a_listed_title() -> None:
    doc = document("""
各科室：
请认真落实。
附件：中医药发展规划（2021—2025年）分工方案
云州市第三人民医院
2024年2月22日
中医药发展规划
（2021—2025年）分工方案
一、提升能力
""")
    assert [(part.kind, part.title) for part in doc.parts] == [
        ("main", None),
        ("attachment", "中医药发展规划（2021—2025年）分工方案"),
    ]
