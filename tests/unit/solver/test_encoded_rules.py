"""Every rule that placing people could break has an encoding."""

from planning_core.rules.base import Rule
from planning_core.rules.registry import RuleBook, RuleInForce, built_in_rules
from planning_core.solver.encode import ENCODED


def missing_encodings(rules: RuleBook) -> list[str]:
    """Codes of rules of the catalogue that no encoding holds."""
    return [rule.code for rule in rules if rule.code not in ENCODED]


def test_every_rule_of_the_catalogue_has_an_encoding() -> None:
    in_catalogue = sorted(rule.code for rule in built_in_rules())

    assert sorted(ENCODED) == in_catalogue


def test_a_rule_without_an_encoding_is_noticed() -> None:
    class NoMondays(Rule):
        """Nobody works on Mondays."""

        code = "no_mondays"

    rule = NoMondays()
    book = RuleBook([RuleInForce(rule, active=True, severity=built_in_rules()[0].severity, parameters={})])

    assert missing_encodings(book) == ["no_mondays"]
