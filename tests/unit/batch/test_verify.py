from tests.unit.export.sample import plan

from hospplan.batch.verify import misquotes


def test_a_plan_that_quotes_right_has_no_misquotes() -> None:
    assert list(misquotes(plan())) == []


def test_a_shifted_quote_and_a_block_that_is_not_there_are_found() -> None:
    right = plan()
    target, other = right.targets
    shifted = target.model_copy(update={"source": target.source.model_copy(update={"start": 8})})
    lost = other.model_copy(update={"source": other.source.model_copy(update={"block": "b99"})})
    wrong = [*misquotes(right.model_copy(update={"targets": (shifted, lost)}))]
    assert [(found.record, found.text) for found in wrong] == [("m2", "位使用率不低于85.5%"), ("m3", None)]
