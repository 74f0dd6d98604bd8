"""A receiver of audit entries by HTTP, as a process of its own that can be killed and started again.

`python receiver.py PORT FOLDER SECRET`: what comes with a sound signature goes to FOLDER/got.jsonl and is
answered 200 once it is on the disk; numbers in FOLDER/refused are answered 400.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import attrs

from tests.servers.own_process import OwnProcess


class _Receiver(BaseHTTPRequestHandler):
    folder: Path
    secret: bytes

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self._status(body))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _status(self, body: bytes) -> int:
        signed = self.headers["Planning-Timestamp"].encode() + b"." + body
        expected = "v1=" + hmac.new(self.secret, signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, self.headers["Planning-Signature"]):
            return 401
        entries = json.loads(body)["entries"]
        refused = self.folder / "refused"
        if refused.exists() and {e["number"] for e in entries} & set(json.loads(refused.read_text())):
            return 400
        with (self.folder / "got.jsonl").open("a") as file:
            for entry in entries:
                file.write(json.dumps(entry) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return 200

    def log_message(self, format: str, *args: object) -> None:
        pass


@attrs.define
class Receiver(OwnProcess):
    """The process, seen from a test."""

    folder: Path
    secret: str

    @property
    def url(self) -> str:
        """Where it listens, or will."""
        return f"http://127.0.0.1:{self.port}/entries?for=audit"

    @property
    def numbers(self) -> list[int]:
        """The numbers of the entries that it kept, in the order in which they came."""
        return [entry["number"] for entry in self.entries]

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The entries that it kept, in the order in which they came."""
        got = self.folder / "got.jsonl"
        return [json.loads(line) for line in got.read_text().splitlines()] if got.exists() else []

    def refuse(self, *numbers: int) -> None:
        """Answer 400 to these from now on."""
        (self.folder / "refused").write_text(json.dumps(numbers))

    def command(self) -> Sequence[str]:
        """How it is started."""
        return [sys.executable, __file__, str(self.port), str(self.folder), self.secret]


if __name__ == "__main__":
    _Receiver.folder, _Receiver.secret = Path(sys.argv[2]), sys.argv[3].encode()
    HTTPServer(("127.0.0.1", int(sys.argv[1])), _Receiver).serve_forever()
