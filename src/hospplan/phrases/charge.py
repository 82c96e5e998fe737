"""Verbs that charge those named before them with a task: 牵头, 按职责分工负责, 配合抓好落实."""

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import OwnerRole

MANNER = r"""(?: (?&OWNER_ADVERB)
      | (?: 按照? | 依照? | 依据 | 根据 | 结合 ) (?: 各自 | 有关 | 相关 | 部门 | 工作 )?
        (?: (?: 职责 | 职能 | 职权 | 业务 | 任务 ) 和? (?: 任务 )? (?: 分工 | 要求 )? | 分工 )
      | 在 (?: 各自 | 其 )? (?: 职责 | 职能 | 职权 ) (?: 范围 )? 内 )"""
"""How they do it: 按职责分工, 共同, 在各自职责范围内."""
CHARGE_PATTERN = rf"""
    (?P<adverb> {MANNER}{{1,2}} )?
    (?P<verb> (?&OWNER_VERB) (?: (?&OWNER_ADVERB)? (?: (?&OWNER_VERB) | (?&OWNER_VERB_TAIL) ) ){{0,3}} )
"""
CHARGE = Rule(
    name="责任动词",
    pattern=CHARGE_PATTERN,
    reads=(
        "牵头",
        "按职责分工负责",
        "分别负责",
        "共同配合",
        "牵头组织实施",
        "协同落实",
        "配合做好相关工作",
        "根据各自职能分工负责",
        "在职责范围内具体落实",
        "负责指导督促",
        "联合牵头",
    ),
    rejects=("牵头单位", "负责日常", "按职责分工", "责任", "落实情况", "相关工作"),
)


def charge_role(verb: str, lexicon: Lexicon) -> OwnerRole | None:
    """
    What a verb says of those before it, None where it charges nobody.

    Of several words in it one that leads decides, then one that supports: 负责牵头 leads, 协同落实 supports.
    """
    match = CHARGE.regex(lexicon).fullmatch(verb)
    if match is None:
        return None
    roles = {role for word, role in lexicon.owners.verbs.items() if word in match["verb"]}
    return "lead" if "lead" in roles else "support" if "support" in roles else "responsible"


def is_plain_charge(verb: str, lexicon: Lexicon) -> bool:
    """Whether any sentence may end with a verb (without its adverb), so that it needs a name that is sure."""
    owners = lexicon.owners
    return not any(word in verb for word in owners.verbs if word not in owners.plain_verbs)
