"""Named rule sets: what a law lays down where it departs from the rules' own defaults."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from planning_core.domain.history import RuleSetting

RuleSet: TypeAlias = Mapping[str, RuleSetting]

FR: RuleSet = MappingProxyType({})
"""France, Code du travail: the rules' defaults as they stand."""

EU: RuleSet = MappingProxyType(
    {
        setting.id: setting
        for setting in (
            # Art. 6 (b) and 16 (b): 48 h a week on average over at most four months.
            RuleSetting(id="average_weekly_hours", parameters={"max_minutes": 2880, "weeks": 17}),
            # Art. 3: 11 h in each 24 h. Art. 5: 24 h more in each period of seven days.
            RuleSetting(id="min_rest", parameters={"rest_minutes": 660}),
            RuleSetting(id="weekly_rest", parameters={"rest_minutes": 2100, "in_week_minutes": 1440}),
            # Art. 4: a break where the day is longer than six hours, its length left to the states.
            RuleSetting(id="missing_break", parameters={"break_minutes": 1, "threshold_minutes": 361}),
            # Caps by the day or by the single week, and on days in a row, are not in the directive.
            RuleSetting(id="daily_hours", active=False),
            RuleSetting(id="weekly_hours", active=False),
            RuleSetting(id="consecutive_days", active=False),
        )
    }
)
"""The minimums of the Working Time Directive, 2003/88/EC."""

RULE_SETS: Mapping[str, RuleSet] = MappingProxyType({"fr": FR, "eu": EU})
"""Every rule set by its name."""
