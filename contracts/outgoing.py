"""What the models of answers share: every field is always there."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Outgoing(BaseModel):
    """An answer, or a part of one, read from an entity's attributes."""

    model_config = ConfigDict(from_attributes=True, extra="forbid", frozen=True, populate_by_name=True)


class Listing(Outgoing):
    """One page of a list."""

    next: str | None = Field(description="Cursor of the next page; null: this was the last.")
