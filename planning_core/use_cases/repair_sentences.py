"""Repairs as sentences, in French or English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from planning_core.domain.time import zone
from planning_core.domain.work import Shift
from planning_core.rules.sentences import day, duration
from planning_core.use_cases.repair_ideas import Idea, RepairKind

_TEXTS: Mapping[RepairKind, tuple[str, str]] = {
    RepairKind.SWAP_PERSON: (
        "Put {coming} in the place of {leaving} on the shift of {shift}.",
        "Remplacer {leaving} par {coming} sur le shift du {shift}.",
    ),
    RepairKind.MOVE_SHIFT: (
        "Move the shift of {shift} to {moved}.",
        "Déplacer le shift du {shift} : {moved}.",
    ),
    RepairKind.ADD_BREAK: (
        "Plan a break of {pause} on the shift of {shift}.",
        "Prévoir une pause de {pause} sur le shift du {shift}.",
    ),
    RepairKind.DROP_ASSIGNMENT: (
        "Take {leaving} off the shift of {shift}.",
        "Retirer {leaving} du shift du {shift}.",
    ),
    RepairKind.ASSIGN_PERSON: (
        "Put {coming} on the shift of {shift}.",
        "Affecter {coming} au shift du {shift}.",
    ),
}


def mentioned(idea: Idea) -> set[str]:
    """Ids whose names its sentence wants."""
    return {*idea.leaving, *idea.coming, idea.shift.site_id}


def repair_sentence(idea: Idea, language: str, names: Mapping[str, str], timezone: str) -> str:
    """What a repair does; times on the clocks of that zone, the shift's site's."""
    text = _TEXTS[idea.kind][language == "fr"]
    place = names.get(idea.shift.site_id)
    return text.format(
        coming=_people(idea.coming, names, language),
        leaving=_people(idea.leaving, names, language),
        shift=when_of(idea.shift, language, timezone) + (f" ({place})" if place else ""),
        moved="" if idea.moved is None else when_of(idea.moved, language, timezone),
        pause="" if idea.moved is None else duration(idea.moved.break_minutes),
    )


def _people(ids: Sequence[str], names: Mapping[str, str], language: str) -> str:
    return listed([names.get(one, one) for one in ids], " et " if language == "fr" else " and ")


def listed(words: Sequence[str], last: str) -> str:
    """Words with commas between, and before the last what joins it to the others."""
    return words[0] if len(words) == 1 else last.join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def when_of(shift: Shift, language: str, timezone: str) -> str:
    """The day and the hours of a shift, on the clocks of that zone."""
    start, end = (one.astimezone(zone(timezone)) for one in (shift.starts_at, shift.ends_at))
    return f"{day(start.date().isoformat(), language)}, {_clock([start, end])}"


def _clock(instants: Iterable[datetime]) -> str:
    return "–".join(f"{one:%H:%M}" for one in instants)
