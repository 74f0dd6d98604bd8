"""Readers of import files, and the writer of the rows that were refused."""

from adapters.files.import_files import ImportFiles, open_files
from adapters.files.rejects import Rejects

__all__ = ["ImportFiles", "Rejects", "open_files"]
