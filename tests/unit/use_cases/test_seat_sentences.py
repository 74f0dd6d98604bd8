"""What would fill an empty seat, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from planning_core.domain.conflict import Conflict
from planning_core.domain.job import Clash, NearMiss
from planning_core.domain.reference import Severity
from planning_core.domain.work import Shift
from planning_core.use_cases.seat_sentences import SeatWords, clash_sentence, remedy_sentence

MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)


def conflict(rule: str) -> Conflict:
    """A conflict of a rule; nothing else of it matters here."""
    return Conflict(
        type=Severity.HARD,
        rule=rule,
        owner="ann",
        details={},
        shift_ids=("s1",),
        assignment_ids=(),
        collaborator_ids=("ann",),
        starts_at=MORNING,
        ends_at=MORNING,
        subject=(),
        excess=1,
    )


def shift(number: int) -> Shift:
    """A shift of an hour at a site in Paris."""
    return Shift(
        id=f"s{number}",
        mission_id="fair",
        site_id="hall",
        role_id="steward",
        starts_at=MORNING.replace(hour=7 + number),
        ends_at=MORNING.replace(hour=8 + number),
    )


def words(*known: Shift) -> SeatWords:
    """The words of a reader who may know these shifts."""
    return SeatWords(
        names={"ann": "Ann"}, shifts={one.id: one for one in known}, zones={"hall": "Europe/Paris"}
    )


@pytest.mark.parametrize(
    ("rules", "language", "said"),
    [
        (("absence",), "en", "To have Ann: move the absence."),
        (("role_mismatch", "absence"), "fr", "Pour avoir Ann : lui donner le rôle et déplacer l'absence."),
        (
            ("daily_hours", "weekly_hours"),
            "en",
            "To have Ann: let the rule be broken this once, with a reason.",
        ),
        (("a_rule_of_others",), "fr", "Pour avoir Ann : admettre une dérogation motivée."),
    ],
)
def test_each_rule_has_its_remedy_told_once(rules: tuple[str, ...], language: str, said: str) -> None:
    near = NearMiss(collaborator_id="ann", conflicts=tuple(conflict(rule) for rule in rules))

    assert remedy_sentence(near, words(), language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "To have Ann: give somebody else the shift of Monday 2 March 2026, 09:00–10:00 and of "
            "Monday 2 March 2026, 10:00–11:00.",
        ),
        (
            "fr",
            "Pour avoir Ann : confier à quelqu'un d'autre le shift du lundi 2 mars 2026, 09:00–10:00 et du "
            "lundi 2 mars 2026, 10:00–11:00.",
        ),
    ],
)
def test_work_to_be_given_up_is_named_by_its_time_in_order(language: str, said: str) -> None:
    near = NearMiss(collaborator_id="ann", conflicts=(conflict("daily_hours"),), instead_of=("s2", "s1"))

    assert remedy_sentence(near, words(shift(1), shift(2)), language) == said


def test_work_that_the_reader_may_not_know_is_not_named() -> None:
    near = NearMiss(collaborator_id="ann", conflicts=(conflict("daily_hours"),), instead_of=("s1", "s2"))

    assert (
        remedy_sentence(near, words(shift(1)), "en")
        == "To have Ann: give somebody else other work of theirs."
    )


@pytest.mark.parametrize(
    ("shifts", "people", "language", "said"),
    [
        (1, 0, "en", "Nobody can take it, whoever takes the other open seats."),
        (
            1,
            2,
            "fr",
            "Il ne peut pas être pourvu, qui que soit aux autres places libres : "
            "2 au plus peuvent le prendre.",
        ),
        (
            2,
            1,
            "en",
            "These 2 shifts cannot all be filled, whoever is put where: Monday 2 March 2026, 09:00–10:00; "
            "Monday 2 March 2026, 10:00–11:00. Nobody but Ann can take any of them.",
        ),
        (
            2,
            7,
            "fr",
            "Ces 2 shifts ne peuvent pas tous être pourvus, quoi qu'on fasse : lundi 2 mars 2026, "
            "09:00–10:00 ; lundi 2 mars 2026, 10:00–11:00. Personne d'autre que Ann, p1, p2, p3, p4 et "
            "2 autres ne peut en prendre un.",
        ),
    ],
)
def test_a_clash_is_told_in_words(shifts: int, people: int, language: str, said: str) -> None:
    clash = Clash(
        shift_ids=tuple(f"s{n + 1}" for n in range(shifts)),
        collaborator_ids=("ann", *(f"p{n}" for n in range(1, people)))[:people],
    )

    assert clash_sentence(clash, words(shift(1), shift(2)), language) == said
