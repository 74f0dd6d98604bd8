"""A small company built through the API itself, as a caller would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

PREFIX = "/api/v1/planning"
Record = dict[str, Any]
NO_ID = "019a8e5c-0000-7000-8000-00000000dead"


class Caller:
    """Somebody with a token who calls the API."""

    def __init__(self, client: TestClient, secret: str | None, **headers: str) -> None:
        self._client, self.secret = client, secret
        self._headers: dict[str, str] = dict(headers)
        if secret is not None:
            self._headers["Authorization"] = f"Bearer {secret}"

    def speaking(self, language: str) -> Caller:
        """The same caller, who reads that language."""
        caller = Caller(self._client, None, **self._headers)
        caller._headers["Accept-Language"] = language
        return caller

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        params: Any = None,
        content: bytes | None = None,
    ) -> Response:
        """One request under the prefix."""
        return self._client.request(
            method,
            PREFIX + path,
            json=body,
            content=content,
            params=params,
            headers={**self._headers, **(headers or {})},
        )

    def get(self, path: str, **params: Any) -> Response:
        """A GET with query parameters; `from_` stands for `from`."""
        return self.call("GET", path, params={k.rstrip("_"): v for k, v in params.items()})

    def post(self, path: str, body: Any = None, key: str | None = None) -> Response:
        """A POST, under an Idempotency-Key where one is given."""
        return self.call("POST", path, body, headers={} if key is None else {"Idempotency-Key": key})

    def put(self, path: str, body: Any, version: int | None = None) -> Response:
        """A PUT, of a version where one is given."""
        return self.call("PUT", path, body, headers={} if version is None else {"If-Match": f'"{version}"'})

    def delete(self, path: str, version: int | None = None) -> Response:
        """A DELETE, of a version where one is given."""
        return self.call("DELETE", path, headers={} if version is None else {"If-Match": f'"{version}"'})

    def make(self, path: str, body: Record) -> Record:
        """Create something; its record."""
        response = self.post(path, body)
        assert response.status_code == 201, response.text
        answer = response.json()
        return next(v for k, v in answer.items() if k != "conflicts")


class World:
    """One site in Paris, one mission over March 2026, two roles, a skill, two people who hold one role."""

    def __init__(self, admin: Caller) -> None:
        self.admin = admin
        self.skill = admin.make("/skills", {"name": "Rigging"})["id"]
        self.role = admin.make("/roles", {"name": "Stagehand"})["id"]
        self.other_role = admin.make("/roles", {"name": "Rigger", "required_skill_ids": [self.skill]})["id"]
        self.site = admin.make("/sites", {"name": "Hall", "timezone": "Europe/Paris"})["id"]
        self.other_site = admin.make("/sites", {"name": "Park", "timezone": "Europe/Paris"})["id"]
        self.team = admin.make("/teams", {"name": "Crew", "colour": "#112233"})["id"]
        self.mission = admin.make("/missions", self.mission_body())["id"]
        self.anna = admin.make("/collaborators", {"name": "Anna", "role_ids": [self.role]})["id"]
        self.ben = admin.make("/collaborators", {"name": "Ben", "role_ids": [self.role]})["id"]

    def mission_body(self, **fields: Any) -> Record:
        """A mission at the site, for both roles."""
        return {
            "name": "Fair",
            "starts_at": "2026-03-01T00:00:00+01:00",
            "ends_at": "2026-05-01T00:00:00+02:00",
            "site_ids": [self.site],
            "role_ids": [self.role, self.other_role],
            **fields,
        }

    def shift_body(self, day: int = 2, start: str = "09:00", end: str = "17:00", **fields: Any) -> Record:
        """A shift on a day of March 2026 with a break that no rule minds."""
        return {
            "mission_id": self.mission,
            "site_id": self.site,
            "role_id": self.role,
            "starts_at": f"2026-03-{day:02d}T{start}:00+01:00",
            "ends_at": f"2026-03-{day:02d}T{end}:00+01:00",
            "break_minutes": 30,
            **fields,
        }

    def template_body(self, **fields: Any) -> Record:
        """A template of weekday mornings."""
        return {
            "name": "Morning",
            "mission_id": self.mission,
            "site_id": self.site,
            "role_id": self.role,
            "start_time": "09:00",
            "duration_minutes": 300,
            "weekdays": [1, 2, 3, 4, 5],
            **fields,
        }

    def assignment_body(self, shift_id: str, collaborator_id: str | None = None, **fields: Any) -> Record:
        """An assignment of Anna, or of somebody else, to a shift."""
        return {
            "shift_id": shift_id,
            "collaborator_id": collaborator_id or self.anna,
            "role_id": self.role,
            **fields,
        }

    def leave_body(self, day: int = 2, **fields: Any) -> Record:
        """A day of leave of Anna's."""
        return {
            "collaborator_id": self.anna,
            "kind": "leave",
            "starts_at": f"2026-03-{day:02d}T00:00:00+01:00",
            "ends_at": f"2026-03-{day + 1:02d}T00:00:00+01:00",
            "reason": "Dentist",
            **fields,
        }

    def shift(self, day: int = 2, start: str = "09:00", end: str = "17:00", **fields: Any) -> Record:
        """A stored shift."""
        return self.admin.make("/shifts", self.shift_body(day, start, end, **fields))

    def assignment(self, shift_id: str, collaborator_id: str | None = None, **fields: Any) -> Record:
        """A stored assignment."""
        return self.admin.make("/assignments", self.assignment_body(shift_id, collaborator_id, **fields))

    def publish(self) -> Record:
        """March 2026, published."""
        response = self.admin.post("/publish", MARCH)
        assert response.status_code == 201, response.text
        answer: Record = response.json()
        return answer

    def count(self, path: str) -> int:
        """How many of something there are."""
        return len(self.admin.get(path, limit=500).json()["items"])


MARCH = {"from": "2026-03-01T00:00:00+01:00", "to": "2026-04-01T00:00:00+02:00"}


def rules_of(answer: Record, key: str = "conflicts") -> list[str]:
    """The codes of an answer's conflicts, in order."""
    return [conflict["rule"] for conflict in answer[key]]


def kind_of(response: Response) -> str:
    """The kind of problem that a response carries."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem = response.json()
    assert problem["status"] == response.status_code
    return str(problem["type"]).removeprefix("urn:planning-pro:problem:")


def faults_of(response: Response) -> dict[str, str]:
    """Path and code of each fault of a 422."""
    assert (response.status_code, kind_of(response)) == (422, "invalid"), response.text
    return {fault["path"]: fault["code"] for fault in response.json()["errors"]}
