"""
What stands around a number that is no value: a row for each kind, with examples.

A rule is read over the words around one quantity, in which ◆ stands for the quantity itself.
"""

from typing import Literal, NamedTuple

from hospplan.grammar.rule import Rule

MARK = "◆"

Verdict = Literal["measure", "rule", "duration", "name", "qualifier", "division", "saying", "unknown"]
"""
What a quantity is.

measure: the value of something. rule: a condition, what a rule gives or takes (扣2分), what a score counts by.
duration: how long something goes on. name: part of a name (三级医院, 急诊CT报告30分钟内出具率). qualifier: tells which of its
kind (前10位的耗材). division: how a thing is made up (下设5个工作组). saying: a manner of speaking (三大行动, 一个中心).
unknown: nothing of it is sure: it has no unit, no noun, or no verb that would make it a value.
"""


class Screen(NamedTuple):
    """One row: where the rule is found around a quantity of one of the units, the quantity is *verdict*."""

    rule: Rule
    verdict: Verdict
    units: frozenset[str | None] | None = None
    """None: whatever the unit."""


DIVISION = Rule(
    name="组成",
    pattern=r"(?: 下设 | 分设 | 内设 | 分为 | 划分为 | 分成 | 共分 | 分解为 | 细化为 | 归纳为 ) [^，。；◆]{0,40} ◆",
    reads=("下设◆", "下设综合协调、宣传引导、督查考核◆", "分解为◆"),
    rejects=("设◆", "下设办公室，配备◆", "分别为◆"),
)
BODY = Rule(
    name="机构人员组成",
    pattern=r"""
        (?: 下设 | 由 .{1,12} 任 | 组成 | 小组 | 委员会 | 组长 | 设 ) [^。；◆]{0,40} (?: 副?组长 | 副主任委员 | 副召集人
            | 成员 ) [ ]? (?: 各 | 共 | 若干 )? ◆
      | 由 [^，。；]{0,40} ◆ [^，。；]{0,30} (?: 组成 | 构成 | 担任 )
      | 由 [^，。；]{0,30} 组成 ，? 其中 [^。；]{0,30} ◆
    """,
    reads=(
        "设副组长◆",
        "由院长任组长，设副组长2名、成员◆",
        "由◆专家组成",
        "由7名专家组成，其中外院专家不少于◆",
    ),
    rejects=("新增成员◆", "联盟成员单位◆", "由◆提高到"),
)
WHICH = Rule(
    name="限定名词的数量",
    pattern=r"◆ [\u4e00-\u9fff]{1,6} (?: 及?以上 | 及?以下 ) 的 [\u4e00-\u9fff]{2}",
    reads=("◆床位以上的医院",),
    rejects=("◆以上的", "◆床位"),
)
STAGES = Rule(
    name="分批分段",
    pattern=r"""
        (?: ^ | [，。；、] | 年 ) [分按] (?: [^，。；◆]{1,8} 、 [分按]? )? ◆
    """,
    reads=("分◆", "年分◆", "分三个批次、◆", "，按◆"),
    rejects=("评分◆", "得分◆", "分别新增◆"),
)
QUORUM = Rule(
    name="法定人数",
    pattern=r"""
        (?: 应到 | 实到 | 到会 | 出席 | 参会 | 与会 | 表决 | 投票 ) [^，。；◆]{0,12} ◆
      | ◆ [^，。；]{0,8} (?: 到会 | 出席 | 同意 | 赞成 | 表决 )
    """,
    reads=("参会委员不得少于应到人数的◆", "◆以上同意", "到会委员◆", "◆委员到会"),
    rejects=("◆以上的科室", "参与率◆", "投票率"),
)
SIGNAL = Rule(
    name="预警信号",
    pattern=r"◆ [^，。；◆]{0,3} [亮挂发] [红黄橙蓝绿] [灯牌色]",
    reads=("◆亮红灯", "◆的挂黄牌"),
    rejects=("◆亮点", "亮红灯◆"),
)
ALLOWANCE = Rule(
    name="津贴标准",
    pattern=r"""
        每 [人月天日班次晚例] [^，。；◆]{0,4} (?: 补贴 | 补助 | 津贴 ) [^，。；◆]{0,6} ◆
      | (?: 补贴 | 补助 | 津贴 | 奖金 ) (?: 标准 )? [为是:]? (?: 每 [人月天日班次年晚例] ){1,3} ◆
    """,
    reads=("每月补贴生活费◆", "补贴每班◆", "津贴标准为每人每月◆"),
    rejects=("每年财政补助资金◆", "补贴◆", "每月培训◆"),
)
READINESS = Rule(
    name="时限要求的称谓",
    pattern=r"""
        ◆ 内? (?: 到位 | 到达 | 到场 | 响应 | 办结 | 送达 | 直达 ) [^，。；◆]{0,4} (?: 要求 | 机制 | 制度 | 标准 | 规定 | 承诺 )
    """,
    reads=("◆到位要求", "◆内响应机制"),
    rejects=("◆到位", "◆内办结率"),
)
RATION = Rule(
    name="配置标准",
    pattern=r"每 ◆ [^，。；]{0,8} (?: 配 | 设 | 至少配 )",
    reads=("每◆配", "每◆床位配"),
    rejects=("每年◆配", "◆配"),
)
CONTENTS = Rule(
    name="文本自身的条目",
    # What a plan is made up of, told of the plan: 8个方面36项举措. In a list of what was finished it counts.
    pattern=r"""
        (?<! 完成) (?<! 完成了) ◆ (?: [重主要点具体专项关键核心]{0,4} ) (?: 方面 | 举措 | 任务 | 措施 | 环节 | 步骤 | 条款
            | 事项 | 要点 | 原则 | 部分 )
            (?= $ | [，。；、,;:)◆0-9一二三四五六七八九十] | 进行 | 逐 | 清单 | 分解 | 如下 )
      | (?: 本? (?: 方案 | 办法 | 规划 | 计划 | 要点 | 清单 | 意见 | 标准 ) ) (?: 共 | 包括 | 包含 | 分为 | 涵盖 | 涉及
          | 聚焦 | 提出 | 明确 ){1,2} [^，。；◆]{0,12} ◆
    """,
    reads=("◆重点任务", "◆举措", "本方案包括◆", "方案共◆"),
    rejects=("完成◆任务", "◆任务型病房", "◆工作站", "计划新增◆"),
)
DEFINITION = Rule(
    name="定义与公式",
    pattern=r"""
        (?: 是指 | 系指 | 指的是 | 所称 | 计算公式 | 计算方法 | 折合 | 折算 | 本数 ) [^。；]{0,60} ◆
      | ◆ [^。；]{0,40} (?: ÷ | ×[ ]?100 | 折合 | 折算 | 本数 )
      | ◆? [^，。；]{0,10} 按 [^，。；◆]{0,6} ◆ [^，。；]{0,4} (?: 计算 | 计 (?=$|[，。；)]) )
      | ◆ [^，。；]{0,8} 按 [^，。；]{0,10} (?: 计算 | 计 (?=$|[，。；)]) )
    """,
    reads=("是指手术时间在◆", "◆÷", "兼职人员按◆计算", "◆兼职人员按0.5人计算", "计算公式为:◆", "折合◆"),
    rejects=("指标◆", "按◆", "◆计划"),
)
CONDITION = Rule(
    name="条件",
    pattern=r"""
        (?: ^ | [，。；] ) (?: 凡 | 若 | 如果 | 倘若 | 一旦 | 如 (?! [下期实何约上图表] | .县) | 当 (?! [年前地日天月季期好选务] | .县) )
          (?! .?[县羌]) [^，。；◆]{0,40} ◆
      | 连续 [^，。；◆]{1,8} (?: 低于 | 高于 | 未达 | 不足 | 超过 ) ◆
      | ◆ [^，。；]{0,12} (?: 的 ，? | ， ) (?: 则 | 不得 | 取消 | 扣 | 一律 | 予以 (?:通报|约谈|扣) | 给予 (?:通报|约谈|扣)
          | 约谈 | 通报批评 | 实行一票否决 | 视为 | 不予 )
      | (?: 未完成 | 未达到 | 未达 ) [^，。；◆]{0,10} ◆
      | ◆ (?: 以上 | 以下 | 及以上 )? 的 (?= $ | [，。；)] )
      | ◆ (?: 以上 | 以下 | 及以上 )? 的 (?! 目标 | 任务 | 要求 | 水平 | 标准 ) [^，。；◆]{1,14} ， (?: 应当 | 应 | 须 | 必须
          | 可以 | 可 | 不得 | 由 | 一律 | 予以 | 每 | 原则上 )
      | ◆ 时 ，? [^，。；◆]{0,6} (?: 须 | 需 | 应 | 必须 | 方可 | 不得 | 由 | 报 | 经 )
      | ◆ [^，。；◆]{0,10} (?: 方可 | 方能 | 才能 | 才可 | 始得 )
      | (?: 申报 | 参评 | 候选 | 申请 | 报考 | 应聘 | 准入 ) [^，。；◆]{0,12} (?: 具有 | 具备 | 满足 | 符合 | 达到 ) [^，。；◆]{0,12} ◆
    """,
    reads=(
        "凡单价◆",
        "若床位使用率连续两个季度◆",
        "◆的，取消",
        "未完成目标◆",
        "◆，则",
        "◆的",
        "◆的项目，应当",
        "◆方可",
        "◆时须",
        "申报单位应具有◆",
    ),
    rejects=(
        "如东县新增◆",
        "若羌县新增◆",
        "当涂县达到◆",
        "◆的任务，由",
        "如期建成◆",
        "当年新增◆",
        "◆的专科",
        "完成目标◆",
    ),
)
EACH_TIME = Rule(
    name="每发生",
    pattern=r"""
        每 (?: 发生 | 发现 | 超过 | 超出 | 超 | 满 | 少 | 低于 | 高于 | 低 | 高 | 延误 | 延迟 | 逾期 | 缺 | 增加 | 减少
            | 出现 | 下降 | 上升 | 提高 | 降低 | 增长 | 未 )
            [^，。；◆]{0,4} ◆
    """,
    reads=("每发生◆", "每下降◆", "每超过◆", "每少完成◆"),
    rejects=("每年◆", "每发生一起不良事件，整改◆", "每◆"),
)
SCORE = Rule(
    name="计分",
    pattern=r"""
        ◆ [ ]? (?: 的 | 者 )? [，]? [ ]? (?: 扣 | 不得分 | 不计分 | 得满分 | 得 (?=[0-9]) | 加 (?=[0-9]) | 记 (?=[0-9]) | 计 (?=[0-9]) )
      | ◆ (?: 以上 | 以下 | 及以上 )? (?: 的 | 者 )? ，? (?: 为 | 评为 | 定为 | 评定为 | 确定为 | 得 ) [“"]? (?: 优秀?
          | 良好? | 中等? | 合格 | 不合格 | 差 | 达标 | 不达标 | [一二三ABCD] [等级] )
      | (?: 考核 | 评价 | 得分 | 成绩 ) [^，。；◆]{0,10} 占 ◆
      | 百分制 [^。；◆]{0,30} 占 ◆
      | (?: 权重 | 满分 | 分值 | 标准分 | 基础分 | 基本分 | 合格标准 | 合格线 | 合格分数?线? | 及格线? | 达标线
          | 分数线 ) [ ]? [为是占计:]? [ ]? ◆
      | (?<! 折) 扣 (?! 款 ) [^，。；◆折同下上]{0,6} ◆
    """,
    reads=(
        "◆扣",
        "◆不得分",
        "满分◆",
        "合格标准◆",
        "扣◆",
        "扣绩效工资◆",
        "◆，扣",
        "◆以上为优秀",
        "◆的评为良好",
    ),
    rejects=("折扣◆", "合格率◆", "总分◆", "获得◆分"),
)
SCORE_STEP = Rule(
    name="加减分",
    pattern=r"(?: [加减记] | (?<! [共总累合统预] )计 | (?<! [获取] )得 ) ◆",
    reads=("加◆", "减◆", "计◆", "得◆"),
    rejects=("共计◆", "获得◆", "◆"),
)
RETENTION = Rule(
    name="期限",
    pattern=r"""
        (?: 保存 | 保管 | 有效 | 公示 | 试用 | 见习 | 任职 | 聘用 | 合同 | 质保 | 退还 ) (?: 期限? | 时间 | 年限 ) [^，。；◆]{0,6} ◆
      | (?: 任期 | 聘期 | 学制 | 有效期 | 公示期 | 工期 | 保修期 ) [^，。；◆]{0,6} ◆
      | 提前 ◆ (?= [\u4e00-\u9fff] )
      | 可 (?: 以 | 再 | 适当 ){0,2} (?: 延长 | 放宽 | 顺延 | 宽限 ) [^，。；◆]{0,4} ◆
    """,
    reads=("保存期限◆", "可延长◆", "公示期◆", "任期◆"),
    rejects=("住院时间◆", "延长◆", "等候时间◆"),
)
PENALTY = Rule(
    name="罚则",
    pattern=r"""
        (?: 并处 | 可处 | 处以 | 处罚款 ) [^，。；◆]{0,6} ◆
      | ◆ [^，。；◆]{0,4} 的? (?: 罚款 | 罚金 | 滞纳金 )
    """,
    reads=("可处◆", "并处◆", "◆的罚款", "◆以下罚款", "处以◆"),
    rejects=("到处◆", "处室◆", "科研经费◆"),
)
TRAINING_TIME = Rule(
    name="进修时长",
    pattern=r"""
        (?: 进修 | 学习 | 培训 | 研修 | 轮训 | 挂职 | 锻炼 | 驻点 | 派驻 | 帮扶 | 服务 | 工作 )
        (?: 时间 | 期限 | 周期 ) [^，。；◆]{0,8} ◆
    """,
    reads=("进修时间◆", "帮扶时间原则上◆"),
    rejects=("等候时间◆", "进修◆", "服务半径◆"),
)
ONE_OF = Rule(
    name="之一",
    pattern=r"◆ [^，。；、◆]{1,24} 之一",
    reads=("◆示范样板之一", "◆试点城市之一"),
    rejects=("◆示范样板，之一", "唯一◆"),
)
OTHERS = Rule(
    name="与他处比较",
    pattern=r"(?: 高出 | 高于 | 低于 | 快于 | 慢于 | 优于 | 超出 | 领先 | 落后 ) (?! [0-9] ) [^，。；◆]{2,14} ◆",
    reads=("高于经济增速◆", "快于全国平均◆", "低于支出增速◆"),
    rejects=("高于◆", "提高◆", "覆盖率高于全省，达到◆"),
)
LAST_RANKS = Rule(
    name="末位",
    pattern=r"""
        (?: (?: 排名 | 位列 | 位居 | 列 | 考核 | 成绩 | 名次 ) (?: [最倒] )? [后末] | 末位 | 倒数 | 最后 | 靠后 | 垫底 )
        (?: 的 | 列 )? ◆
    """,
    reads=("排名后◆", "倒数◆", "位列后◆"),
    rejects=("术后◆", "出院后◆", "前◆", "后续◆", "排名◆"),
)
REWARD_RATE = Rule(
    name="补助标准",
    pattern=r"""
        (?: 按 | 以 | 依 | 每人 ) (?! [^，。；◆]{0,30} (?: 达到 | 达 | 确保
            | 为抓手 ) ) [^，。；◆]{0,30} ◆ [^，。；]{0,6} (?: 的? (?: 比例 | 标准 | 要求 | 额度 | 幅度 ) | (?: 给予
            | 予以 | 发放 | 计提 | 提取 | 补助 | 拨付 | 核算 | 缴纳 | 返还 | 报销 | 支付 | 奖励 | 执行 ) )
      | (?: 给予 | 补助 | 补贴 | 奖励 | 资助 | 贴息 | 奖补 ) [^。；◆]{0,30} (?: 最高 | 上限 | 封顶 | 累计不 ) [^，。；◆]{0,6} ◆
      | 给予 [^，。；◆]{0,16} ◆
      | 每 (?: 家 | 个 | 名 | 人 ) [^，。；◆]{0,6} (?: 推荐 | 申报 | 遴选 | 报送 ) [^，。；◆]{0,8} ◆
      | (?: 限报 | 限额? | 名额 | 指标数? ) [为]? ◆
      | (?: 预拨 | 拨付 | 兑现 | 计提 | 提取 | 结算 | 资助 | 缴纳 | 返还 | 报销 ) (?: 总额 | 资金 | 经费 | 的 ){0,2} ◆
      | 奖励基金 [^，。；◆]{0,10} ◆
    """,
    reads=(
        "按每人每天◆标准",
        "预拨◆",
        "资助◆",
        "按◆计提",
        "限报◆",
        "给予贷款额◆",
        "给予补助，最高◆",
    ),
    rejects=("报销比例◆", "资金◆", "按计划完成◆"),
)
PRIZE_QUOTA = Rule(
    name="设奖名额",
    pattern=r"等奖 (?: 各 )? ◆",
    reads=("等奖◆", "等奖各◆"),
    rejects=("获奖◆", "◆"),
)
NAMED_TIME = Rule(
    name="时间范围的称谓",
    pattern=r"""
        ◆ (?: [、和及] [^，。；]{0,6} [0-9]{1,3} (?:分钟|公里) ){0,2} [^，。；]{0,8} [圈]
      | (?: 近 | 最近 ) ◆ (?= [\u4e00-\u9fff] )
      | (?: 步行 | 车程 | 行车 | 驾车 | 骑行 | 半径 ) ◆
    """,
    reads=("步行◆", "◆急救圈", "◆、农村30分钟急救圈", "◆服务圈"),
    rejects=("◆", "圈◆", "◆内到达"),
)
REFUSED = Rule(
    name="不得评为",
    pattern=r"(?: 不得 | 不能 | 不予 | 取消 | 不再 | 禁止 ) [^，。；◆]{0,8} (?: 评 [为定选] | 评 | 认定为 | 申报 ) [^，。；◆]{0,6} ◆",
    reads=("不得评为◆", "取消评定为◆", "不得评定为年度考核◆"),
    rejects=("评为◆", "不得超过◆", "获评◆"),
)

