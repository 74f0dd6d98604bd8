"""What an import file says of the organization itself: its rule set, its zone, the settings of rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from planning_core.domain.history import RuleSetting
from planning_core.domain.importing import ImportItem
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.reference import to_severity
from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.rule_sets import RULE_SETS
from planning_core.use_cases.import_report import ImportReport, causes_of
from planning_core.use_cases.record_writes import record_action, record_setting
from planning_core.use_cases.rules_in_force import rules_in_force, setting_of


@attrs.frozen(kw_only=True)
class SettingsWriter:
    """Writes what items say of the organization and of rules; the right of an administrator."""

    principal: Principal
    uow: UnitOfWork
    clock: Clock
    ids: IdSource
    report: ImportReport
    run_id: str

    def write(self, items: Sequence[ImportItem]) -> None:
        """Write these settings; refuse in the report those that cannot be."""
        self.principal.require(AccessRole.ADMIN, "set rule")
        for item in items:
            count = self.report.of(item.kind)
            try:
                changed = self._rule(item) if item.kind == "rule" else self._organization(item)
            except (InvalidInput, NotFound) as error:
                self.report.refuse(item, causes_of(error))
            else:
                count.updated += changed
                count.unchanged += not changed

    def _rule(self, item: ImportItem) -> bool:
        data: dict[str, Any] = dict(item.data)
        code: str = data.pop("code")
        if code not in rules_in_force(self.uow):
            raise InvalidInput([Fault("code", code, "unknown_rule")])
        if data.get("severity") is not None:
            data["severity"] = to_severity(data["severity"])
        current = setting_of(code, self.uow)
        after = attrs.evolve(current, **data)
        if after == current:
            return False
        after = attrs.evolve(after, version=current.version + 1)
        self._put(current, after)
        record_setting(
            current,
            after,
            principal=self.principal,
            uow=self.uow,
            clock=self.clock,
            ids=self.ids,
            request_id=self.run_id,
        )
        return True

    def _put(self, current: RuleSetting, after: RuleSetting) -> None:
        self.uow.rules.put(after)
        try:
            rules_in_force(self.uow)
        except InvalidInput:
            self.uow.rules.put(current)
            raise

    def _organization(self, item: ImportItem) -> bool:
        wanted = dict(item.data)
        if wanted.get("rule_set", "fr") not in RULE_SETS:
            limits = {"allowed": ", ".join(RULE_SETS)}
            raise InvalidInput([Fault("rule_set", wanted["rule_set"], "not_allowed", limits)])
        current = {"rule_set": self.uow.rules.rule_set(), "timezone": self.uow.rules.timezone()}
        after = {**current, **wanted}
        if after == current:
            return False
        self.uow.rules.configure(rule_set=wanted.get("rule_set"), timezone=wanted.get("timezone"))
        self.uow.rules.mark_checked("")  # a change of zone alone must have the plan checked again
        record_action(
            "update",
            "organization",
            "organization",
            dict(current),
            dict(after),
            principal=self.principal,
            uow=self.uow,
            clock=self.clock,
            ids=self.ids,
            request_id=self.run_id,
        )
        return True
