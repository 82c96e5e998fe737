import pytest

from hospplan.cli.language import Everywhere, choose, take_everywhere


@pytest.mark.parametrize(
    ("asked", "environment", "language"),
    [
        (None, {}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_TW"}, "zh"),
        (None, {"LANG": "Chinese (Simplified)_China.936"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "HOSPPLAN_LANG": "en"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "HOSPPLAN_LANG": "zh-CN"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "HOSPPLAN_LANG": "tlh"}, "zh"),
        ("en", {"HOSPPLAN_LANG": "zh"}, "en"),
        ("zh", {"LC_ALL": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_call_decides_before_the_variable_before_the_locale(
    asked: str | None, environment: dict[str, str], language: str
) -> None:
    assert choose(asked, environment) == language


@pytest.mark.parametrize(
    ("arguments", "parted"),
    [
        (["parse", "a.txt"], Everywhere(["parse", "a.txt"], None, debug=False)),
        (["--lang", "zh", "parse"], Everywhere(["parse"], "zh", debug=False)),
        (["parse", "a.txt", "--lang=en", "--debug"], Everywhere(["parse", "a.txt"], "en", debug=True)),
        (["parse", "--", "--debug"], Everywhere(["parse", "--", "--debug"], None, debug=False)),
        (["--lang"], Everywhere([], "", debug=False)),
    ],
)
def test_options_for_every_command_may_stand_anywhere(arguments: list[str], parted: Everywhere) -> None:
    assert take_everywhere(arguments) == parted
