"""Every rule of the catalogue that may keep people from a seat has an encoding."""

from collections.abc import Iterable

from planning_core.domain.reference import Severity
from planning_core.rules.base import Rule
from planning_core.rules.registry import built_in_rules
from planning_core.solver.encode import ENCODED


def without_encoding(rules: Iterable[Rule]) -> list[str]:
    """Codes of the rules that are hard, or bind auto-assign, and that no encoding holds."""
    return [
        rule.code
        for rule in rules
        if (rule.severity is Severity.HARD or type(rule).binds_auto_assign is not Rule.binds_auto_assign)
        and rule.code not in ENCODED
    ]


class NoMondays(Rule):
    """Nobody works on Mondays."""

    code = "no_mondays"
    severity = Severity.HARD


def test_every_rule_that_may_keep_people_from_a_seat_has_an_encoding() -> None:
    assert without_encoding(built_in_rules()) == []


def test_a_rule_without_an_encoding_is_noticed() -> None:
    assert without_encoding([*built_in_rules(), NoMondays()]) == ["no_mondays"]


def test_every_encoding_is_of_a_rule_of_the_catalogue() -> None:
    assert set(ENCODED) <= {rule.code for rule in built_in_rules()}
