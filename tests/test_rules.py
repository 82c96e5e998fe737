"""Every rule of the grammar against its own examples, and against long hostile text."""

import importlib
import pkgutil
import time

import pytest

import hospplan
from hospplan.grammar.rule import Rule
from hospplan.text.fold import fold

# They know no language, and what is installed apart (OCR, databases, clusters) is imported in them.
_WITHOUT_RULES = {"batch", "beside", "cli", "export", "picture", "validate"}


def _rules() -> list[tuple[str, Rule]]:
    found: dict[int, tuple[str, Rule]] = {}
    for module in pkgutil.walk_packages(hospplan.__path__, "hospplan."):
        if module.name.endswith("__main__") or module.name.split(".")[1] in _WITHOUT_RULES:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Rule):
                found.setdefault(id(value), (f"{module.name.rpartition('.')[2]}.{name}", value))
    return sorted(found.values(), key=lambda pair: pair[0])


RULES = _rules()
IDS = [name for name, _ in RULES]


def test_there_are_rules_and_each_has_examples_and_near_misses() -> None:
    assert len(RULES) > 40
    assert [name for name, rule in RULES if not rule.reads or not rule.rejects] == []


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=IDS)
def test_a_rule_reads_its_examples_and_no_near_miss(rule: Rule) -> None:
    pattern = rule.regex()
    assert [text for text in rule.reads if not pattern.fullmatch(fold(text))] == []
    assert [text for text in rule.rejects if pattern.fullmatch(fold(text))] == []


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=IDS)
def test_a_rule_takes_linear_time_on_hostile_text(rule: Rule) -> None:
    pattern = rule.regex()
    pieces = [
        *filter(None, map(fold, rule.reads)),
        "1",
        "一",
        "百万",
        "1,",
        "1.",
        " ",
        "（",
        "“",
        "、",
        "A",
        "年",
        "第",
        "、科",
    ]

    def cost(length: int) -> float:
        start = time.process_time()
        for piece in pieces:
            text = piece * (length // len(piece))
            for _ in pattern.finditer(text):
                pass
            pattern.fullmatch(text)
            pattern.fullmatch(f"{text}\0")
        return time.process_time() - start

    cost(1_000)
    # four times the text may cost four times the time; a square would cost sixteen
    assert cost(16_000) < 10 * cost(4_000) + 0.1
