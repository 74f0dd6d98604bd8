"""What would fill an empty seat, as a sentence in French or English."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from planning_core.domain.job import Clash, NearMiss, UnfilledSeat
from planning_core.domain.reference import Site
from planning_core.domain.work import Shift
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.repair_sentences import listed, when_of

_START = ("To have {person}: {what}.", "Pour avoir {person} : {what}.")
_RELEASE = (
    "give somebody else the shift of {shifts}",
    "confier à quelqu'un d'autre le shift du {shifts}",
)
_RELEASE_UNKNOWN = ("give somebody else other work of theirs", "confier à quelqu'un d'autre un autre travail")
_EXCEPTION = ("let the rule be broken this once, with a reason", "admettre une dérogation motivée")
_MOVE = ("move the shift to another time", "déplacer le shift")
_NAMED = 5
_MORE = ("{n} more", "{n} autres")
_NOBODY = (
    "Nobody can take it, whoever takes the other open seats.",
    "Personne ne peut le prendre, qui que soit aux autres places libres.",
)
_FEW = (
    "It cannot be filled, whoever takes the other open seats: {n} can take it at most.",
    "Il ne peut pas être pourvu, qui que soit aux autres places libres : {n} au plus peuvent le prendre.",
)
_CLASH = (
    "These {n} shifts cannot all be filled, whoever is put where: {shifts}. "
    "Nobody but {people} can take any of them.",
    "Ces {n} shifts ne peuvent pas tous être pourvus, quoi qu'on fasse : {shifts}. "
    "Personne d'autre que {people} ne peut en prendre un.",
)
_BY_RULE: Mapping[str, tuple[str, str]] = {
    "absence": ("move the absence", "déplacer l'absence"),
    "double_booking": _MOVE,
    "hard_capacity": ("raise the capacity of the shift", "augmenter la capacité du shift"),
    "inactive_person": ("make them active again", "réactiver la personne"),
    "missing_skill": ("a valid skill", "une compétence valide"),
    "outside_availability": ("more availability", "une disponibilité plus large"),
    "role_mismatch": ("give them the role", "lui donner le rôle"),
    "shift_length": ("shorten the shift", "raccourcir le shift"),
    "site_blackout": _MOVE,
    "site_mismatch": ("let them work at the site", "l'autoriser sur le site"),
}
"""By the code of a rule; for all others an exception."""


@attrs.frozen(kw_only=True)
class SeatWords:
    """What sentences about empty seats name: people, and those shifts that the reader may know."""

    names: Mapping[str, str]
    shifts: Mapping[str, Shift]
    zones: Mapping[str, str]

    @classmethod
    def of(cls, unfilled: Sequence[UnfilledSeat], known: Collection[str], uow: UnitOfWork) -> SeatWords:
        """Looked up for all of these at once; of the shifts outside their scope only those `known`."""
        found = [seat.nearest for seat in unfilled if seat.nearest is not None]
        clashes = [seat.clash for seat in unfilled if seat.clash is not None]
        ids = {one for miss in found for one in miss.instead_of if one in known}
        ids |= {one for clash in clashes for one in clash.shift_ids}
        people = {one for clash in clashes for one in clash.collaborator_ids[:_NAMED]}
        stored = uow.plan.get_many("shift", ids).values()
        shifts = {one.id: one for one in stored if isinstance(one, Shift)}
        sites = uow.plan.get_many("site", {one.site_id for one in shifts.values()}).values()
        return cls(
            names=uow.plan.names(people | {miss.collaborator_id for miss in found}),
            shifts=shifts,
            zones={one.id: one.timezone for one in sites if isinstance(one, Site)},
        )


def remedy_sentence(near: NearMiss, words: SeatWords, language: str) -> str:
    """What would let the nearest person take the seat; times on the clocks of the shifts' sites."""
    french = language == "fr"
    if near.instead_of:
        what = [_released(near, words, language)]
    else:
        rules = dict.fromkeys(conflict.rule for conflict in near.conflicts)
        what = list(dict.fromkeys(_BY_RULE.get(rule, _EXCEPTION)[french] for rule in rules))
    person = words.names.get(near.collaborator_id, near.collaborator_id)
    return _START[french].format(person=person, what=listed(what, " et " if french else " and "))


def _released(near: NearMiss, words: SeatWords, language: str) -> str:
    french = language == "fr"
    shifts = [words.shifts[one] for one in near.instead_of if one in words.shifts]
    if len(shifts) < len(near.instead_of):
        return _RELEASE_UNKNOWN[french]
    return _RELEASE[french].format(
        shifts=_times(shifts, words, language, " et du " if french else " and of ")
    )


def clash_sentence(clash: Clash, words: SeatWords, language: str) -> str:
    """Why a seat cannot be filled by any choice."""
    french = language == "fr"
    if len(clash.shift_ids) == 1:
        return (_FEW if clash.collaborator_ids else _NOBODY)[french].format(n=len(clash.collaborator_ids))
    shifts = [words.shifts[one] for one in clash.shift_ids if one in words.shifts]
    names = [words.names.get(one, one) for one in clash.collaborator_ids[:_NAMED]]
    if len(clash.collaborator_ids) > _NAMED:
        names.append(_MORE[french].format(n=len(clash.collaborator_ids) - _NAMED))
    return _CLASH[french].format(
        n=len(clash.shift_ids),
        shifts=_times(shifts, words, language, " ; " if french else "; ", " ; " if french else "; "),
        people=listed(names, " et " if french else " and "),
    )


def _times(shifts: Iterable[Shift], words: SeatWords, language: str, last: str, comma: str = ", ") -> str:
    """When shifts are, in order, on the clocks of their sites."""
    ordered = sorted(shifts, key=lambda one: (one.starts_at, one.id))
    times = [when_of(one, language, words.zones.get(one.site_id, "UTC")) for one in ordered]
    return comma.join(times) if comma == last else listed(times, last)
