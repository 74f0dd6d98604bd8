"""Readers of import files, the writer of the rows that were refused, and of workbooks."""

from adapters.files.import_files import ImportFiles, open_files
from adapters.files.rejects import Rejects
from adapters.files.xlsx_writer import xlsx_pieces

__all__ = ["ImportFiles", "Rejects", "open_files", "xlsx_pieces"]
