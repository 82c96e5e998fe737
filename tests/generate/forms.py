"""How a bound is worded: each form with the comparator that it means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A wording around a value {v}, or its number {n} and unit {u}, or the ends {lo} and {hi} of a range, {low} without its %."""

    text: str
    comparator: str = "eq"
    needs: str = ""
    """"round": a whole number of tens; "range": two values; "count": whole numbers of things."""
    weight: int = 1
    is_plan: bool = False
    """Never said of what has been reached."""

    @property
    def label(self) -> str:
        """The wording without its value."""
        return (
            self.text.replace("{v}", "…")
            .replace("{n}", "…")
            .replace("{u}", "")
            .replace("{lo}", "…")
            .replace("{low}", "…")
            .replace("{hi}", "…")
        )


UP = (
    Form("达到{v}", weight=5),
    Form("达{v}", weight=2),
    Form("提高到{v}"),
    Form("提升至{v}"),
    Form("增至{v}"),
    Form("达到{v}以上", "ge", weight=4),
    Form("达{v}以上", "ge"),
    Form("不低于{v}", "ge", weight=4, is_plan=True),
    Form("不少于{v}", "ge", needs="count", is_plan=True),
    Form("保持在{v}以上", "ge"),
    Form("稳定在{v}以上", "ge"),
    Form("提高到{v}以上", "ge"),
    Form("提升至{v}以上", "ge"),
    Form("确保达到{v}以上", "ge", is_plan=True),
    Form("达到{v}及以上", "ge"),
    Form("{v}以上", "ge"),
    Form("≥{v}", "ge", is_plan=True),
    Form("至少达到{v}", "ge", is_plan=True),
    Form("原则上不低于{v}", "ge", is_plan=True),
    Form("超过{v}", "gt", weight=2),
    Form("突破{v}", "gt"),
    Form("高于{v}", "gt"),
    Form("力争达到{v}", is_plan=True),
    Form("力争突破{v}", "gt", is_plan=True),
    Form("达到{v}左右", "approx"),
    Form("保持在{lo}—{hi}之间", "between", needs="range"),
    Form("稳定在{lo}～{hi}", "between", needs="range"),
    Form("保持在{low}～{hi}之间", "between", needs="range"),
    Form("达到{low}-{hi}", "between", needs="range"),
    Form("达到{low}至{hi}", "between", needs="range"),
)
DOWN = (
    Form("控制在{v}以内", "le", weight=4),
    Form("控制在{v}以下", "le", weight=3),
    Form("控制在{v}", "le", is_plan=True),
    Form("不超过{v}", "le", weight=4),
    Form("不高于{v}", "le", weight=2),
    Form("不大于{v}", "le", is_plan=True),
    Form("低于{v}", "lt", weight=2),
    Form("小于{v}", "lt"),
    Form("降至{v}以下", "le"),
    Form("降到{v}以下", "le"),
    Form("压减至{v}以内", "le"),
    Form("下降到{v}"),
    Form("降低到{v}"),
    Form("降至{v}"),
    Form("{v}以下", "le"),
    Form("{v}以内", "le"),
    Form("≤{v}", "le", is_plan=True),
    Form("力争降至{v}以下", "le", is_plan=True),
    Form("控制在{v}左右", "approx"),
    Form("控制在{lo}—{hi}之间", "between", needs="range"),
)
SHORTER = (
    Form("缩短至{v}", weight=2),
    Form("缩短到{v}以内", "le", weight=2),
    Form("压缩至{v}以内", "le"),
    Form("压缩到{v}"),
    Form("控制在{v}以内", "le", weight=2),
    Form("不超过{v}", "le", weight=2),
    Form("≤{v}", "le", is_plan=True),
    Form("少于{v}", "lt"),
    Form("降至{v}以下", "le"),
)
COUNT = (
    Form("{v}", weight=10),
    Form("{v}以上", "ge", weight=4),
    Form("不少于{v}", "ge", weight=2, is_plan=True),
    Form("不低于{v}", "ge", is_plan=True),
    Form("至少{v}", "ge", is_plan=True),
    Form("{v}左右", "approx"),
    Form("约{v}", "approx"),
    Form("近{v}", "approx", needs="round"),
    Form("{n}余{u}", "gt", needs="round", weight=2),
    Form("{n}多{u}", "gt", needs="round"),
    Form("超过{v}", "gt"),
    Form("{lo}—{hi}", "between", needs="range", is_plan=True),
    Form("{lo}至{hi}", "between", needs="range", is_plan=True),
    Form("{lo}～{hi}", "between", needs="range", is_plan=True),
    Form("{lo}-{hi}", "between", needs="range", is_plan=True),
)
