"""A full check of a large plan in memory, and where its time goes."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from planning_core import Plan, RuleBook, check, rule_book
from planning_core.rules.registry import RuleInForce
from tests.benchmarks.table import Section
from tests.benchmarks.timing import rounds_of, seconds, times
from tests.benchmarks.year_plan import ZONE, Size, entities

ROUNDS = 5
AIM_SECONDS = 4.0


def test_full_check_of_a_year(report: Callable[[Section], None]) -> None:
    size, rules = Size(1_000), rule_book()
    everything = list(entities(size))
    building = median(seconds(lambda: Plan(everything, timezone=ZONE)) for _ in range(ROUNDS))
    plan = Plan(everything, timezone=ZONE)
    whole, bare = rounds_of(ROUNDS, lambda: check(plan, rules), lambda: check(plan, RuleBook(())))
    alone = {rule.code: _alone(plan, rule) for rule in rules.active}
    dearest = sorted(alone, key=alone.__getitem__, reverse=True)
    rows = [
        ["building the plan's indexes", f"{building:.2f} s", ""],
        [
            "the whole check",
            f"{whole:.2f} s",
            f"{times(whole, AIM_SECONDS)} of the aim of {AIM_SECONDS:.0f} s",
        ],
        ["people's timelines and shifts alone", f"{bare:.2f} s", ""],
        *([f"`{code}`", f"+{alone[code]:.2f} s", ""] for code in dearest),
    ]
    remark = (
        f"{len(plan.assignments):,} assignments of {len(plan.collaborators):,} people on {len(plan.shifts):,}"
        f" shifts over {size.weeks} weeks, all rules of `fr`, {len(check(plan, rules)):,} conflicts found."
        " A rule's line is a check with that rule alone, less the timelines: what several rules need of a"
        " timeline is counted for each, so that the lines add up to more than the whole."
    )
    report(Section("Full check in memory", ("what", "time", ""), rows, (remark,)))

    assert len(plan.assignments) == size.assignments == 100_000


def _alone(plan: Plan, rule: RuleInForce) -> float:
    """What a check with that rule alone takes beyond a check without any, in seconds."""
    bare, with_rule = rounds_of(3, lambda: check(plan, RuleBook(())), lambda: check(plan, RuleBook((rule,))))
    return max(0.0, with_rule - bare)
