"""Invented names of places, people, departments and organs: stems that combine to thousands."""

from collections.abc import Callable
from random import Random

CITIES = (
    *("澄川", "临沅", "青陂", "汶阳湾", "洛浦", "云溪", "雁江", "桐岭", "石堰", "锦屏山", "涟东", "望海"),
    *("沅北", "金砂", "白鹭洲", "苍源", "鹿鸣", "南浔河", "平渡", "龙泉坪", "瑶湖", "凤栖", "松沅", "黎川口"),
)
SURNAMES = tuple(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐费薛雷贺倪汤"
)
GIVEN = (
    *("建国", "晓东", "文静", "志远", "海燕", "明", "丽", "强", "敏", "俊杰", "雨桐", "思源", "国栋", "春梅"),
    *("永康", "宁", "雪", "锋", "振华", "佳怡", "立群", "秋实", "卫民", "嘉", "涛", "亦凡", "若曦", "守正"),
)
POSTS = (
    "副院长",
    "院长",
    "党委书记",
    "党委副书记",
    "总会计师",
    "副局长",
    "局长",
    "副主任",
    "纪委书记",
    "工会主席",
)

SHARE_OF_ODD = 0.03
DEPARTMENT_STEMS = (
    *(
        "慢病管理",
        "临床营养",
        "介入诊疗",
        "创面修复",
        "感染防控",
        "病案统计",
        "器械保障",
        "运营绩效",
        "医患关系",
    ),
    *(
        "健康促进",
        "成果转化",
        "物资采购",
        "总务",
        "膳食",
        "安全保卫",
        "宣传统战",
        "离退休",
        "教学督导",
        "学科建设",
    ),
    *("信息运维", "价格管理", "医保结算", "基建", "审计监察", "人才发展", "对外协作", "急救调度", "门诊管理"),
    *(
        "护理质控",
        "药事",
        "日间诊疗",
        "疼痛诊疗",
        "康复训练",
        "老年照护",
        "输血",
        "核医学",
        "病理诊断",
        "超声诊断",
    ),
)
ODD_DEPARTMENTS = (
    *("烧伤（整形修复）科", "眩晕（耳石复位）诊疗中心", "消毒供应中心（北院区）", "听力（人工耳蜗）门诊部"),
    *("头颈、甲状腺肿瘤科", "血液、风湿免疫科", "周围血管、淋巴外科"),
)
"""Names with a bracket or a 、 in them: no part of the list before a 、 is a department by itself."""
DEPARTMENT_ENDS = ("科", "部", "办公室", "中心", "处")
BUREAU_STEMS = (
    *(
        "数据资源",
        "营商环境",
        "城市更新",
        "乡村产业",
        "海岸带管理",
        "老区振兴",
        "热力供应",
        "信访事务",
        "园林绿化",
    ),
    *(
        "水网建设",
        "渔港事务",
        "粮食物资",
        "公共资源交易",
        "口岸事务",
        "社会工作",
        "移民安置",
        "航道事务",
        "矿山安全",
    ),
    *(
        "林草资源",
        "气象防灾",
        "地震监测",
        "志愿服务",
        "职业技能",
        "金融发展",
        "招商促进",
        "重大项目",
        "城乡供水",
    ),
    *(
        "生态修复",
        "民族文化",
        "青年发展",
        "养老服务",
        "托育服务",
        "体育产业",
        "图书档案",
        "盐业管理",
        "无线电管理",
    ),
)
BUREAU_ENDS = ("局", "委员会", "办公室", "服务中心", "事务中心")
JOINED_BUREAUS = (
    *("数据和政务服务局", "城市更新和房屋安全局", "水网和河湖事务局", "渔业和港口发展局", "林草和自然公园局"),
    *("老区和移民事务局", "金融和资本市场局", "托育和养老服务局"),
)
LEVELS_OF_ORGAN = ("市", "县", "区", "省")
OTHER_ORGANS = (
    *(
        "各镇人民政府",
        "各街道办事处",
        "各乡镇人民政府",
        "各县区人民政府",
        "市水务集团",
        "市城投公司",
        "市公交集团",
    ),
    *("各园区管委会", "市交投集团"),
)

SUBJECTS = ("综合政务", "城乡建设", "科技教育", "社会保障", "财政审计", "农林水利")
KEYWORDS = ("卫生", "规划", "方案", "水利", "城建", "教育", "交通", "通知", "农业", "民政")


def pick_city(random: Random) -> str:
    """A place: 澄川市, 石堰县."""
    return random.choice(CITIES) + random.choice("市市县区")


def pick_person(random: Random) -> str:
    """A person's name of two or three characters."""
    return random.choice(SURNAMES) + random.choice(GIVEN)


def pick_department(random: Random) -> str:
    """A department of a house: 慢病管理科."""
    if random.random() < SHARE_OF_ODD:
        return random.choice(ODD_DEPARTMENTS)
    return random.choice(DEPARTMENT_STEMS) + random.choice(DEPARTMENT_ENDS)


def pick_bureau(random: Random) -> str:
    """An organ of a government: 市海岸带管理局, 县数据和政务服务局."""
    level = random.choice(LEVELS_OF_ORGAN)
    if random.random() < 0.1:
        return level + random.choice(JOINED_BUREAUS)
    if random.random() < 0.1:
        return random.choice(OTHER_ORGANS)
    stem, end = random.choice(BUREAU_STEMS), random.choice(BUREAU_ENDS)
    # 养老服务中心, not 养老服务服务中心.
    return level + (stem.removesuffix(end[:2]) if len(end) > 3 else stem) + end


def pick_distinct(random: Random, count: int, pick: Callable[[Random], str]) -> list[str]:
    """*count* different names."""
    names: list[str] = []
    while len(names) < count:
        name = pick(random)
        if name not in names:
            names.append(name)
    return names
