"""Empty seats of an auto-assign job on the command line: what keeps people off, who came nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from entrypoints.cli.conflicts import conflict_records
from entrypoints.cli.local_times import LocalTimes
from entrypoints.cli.session import Session, show
from planning_core.domain.job import Job, UnfilledSeat
from planning_core.domain.record import to_record
from planning_core.domain.work import Shift
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.sentences import sentence
from planning_core.use_cases.import_report import ids_named
from planning_core.use_cases.seat_sentences import SeatWords, clash_sentence, remedy_sentence

_SHOWN = 30
_RULES = 4
"""How many rules of an empty seat are named; `--json` has them all."""


def show_unfilled(job: Job, session: Session, uow: UnitOfWork, not_tried: str) -> None:
    """Show the first empty seats; `not_tried` says why nobody looked for reasons where there are none."""
    seats = job.unfilled[:_SHOWN]
    shifts = {
        one.id: one
        for one in uow.plan.get_many("shift", [seat.shift_id for seat in seats]).values()
        if isinstance(one, Shift)
    }
    labels = _labels(seats, shifts, uow)
    times = LocalTimes.of(shifts, uow)
    begins = {one.id: times.told(one.starts_at, (one.id,)) for one in shifts.values()}
    rows = []
    for seat in seats:
        when = begins.get(seat.shift_id, "")
        missing = session.say("unfilled", n=seat.missing)
        rows.append((labels[seat.shift_id], when, missing, _rules(seat, session) or not_tried))
    if rows:
        session.table(("shift", "from", "seats", "excluded by"), rows)
    names = {one: _told_apart(label, shifts.get(one), begins.get(one)) for one, label in labels.items()}
    _show_nearest(seats, names, session, uow)
    if len(job.unfilled) > len(seats):
        session.tell("more_conflicts", n=len(job.unfilled) - len(seats))


def _labels(seats: Sequence[UnfilledSeat], shifts: Mapping[str, Shift], uow: UnitOfWork) -> dict[str, str]:
    """What each shift is called: by its reference, else by its role and mission, else by its id."""
    names: dict[str, str] = {}
    for kind in ("role", "mission"):
        ids = {getattr(shift, f"{kind}_id") for shift in shifts.values()}
        names |= {key: str(getattr(one, "name", key)) for key, one in uow.plan.get_many(kind, ids).items()}
    labels = {}
    for seat in seats:
        shift = shifts.get(seat.shift_id)
        reference = getattr(shift, "external_ref", None)
        named = () if shift is None else (names.get(shift.role_id), names.get(shift.mission_id))
        labels[seat.shift_id] = reference or ", ".join(filter(None, named)) or seat.shift_id
    return labels


def _told_apart(label: str, shift: Shift | None, begins: str | None) -> str:
    """A shift's label; one that others may share with when the shift begins."""
    if shift is None or label == shift.external_ref:
        return label
    return f"{label}, {begins}"


def _rules(seat: UnfilledSeat, session: Session) -> str:
    """The rules that keep most people off, and how many others do."""
    said = [f"{one.get('rule')} ({one.get('count')})" for one in seat.reasons[:_RULES]]
    rest = len(seat.reasons) - len(said)
    return ", ".join([*said, session.say("more_rules", n=rest)] if rest > 0 else said)


def _show_nearest(
    seats: Sequence[UnfilledSeat], shift_names: dict[str, str], session: Session, uow: UnitOfWork
) -> None:
    """What each seat's nearest person would break, and what would let them take it."""
    near = {seat.shift_id: seat.nearest for seat in seats if seat.nearest is not None}
    names = uow.plan.names(ids_named(conflict for one in near.values() for conflict in one.conflicts))
    words = _words(seats, uow)
    for seat in seats:
        said = []
        if seat.nearest is not None:
            said += [sentence(conflict, session.language, names) for conflict in seat.nearest.conflicts]
            said.append(remedy_sentence(seat.nearest, words, session.language))
        if seat.clash is not None:
            said.append(clash_sentence(seat.clash, words, session.language))
        if said:
            show(f"{shift_names[seat.shift_id]}: {' '.join(said)}")


def _words(seats: Sequence[UnfilledSeat], uow: UnitOfWork) -> SeatWords:
    known = {one for seat in seats if seat.nearest is not None for one in seat.nearest.instead_of}
    return SeatWords.of(seats, known, uow)


def unfilled_records(job: Job, session: Session, uow: UnitOfWork) -> list[dict[str, Any]]:
    """Empty seats as the HTTP API answers them."""
    words = _words(job.unfilled, uow)
    records = []
    for seat in job.unfilled:
        record = to_record(seat)
        near = seat.nearest
        if near is not None:
            record["nearest"] = {
                "collaborator_id": near.collaborator_id,
                "conflicts": conflict_records(near.conflicts, session, uow),
                "instead_of_shift_ids": list(near.instead_of),
                "remedy": remedy_sentence(near, words, session.language),
            }
        if seat.clash is not None:
            record["clash"]["message"] = clash_sentence(seat.clash, words, session.language)
        records.append(record)
    return records
