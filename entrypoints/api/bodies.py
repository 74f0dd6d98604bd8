"""Reading a request's body: bounded, JSON, and nothing in it that storage could not keep."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from email.message import Message
from typing import Any

from starlette.requests import ClientDisconnect, Request

from entrypoints.api.faults import shown
from entrypoints.api.refusals import BodyTooLarge, BodyTooSlow, EncodedBody, NotJson
from planning_core.errors import Fault, InvalidInput

MAX_INT = 2**63
LEAST_BYTES_A_SECOND = 5_000
_SUSPICIOUS = re.compile(rb"\\u0000|\\u[dD][89a-fA-F]|[0-9]{18}|NaN|Infinity|[eE]\+?[0-9]{3}")


class ReadRequest(Request):
    """A request whose body was read and parsed already."""

    def __init__(self, request: Request, body: bytes, parsed: Any) -> None:
        super().__init__(request.scope, request.receive)
        self._read, self._parsed = body, parsed

    async def body(self) -> bytes:
        """The body as it came."""
        return self._read

    async def json(self) -> Any:
        """The body's JSON value."""
        return self._parsed


async def read_body(request: Request, limit: int, patience: float) -> bytes:
    """The whole body; more than `limit` bytes raise BodyTooLarge, whatever Content-Length says.

    It may take `patience` seconds, and a second more for each 5,000 bytes that have come; then BodyTooSlow is
    raised. Raises EncodedBody for one that would have to be decoded.
    """
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity"):
        raise EncodedBody(shown(encoding))
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise BodyTooLarge(limit)
    body = bytearray()
    until = asyncio.get_running_loop().time() + patience
    try:
        async with asyncio.timeout_at(until) as deadline:
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise BodyTooLarge(limit)
                deadline.reschedule(until + len(body) / LEAST_BYTES_A_SECOND)
    except TimeoutError:
        raise BodyTooSlow from None
    except ClientDisconnect:
        raise InvalidInput([Fault("body", None, "broken_json", {"error": "disconnected"})]) from None
    return bytes(body)


def parse_body(body: bytes, content_type: str | None) -> Any:
    """The JSON value of a body, None for an empty one.

    Raises NotJson for another content type, InvalidInput for what is no JSON or cannot be kept.
    """
    if not body:
        return None
    if not _says_json(content_type):
        raise NotJson(content_type or "")
    try:
        parsed = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise _broken("UTF-8") from None
    except RecursionError:
        raise InvalidInput([Fault("body", None, "too_deep")]) from None
    except json.JSONDecodeError as error:
        raise _broken(f"{error.msg} (line {error.lineno}, column {error.colno})") from None
    except ValueError:
        raise InvalidInput([Fault("body", None, "number_too_large")]) from None
    if _SUSPICIOUS.search(body) or b"\x00" in body:
        faults = list(_unkept(parsed, "", 0))
        if faults:
            raise InvalidInput(faults[:200])
    return parsed


def _says_json(content_type: str | None) -> bool:
    message = Message()
    message["content-type"] = content_type or "application/octet-stream"
    subtype = message.get_content_subtype()
    return message.get_content_maintype() == "application" and (
        subtype == "json" or subtype.endswith("+json")
    )


def _broken(error: str) -> InvalidInput:
    return InvalidInput([Fault("body", None, "broken_json", {"error": error})])


def _unkept(value: Any, path: str, depth: int) -> Iterator[Fault]:
    """Texts with NUL or half a surrogate pair, numbers beyond 64 bits, values that JSON does not know."""
    place = path or "body"
    if depth > 100:
        yield Fault(place, None, "too_deep")
    elif isinstance(value, str):
        if _unclean(value):
            yield Fault(place, shown(value.replace("\x00", "\\0")), "control_character")
    elif _too_large(value):
        yield Fault(place, shown(value), "number_too_large")
    elif isinstance(value, dict):
        for key, item in value.items():
            if _unclean(key):
                yield Fault(place, shown(key.replace("\x00", "\\0")), "control_character")
            else:
                yield from _unkept(item, f"{path}.{key}" if path else key, depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unkept(item, f"{path}.{index}" if path else str(index), depth + 1)


def _too_large(value: Any) -> bool:
    if isinstance(value, int):
        return not -MAX_INT <= value < MAX_INT
    return isinstance(value, float) and not -1e300 < value < 1e300


def _unclean(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text)
