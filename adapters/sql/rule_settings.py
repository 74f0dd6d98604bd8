"""An organization's rule set, zone and rule settings on a SQL database."""

from __future__ import annotations

from typing import Any

from adapters.sql.record_tables import organization, rule_setting
from adapters.sql.session import Asked, Session
from planning_core.domain.history import RuleSetting
from planning_core.domain.reference import Severity
from planning_core.domain.time import zone
from planning_core.ports.history import DEFAULT_RULE_SET, DEFAULT_TIMEZONE

_ROW = ("rule_set", "timezone", "checked_under")


class SqlRuleSettings:
    """One row for the organization, one for each rule that is set.

    Asked for together, once for as long as this lives: to the end of the transaction, or until the plan is
    held, from which on nobody else changes them.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asked: tuple[Asked, Asked] | None = None

    def ask(self) -> None:
        """Have them asked for along with what else is, for somebody who will need them."""
        self._ask()

    def rule_set(self) -> str:
        """The name of the rule set."""
        return str(self._row()["rule_set"])

    def timezone(self) -> str:
        """The organization's zone."""
        return str(self._row()["timezone"])

    def configure(self, *, rule_set: str | None = None, timezone: str | None = None) -> None:
        """Set the rule set or the zone (None: as it is)."""
        if timezone is not None:
            zone(timezone)
        given = {"rule_set": rule_set, "timezone": timezone}
        self._put({name: value for name, value in given.items() if value is not None})

    def settings(self) -> list[RuleSetting]:
        """Every stored setting, by code."""
        rows = sorted(self._ask()[1](), key=lambda row: row.id)
        return [
            RuleSetting(
                id=row.id,
                active=row.active,
                severity=None if row.severity is None else Severity(row.severity),
                parameters=row.parameters,
                version=row.version,
            )
            for row in rows
        ]

    def put(self, setting: RuleSetting) -> None:
        """Keep a setting in the place of the earlier one of that rule."""
        row = {
            "id": setting.id,
            "active": setting.active,
            "severity": None if setting.severity is None else setting.severity.value,
            "parameters": dict(setting.parameters),
            "version": setting.version,
        }
        self._session.put(rule_setting, row)
        self._asked = None

    def checked_under(self) -> str | None:
        """The digest of the rules that the stored conflicts were found with."""
        digest: str | None = self._row()["checked_under"]
        return digest

    def mark_checked(self, digest: str) -> None:
        """Note under which rules the stored conflicts were found."""
        self._put({"checked_under": digest})

    def _row(self) -> dict[str, Any]:
        rows = self._ask()[0]()
        if rows:
            return dict(zip(_ROW, rows[0], strict=True))
        return {"rule_set": DEFAULT_RULE_SET, "timezone": DEFAULT_TIMEZONE, "checked_under": None}

    def _ask(self) -> tuple[Asked, Asked]:
        if self._asked is None:
            self._asked = (
                self._session.ask_own(organization, *(organization.c[name] for name in _ROW)),
                self._session.ask_own(rule_setting),
            )
        return self._asked

    def _put(self, changed: dict[str, Any]) -> None:
        self._session.hold("organization")
        self._asked = None  # by now another may have changed the row
        self._session.put(organization, {**self._row(), **changed})
        self._asked = None
