"""The rules in force on the wire."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from contracts.conflicts import ConflictOut
from contracts.fields import Flag, ReadOnly, Whole
from contracts.incoming import Incoming, unwrapped
from contracts.outgoing import Listing, Outgoing
from planning_core.domain.reference import Severity


def _value_of(given: Any) -> Any:
    """A parameter's value, from itself or from the form in which a read shows it."""
    if isinstance(given, dict) and "value" in given and set(given) <= set(ParameterOut.model_fields):
        return given["value"]
    return given


class ParameterOut(Outgoing):
    """A figure that an administrator may set."""

    value: int
    unit: str
    default: int = Field(description="What the organization's rule set says.")
    minimum: int
    maximum: int


class RuleOut(Outgoing):
    """A rule with what holds for this organization."""

    code: str
    severity: Severity
    parameters: dict[str, ParameterOut]
    active: bool
    description: str
    legal_source: str | None
    severity_fixed: bool
    overridable: bool
    version: int = Field(description="0: never set, as the rule set says.")


class RuleIn(Incoming):
    """How a rule shall hold from now on; what is left out or null holds as the rule set says."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"active": True, "parameters": {"rest_minutes": 720}}]}
    )

    active: Flag | None = None
    severity: Severity | None = None
    parameters: (
        Annotated[
            dict[
                Annotated[str, StringConstraints(max_length=100)],
                Annotated[Annotated[Whole, Field(ge=-(2**31), le=2**31)] | None, BeforeValidator(_value_of)],
            ],
            Field(max_length=100),
        ]
        | None
    ) = Field(default={}, description="Values by name, plain or as a read shows them.")
    code: ReadOnly
    description: ReadOnly
    legal_source: ReadOnly
    severity_fixed: ReadOnly
    overridable: ReadOnly
    version: ReadOnly

    @model_validator(mode="before")
    @classmethod
    def unwrap(cls, value: Any) -> Any:
        """Take the rule out of the envelope of a read."""
        return unwrapped(value, "rule")


class RuleAnswer(Outgoing):
    """A rule, and its conflicts: those of the period asked for, or those that setting it brought up."""

    rule: RuleOut
    conflicts: list[ConflictOut]


class RulePage(Listing):
    """Every rule; `conflicts` holds all those of the period asked for, in order of time."""

    items: list[RuleAnswer]
    conflicts: list[ConflictOut]
