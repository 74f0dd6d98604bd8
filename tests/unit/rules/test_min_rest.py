"""Rest between stretches of work: what its examples cannot show without breaking other rules."""

import pytest

from planning_core.rules.engine import evaluate
from planning_core.rules.examples import Example
from planning_core.rules.registry import rule_book
from planning_core.rules.sentences import sentence


def rests(*work: str) -> list[tuple[str, int, tuple[str, ...]]]:
    found = evaluate(Example(title="", work=work).plan(), rule_book())
    return [
        (c.details["pattern"], c.details["found"], c.assignment_ids) for c in found if c.rule == "min_rest"
    ]


def test_work_of_a_whole_day_and_night_leaves_no_rest() -> None:
    assert rests("Mon 08:00-Tue 08:00") == [("none", 0, ("Ann-1",))]


def test_work_a_minute_short_of_a_day_and_a_night_is_followed_by_rest() -> None:
    assert rests("Mon 08:00-Tue 07:59") == []


def test_shifts_that_touch_are_one_stretch_of_work() -> None:
    assert rests("Mon 08:00-20:00", "Mon 20:00-08:00") == [("none", 0, ("Ann-1", "Ann-2"))]


def test_shifts_that_overlap_leave_no_negative_rest() -> None:
    assert rests("Mon 08:00-16:00", "Mon 10:00-12:00") == []


def test_chain_of_short_rests_names_each_of_them_once() -> None:
    found = rests("Mon 06:00-10:00", "Mon 15:00-19:00", "Tue 01:00-05:00", "Tue 08:00-12:00")

    assert found == [
        ("between", 300, ("Ann-1", "Ann-2")),
        ("between", 360, ("Ann-2", "Ann-3")),
        ("between", 180, ("Ann-3", "Ann-4")),
    ]


def test_rest_is_measured_from_the_later_end_of_two_that_overlap() -> None:
    assert rests("Mon 14:00-22:00", "Mon 20:00-23:00", "Tue 09:30-15:00") == [
        ("between", 630, ("Ann-2", "Ann-3"))
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lack_of_any_rest_reads_as_a_sentence(language: str) -> None:
    plan = Example(title="", work=("Mon 08:00-Tue 09:00",)).plan()
    [conflict] = [c for c in evaluate(plan, rule_book()) if c.rule == "min_rest"]

    said = sentence(conflict, language, {"Ann": "Ann Martin"})

    expected = {
        "en": "Ann Martin works 25 h without a rest from Monday 3 March 2025 on; 11 h of rest are needed.",
        "fr": "Ann Martin enchaîne 25 h de travail sans repos à partir du lundi 3 mars 2025 ;"
        " il faut 11 h de repos.",
    }
    assert said == expected[language]
