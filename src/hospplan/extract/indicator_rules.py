"""How tables of indicators call their captions, their columns of values and the parts of an indicator."""

from hospplan.grammar.rule import Rule

SUB_INDICATOR = Rule(
    name="分项指标",
    pattern=r"(?: (?: 其中 | \# | -{1,2} | — ) [ :]{0,4} )",
    reads=("其中:", "其中", "#", "--"),
    rejects=("中", "10"),
)
MEASURED_NAME = Rule(
    name="可量化的列头",
    # What a crosswise table counts must say so by its last word, where its head gives no unit.
    pattern=r".{0,20} (?: [率数量次值额度比] | 收入 | 支出 | 费用 | 人次 | 例 | 天 | 住院日 | 床位 | 面积 | 成本 | 论文 | 课题 | 占比 )",
    reads=("床位使用率", "门诊人次", "业务收入", "平均住院日"),
    rejects=("序号", "备注", "责任科室", "联系人"),
)
SHARE_NAME = Rule(
    name="份额列头",
    pattern=r".{0,6} (?: 占比 | 比重 | 比例 | 构成比? | 完成率 | 占总[^0-9]{1,6} )",
    reads=("占比", "完成率", "构成比", "占总收入"),
    rejects=("金额", "数量", "目标值", "2023年"),
)
CAPTION_NAME = Rule(
    name="表题所计",
    pattern=r"""
        (?: 附?表 [ ]? [0-9]{0,3} (?:[-.][0-9]{1,3})? [ ]{0,4} )? (?P<name> (?&HAN) {2,8}? )
        (?: 配置 | 发展 | 分解 | 安排 | 预测 | 需求 | 增长 | 年度 | 规划 | 目标 | 计划 | 任务 ){0,3} (?: 情况 | 一览 | 明细 | 汇总 )? 表?
    """,
    reads=("表2 床位配置规划", "人员配置计划表", "床位"),
    rejects=("表2", "2025年"),
)
TABLE_WORD = Rule(
    name="表名的尾词",
    pattern=r"(?: 一览 | 汇总 | 分解 | 明细 )? 表 $",
    reads=("一览表", "汇总表", "表"),
    rejects=("代表团", "一览"),
)
