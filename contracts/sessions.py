"""Signing a browser in."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator

from contracts.fields import fault
from contracts.incoming import Incoming

MOST = 500


class SignIn(Incoming):
    """What signs a browser in: a one-time code, or an access token; one of the two."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "pp_NmQ2ZTkyYjAtOTk1Ny00YjQ3LWI0YzMtYzFhZTQ1"}]}
    )

    code: str | None = Field(
        default=None, min_length=1, max_length=MOST, description="The code of a sign-in link, good once."
    )
    token: str | None = Field(default=None, min_length=1, max_length=MOST, description="An access token.")

    @model_validator(mode="after")
    def one_of_two(self) -> SignIn:
        """Refuse neither and both."""
        if (self.code is None) == (self.token is None):
            raise fault("code_or_token")
        return self
