"""The account of an import as the API gives it."""

from __future__ import annotations

import attrs

from entrypoints.api.faults import shown
from entrypoints.api.rendering import Record, View
from entrypoints.api.wording import detail_of, reason_of
from planning_core.domain.conflict import Conflict
from planning_core.errors import Fault
from planning_core.rules.sentences import sentence
from planning_core.use_cases.import_report import Cause, ImportFault, ImportReport


def report_record(report: ImportReport, view: View, *, dry_run: bool) -> Record:
    """The record of a report, its faults in the order of the file's lines."""
    faults = sorted(report.faults, key=lambda fault: fault.place.line)
    return {
        "written": not (report.refused or dry_run),
        "dry_run": dry_run,
        "refused": report.refused,
        "counts": {kind: attrs.asdict(count) for kind, count in report.counts.items()},
        "fault_count": report.fault_count,
        "faults": [_fault_record(fault, report, view.language) for fault in faults],
        "blocking_count": report.blocking_count,
        "conflict_counts": [
            {"rule": rule, "type": of_type, "count": count}
            for (rule, of_type), count in sorted(report.conflict_counts.items())
        ],
        "conflicts": view.conflicts(report.conflicts),
    }


def _fault_record(fault: ImportFault, report: ImportReport, language: str) -> Record:
    return {
        "file": fault.place.file,
        "line": fault.place.line,
        "path": fault.place.path,
        "kind": fault.kind,
        "column": fault.column,
        "cell": fault.place.cell(fault.column),
        "value": shown(fault.value),
        "reason": _reason(fault.cause, report, language),
        "code": _code(fault.cause),
    }


def _reason(cause: Cause, report: ImportReport, language: str) -> str:
    if isinstance(cause, Conflict):
        return sentence(cause, language, report.names)
    return reason_of(cause, language) if isinstance(cause, Fault) else detail_of(cause, language)


def _code(cause: Cause) -> str:
    """The stable word for a fault: the reason, the rule, or the kind of error."""
    if isinstance(cause, Conflict):
        return cause.rule
    return cause.reason if isinstance(cause, Fault) else type(cause).__name__
