"""Empty seats of a job as a caller may see them: who came nearest, and what would fill them, in words."""

from __future__ import annotations

from entrypoints.api.rendering import Record, View
from planning_core.domain.job import Clash, Job, NearMiss
from planning_core.domain.record import to_record
from planning_core.use_cases.seat_sentences import SeatWords, clash_sentence, remedy_sentence


def unfilled_records(job: Job, view: View) -> list[Record]:
    """The records of a job's empty seats."""
    near = {seat.shift_id: seat.nearest for seat in job.unfilled if seat.nearest is not None}
    conflicts = view.by_id({shift_id: one.conflicts for shift_id, one in near.items()})
    known = {one for found in conflicts.values() for conflict in found for one in conflict["shift_ids"]}
    words = SeatWords.of(job.unfilled, known, view.uow)
    return [
        {
            **to_record(seat),
            "nearest": None
            if seat.nearest is None
            else _nearest(seat.nearest, conflicts[seat.shift_id], words, view.language),
            "clash": None if seat.clash is None else _clash(seat.clash, words, view.language),
        }
        for seat in job.unfilled
    ]


def _nearest(near: NearMiss, conflicts: list[Record], words: SeatWords, language: str) -> Record:
    return {
        "collaborator_id": near.collaborator_id,
        "conflicts": conflicts,
        "instead_of_shift_ids": [one for one in near.instead_of if one in words.shifts],
        "remedy": remedy_sentence(near, words, language),
    }


def _clash(clash: Clash, words: SeatWords, language: str) -> Record:
    return {**to_record(clash), "message": clash_sentence(clash, words, language)}
