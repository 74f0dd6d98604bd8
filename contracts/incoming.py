"""What the models of incoming bodies share, and how they become entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

import attrs
from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import PydanticOmit

from contracts.fields import fault
from planning_core.domain.kinds import KINDS, Entity
from planning_core.errors import InvalidInput

T = TypeVar("T")
MOST_FIELDS = 100
"""Of one object; the largest has some twenty."""
MOST_FAULTS = 200
"""Of one body; a caller is told as many."""


class Incoming(BaseModel):
    """A body, or a part of one: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @model_validator(mode="wrap")
    @classmethod
    def bounded(cls, value: Any, known: ModelWrapValidatorHandler[Self]) -> Self:
        """Refuse an object with far more fields than there are at once, not field by field; once a body has
        more faults than anybody is told, look at no more of its objects."""
        if isinstance(value, dict) and len(value) > MOST_FIELDS:
            raise fault("too_many", limit=MOST_FIELDS)
        tally = _tally.get()
        if tally is None:
            return _whole_body(value, known)
        if tally.full:
            raise PydanticOmit
        before = tally.faults
        try:
            return known(value)
        except ValidationError as error:
            tally.faults = before + error.error_count()
            raise


@attrs.define
class _Tally:
    """How many faults were found in the body that is read; once that is enough, objects are left out."""

    faults: int = 0
    bounded: bool = True

    @property
    def full(self) -> bool:
        return self.bounded and self.faults >= MOST_FAULTS


_tally: ContextVar[_Tally | None] = ContextVar("tally", default=None)


def _whole_body(value: Any, known: Callable[[Any], T]) -> T:
    """Read a body, of which nothing is left out unless it is refused."""
    tally = _Tally()
    token = _tally.set(tally)
    try:
        found = known(value)
        if tally.full:
            tally.bounded = False
            found = known(value)
        return found
    finally:
        _tally.reset(token)


def unwrapped(value: Any, key: str) -> Any:
    """What stands under `key` where a body is the envelope of a read; else the body itself."""
    if not isinstance(value, dict) or not set(value) <= {key, "conflicts"}:
        return value
    return value[key] if isinstance(value.get(key), dict) else value


class Valued(Incoming):
    """A part of a body that becomes a domain value of the class `makes`."""

    makes: ClassVar[type[Any]]


class EntityIn(Incoming):
    """The body that creates or replaces an entity of a kind.

    Besides the fields themselves it may be the whole envelope that a read returned
    (`{"shift": {...}, "conflicts": [...]}`). Read-only fields are accepted and ignored. `null` clears a
    field, a field left out takes its default.
    """

    entity: ClassVar[str]
    read_only: ClassVar[frozenset[str]] = frozenset({"id", "version"})

    @model_validator(mode="before")
    @classmethod
    def unwrap(cls, value: Any) -> Any:
        """Take the entity out of the envelope of a read."""
        return unwrapped(value, cls.entity)


def to_entity(model: EntityIn, entity_id: str, version: int = 1) -> Entity:
    """The entity that a body describes, under that id.

    Raises InvalidInput, with the field's path, for what no such entity takes.
    """
    values = _values(model, KINDS[model.entity], model.read_only)
    return KINDS[model.entity](id=entity_id, version=version, **values)


def _values(model: BaseModel, target: type[Any], left_out: frozenset[str]) -> dict[str, Any]:
    """Constructor arguments; None stands for the default wherever the default is not None."""
    defaults = {f.name: f.default for f in attrs.fields(target)}
    values: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in left_out or (value is None and defaults[name] is not None):
            continue
        values[name] = _domain_value(name, value)
    return values


def _domain_value(path: str, value: Any) -> Any:
    if isinstance(value, Valued):
        return to_value(value, path)
    if isinstance(value, list):
        return tuple(_domain_value(f"{path}.{index}", item) for index, item in enumerate(value))
    return dict(value) if isinstance(value, Mapping) else value


def to_value(model: Valued, path: str) -> Any:
    """The domain value that a part of a body describes; faults are named from `path` on."""
    left_out: frozenset[str] = getattr(model, "read_only", frozenset())
    try:
        return model.makes(**_values(model, model.makes, left_out))
    except InvalidInput as error:
        faults = [f if f.path.startswith(f"{path}.") else f.under(path) for f in error.faults]
        raise InvalidInput(faults) from None
