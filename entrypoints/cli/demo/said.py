"""What the demo's people said of their time: studies, leave, wishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from entrypoints.cli.demo.calendar import DemoCalendar
from entrypoints.cli.demo.reference import Directory
from entrypoints.cli.demo.staff import PEOPLE
from planning_core import Availability, AvailabilityKind, Recurrence
from planning_core.domain.time import Window

LEAVE: tuple[tuple[str, int, int, int, str], ...] = (
    ("Yanis Berthelot", 1, 1, 7, "Congés payés"),
    ("Bruno Cazenave", 3, 1, 14, "Congés payés"),
    ("Mathilde Ravier", 0, 4, 2, "Formation consoles lumière"),
    ("Pauline Gerland", 2, 5, 3, "Congés payés"),
    ("Marius Calvet", 5, 1, 7, "Congés payés"),
    ("Priya Raman", 4, 3, 3, "Annual leave"),
    ("Nadia Cherifi", 1, 2, 1, "Rendez-vous médical"),
    ("Leïla Amrani", 6, 1, 7, "Congés payés"),
    ("Samir Haddad", 4, 1, 7, "Congé de paternité"),
)
"""Who is away: name, week, first weekday, days, reason."""

AWAY: tuple[tuple[str, str, str, str], ...] = (
    ("Anouk Perrache", "3", "00:00", "00:00"),
    ("Léna Kerboul", "2", "18:00", "23:30"),
    ("Callum Reid", "7", "00:00", "00:00"),
)
"""Who can never work then: name, weekdays, from, to."""

WISHES: tuple[tuple[str, AvailabilityKind, str, str, str, int], ...] = (
    ("Camille Aubertin", AvailabilityKind.PREFERRED, "12345", "07:00", "16:00", 5),
    ("Inès Delorme", AvailabilityKind.UNDESIRED, "7", "00:00", "00:00", 10),
    ("Karim Belkacem", AvailabilityKind.UNDESIRED, "123", "20:00", "08:00", 20),
    ("Aminata Diallo", AvailabilityKind.PREFERRED, "4567", "18:00", "07:00", 5),
    ("Nicolas Abadie", AvailabilityKind.UNDESIRED, "6", "00:00", "00:00", 8),
    ("Gilles Tassin", AvailabilityKind.UNDESIRED, "456", "19:00", "07:00", 15),
    ("Océane Garibaldi", AvailabilityKind.PREFERRED, "23456", "13:00", "00:00", 5),
    ("Grace Adeyemi", AvailabilityKind.UNDESIRED, "7", "00:00", "00:00", 10),
)
"""Who would rather, or rather not, work when: name, kind, weekdays, from, to, weight."""

TEMPLATE_WISHES: tuple[tuple[str, AvailabilityKind, str, int], ...] = (
    ("Jade Rousselin", AvailabilityKind.PREFERRED, "ENT-ACC", 5),
    ("Sébastien Roquefeuil", AvailabilityKind.UNDESIRED, "NEF-SEC-N", 25),
    ("Rémi Vauban", AvailabilityKind.UNDESIRED, "THE-BAR", 5),
)
"""Who wishes for or against the shifts of a template, over the whole plan: name, kind, template, weight."""

ON_WEEKDAYS, ON_WEEKENDS = ("12345", "16:30", "01:00"), ("67", "08:00", "02:30")


def said(directory: Directory, calendar: DemoCalendar) -> Iterator[Availability]:
    """Every availability entry that was there before anybody was planned."""
    for hire in PEOPLE:
        if hire.contract == "étudiant":
            for days, start, end in (ON_WEEKDAYS, ON_WEEKENDS):
                yield _weekly(directory, hire.name, AvailabilityKind.AVAILABLE, days, start, end)
    for name, days, start, end in AWAY:
        yield _weekly(directory, name, AvailabilityKind.UNAVAILABLE, days, start, end)
    for name, kind, days, start, end, weight in WISHES:
        yield _weekly(directory, name, kind, days, start, end, weight)
    for name, week, weekday, length, reason in LEAVE:
        if week < calendar.weeks:
            window = Window(calendar.at(week, weekday), calendar.at(week, weekday + length))
            yield _once(directory, name, AvailabilityKind.LEAVE, window, reason=reason)
    for name, kind, template, weight in TEMPLATE_WISHES:
        window = calendar.slack(0, calendar.weeks)
        yield _once(directory, name, kind, window, weight=weight, template=template)


def _weekly(
    directory: Directory,
    name: str,
    kind: AvailabilityKind,
    days: str,
    start: str,
    end: str,
    weight: int | None = None,
) -> Availability:
    timezone = "Europe/London" if any(h.name == name and h.sites == "LON" for h in PEOPLE) else "Europe/Paris"
    return Availability(
        id=directory.ids.new_id(),
        collaborator_id=directory.id("collaborator", name),
        kind=kind,
        recurrence=Recurrence(
            weekdays=tuple(int(day) for day in days),
            start_time=time.fromisoformat(start),
            end_time=time.fromisoformat(end),
            timezone=timezone,
        ),
        weight=weight,
    )


def _once(
    directory: Directory,
    name: str,
    kind: AvailabilityKind,
    window: Window,
    *,
    reason: str | None = None,
    weight: int | None = None,
    template: str | None = None,
) -> Availability:
    return Availability(
        id=directory.ids.new_id(),
        collaborator_id=directory.id("collaborator", name),
        kind=kind,
        starts_at=window.start,
        ends_at=window.end,
        reason=reason,
        weight=weight,
        template_id=None if template is None else directory.id("shift_template", template),
    )
