"""Headings and sentences without numbers: what stands between the measures."""

from random import Random

VERBS = (
    "健全",
    "完善",
    "优化",
    "强化",
    "深化",
    "夯实",
    "提升",
    "做强",
    "加快推进",
    "统筹推进",
    "创新",
    "筑牢",
    "拓展",
)
OBJECTS = (
    *(
        "分级诊疗体系",
        "人才培养机制",
        "数字化转型",
        "基层服务能力",
        "质量安全管理",
        "学科发展布局",
        "营商环境建设",
    ),
    *(
        "公共服务供给",
        "生态环境治理",
        "产业链条协同",
        "安全生产防线",
        "科技创新支撑",
        "城乡融合发展",
        "应急保障能力",
    ),
    *(
        "文化品牌影响力",
        "乡村治理体系",
        "运营管理效能",
        "党建引领作用",
        "绿色低碳转型",
        "养老托育服务",
        "教育教学质量",
    ),
    *(
        "物流枢纽功能",
        "便民服务网络",
        "志愿服务体系",
        "信用监管机制",
        "水资源集约利用",
        "社会矛盾化解",
        "对外开放合作",
    ),
)
ENDINGS = ("工作", "行动", "工程", "", "", "", "", "")
OPENINGS = (
    *(
        "坚持问题导向",
        "聚焦群众关切",
        "加强统筹协调",
        "压实各方责任",
        "立足实际",
        "突出重点环节",
        "围绕中心任务",
    ),
    *("坚持以人民为中心的发展思想", "发挥专业优势", "用好考核指挥棒", "对标先进地区"),
)
MIDDLES = (
    *(
        "完善配套制度",
        "优化资源配置",
        "建立协同联动机制",
        "推动服务重心下移",
        "补齐短板弱项",
        "加大宣传引导力度",
    ),
    *("健全全流程闭环管理", "推广先进经验做法", "加强跟踪问效", "畅通意见反馈渠道", "深入开展调查研究"),
)
CLOSINGS = (
    *(
        "推动各项任务落地见效",
        "切实提高服务质量",
        "确保工作取得实效",
        "不断增强群众获得感",
        "为高质量发展提供有力支撑",
    ),
    *("形成上下贯通的工作格局", "持续擦亮服务品牌", "全面提升治理水平"),
)
PRINCIPLES = (
    "坚持党的领导。把党的领导贯穿各项工作全过程",
    "坚持守正创新。以改革的办法破解难题",
    "坚持系统观念。加强前瞻性思考和整体性推进",
    "坚持人民至上。把群众满意作为根本标准",
)
TITLES = {
    "results": ("主要工作成效", "工作回顾", "发展成效", "过去一年工作回顾", "取得的主要成绩"),
    "situation": ("面临的形势", "形势与挑战", "发展环境"),
    "guide": ("总体要求", "指导思想", "总体思路"),
    "aims": ("主要目标", "发展目标", "工作目标", "目标任务"),
    "tasks": ("重点任务", "主要任务", "工作措施", "重点工作", "主要举措"),
    "rules": ("工作要求", "保障措施", "监督考核", "组织保障"),
}
"""Titles of the sections, by what they hold."""
CHAPTERS = ("总则", "职责分工", "申报与评审", "监督管理", "附则")


def pick_heading(random: Random) -> str:
    """A heading: 夯实基层服务能力."""
    return random.choice(VERBS) + random.choice(OBJECTS) + random.choice(ENDINGS)


def pick_sentence(random: Random) -> str:
    """A sentence without any number, and without its full stop."""
    parts = [random.choice(OPENINGS), random.choice(MIDDLES)]
    if random.random() < 0.7:
        parts.append(random.choice(CLOSINGS))
    return "，".join(parts)
