"""A body as the import file that it is."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from functools import partial
from pathlib import Path

import attrs

from contracts.importing import ImportFileItems, check_header
from contracts.importing_words import FILE_WORDS, SECTIONS, kind_of_file
from entrypoints.api.refusals import NotAFile
from entrypoints.bootstrap import ImportFiles, open_files
from planning_core.domain.importing import RawRow
from planning_core.errors import Fault, InvalidInput

_ENDINGS: Mapping[str, str] = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/calendar": ".ics",
}
_UNFIT = re.compile(r"[^\w .()-]+")
_MOST_NAME = 100


@attrs.frozen(kw_only=True)
class SentFile:
    """A file as it was sent: its content, what the header says it is, and what the caller calls it."""

    content: bytes
    content_type: str | None
    name: str | None
    kind: str | None
    person: str | None = None

    @contextmanager
    def items(self) -> Iterator[ImportFileItems]:
        """The items in it, which can be gone through again and again while this stands.

        Raises NotAFile for a content type that is not read, InvalidInput for what is at fault in the file as
        a whole.
        """
        ending, encoding = self._form()
        kind = self._kind()
        with tempfile.TemporaryDirectory(prefix="planning-import-") as folder:
            path = Path(folder) / (self._stem() + ending)
            path.write_bytes(self.content)
            try:
                opened = open_files(
                    [path],
                    sections=SECTIONS,
                    kind_of_file=kind_of_file,
                    kind=kind,
                    person=self.person,
                    encoding=encoding,
                )
                for header in opened.headers:
                    check_header(header)
                yield ImportFileItems(partial(_rows_as_sent, opened, path.name), opened.kinds)
            except InvalidInput as error:
                raise InvalidInput([_as_sent(fault, path) for fault in error.faults]) from None

    def _form(self) -> tuple[str, str | None]:
        message = Message()
        message["content-type"] = self.content_type or "application/octet-stream"
        ending = _ENDINGS.get(message.get_content_type())
        if ending is None:
            raise NotAFile(self.content_type or "")
        charset = message.get_content_charset()
        return ending, None if charset in (None, "utf-8", "utf8") else charset

    def _kind(self) -> str | None:
        if self.kind is None:
            return None
        found = kind_of_file(self.kind)
        if found is None:
            raise InvalidInput(
                [Fault("query.kind", self.kind, "not_allowed", {"allowed": ", ".join(FILE_WORDS)})]
            )
        return found

    def _stem(self) -> str:
        bare = (self.name or "").replace("\\", "/").rpartition("/")[2].rpartition(".")
        return _UNFIT.sub("_", bare[0] or bare[2]).strip(" .")[:_MOST_NAME] or "import"


def _as_sent(fault: Fault, path: Path) -> Fault:
    """A fault under the name of the file alone, not under the folder that it lay in here."""
    if fault.path == "--encoding":
        return attrs.evolve(fault, path="header.content-type")
    value = path.name if fault.value == str(path) else fault.value
    return attrs.evolve(fault, path=fault.path.replace(str(path), path.name), value=value)


def _rows_as_sent(files: ImportFiles, name: str, kind: str) -> Iterator[RawRow]:
    """The rows of a kind, said to stand in the file of that name."""
    for row in files.rows(kind):
        yield attrs.evolve(row, place=attrs.evolve(row.place, file=name))