_SCORED = frozenset({"分", "%", "‰", "百分点", None})
_PAID = frozenset({"元", "%", "‰", "分", "名", "项", "个", "人", "百分点", None})
_PEOPLE = frozenset({"人", "名", "位"})
_TIMES = frozenset({"年", "个月", "月", "天", "日", "工作日", "个工作日", "小时", "分钟", "周"})
_NEARBY = frozenset({"分钟", "小时", "公里", "千米", "次", "年", "天"})

SCREENS: tuple[Screen, ...] = (
    Screen(DEFINITION, "rule"),
    Screen(EACH_TIME, "rule"),
    Screen(RATION, "rule"),
    Screen(CONDITION, "rule"),
    Screen(SCORE, "rule", _SCORED | {"例", "份", "人", "次", "项", "起", "处", "个"}),
    Screen(SCORE_STEP, "rule", frozenset({"分"})),
    Screen(REWARD_RATE, "rule", _PAID),
    Screen(ONE_OF, "qualifier"),
    Screen(OTHERS, "qualifier", frozenset({"百分点"})),
    Screen(PENALTY, "rule", frozenset({"元"})),
    Screen(TRAINING_TIME, "duration", frozenset({"年", "个月", "月", "周", "天"})),
    Screen(PRIZE_QUOTA, "rule", frozenset({"名"})),
    Screen(REFUSED, "rule"),
    Screen(LAST_RANKS, "rule", frozenset({"位", "名", "%", "rank"})),
    Screen(
        DIVISION,
        "division",
        frozenset({"个", "项", "类", "大类", "组", "科", "部", "人", "名", "阶段", "步", "部分", None}),
    ),
    Screen(BODY, "division", _PEOPLE | {"个"}),
    Screen(
        CONTENTS, "division", frozenset({"个", "项", "条", "大类", "类", "小类", "大项", "章", "节", "款"})
    ),
    Screen(WHICH, "qualifier"),
    Screen(STAGES, "division", frozenset({"个", "批", "批次", "轮", "步", "组", "类", "档", "片", "期"})),
    Screen(QUORUM, "rule", frozenset({"%", None, "人", "名"})),
    Screen(SIGNAL, "rule"),
    Screen(ALLOWANCE, "rule", frozenset({"元"})),
    Screen(READINESS, "name", _TIMES),
    Screen(RETENTION, "duration", _TIMES),
    Screen(NAMED_TIME, "name", _NEARBY),
)
