"""Settings of the product, read from the environment."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_database_url() -> str:
    """A SQLite file in the user's data folder (XDG)."""
    home = os.environ.get("XDG_DATA_HOME")
    folder = Path(home) if home else Path.home() / ".local" / "share"
    return f"sqlite:///{folder / 'planning-pro' / 'planning.db'}"


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+]+:")
"""One letter before a colon is a drive of Windows."""


class Settings(BaseSettings):
    """What an operator may set, each as `PLANNING_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="PLANNING_", extra="ignore", frozen=True)

    database_url: str = Field(default_factory=default_database_url)
    organization: str = Field(default="default", min_length=1, max_length=100)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "json", "pretty"] = Field(
        default="auto", description="auto: pretty on a terminal, JSON elsewhere."
    )
    max_body_bytes: int = Field(default=10_000_000, ge=1_000)
    job_threads: int = Field(default=2, ge=1, le=64, description="Worker threads of the embedded queue.")
    job_sweep_seconds: float = Field(
        default=5.0, gt=0, description="How often lost jobs are looked for and sent again."
    )

    @field_validator("database_url")
    @classmethod
    def _file_or_address(cls, text: str) -> str:
        """The name of a file stands for the SQLite database in it."""
        return text if not text or _SCHEME.match(text) else f"sqlite:///{text}"
