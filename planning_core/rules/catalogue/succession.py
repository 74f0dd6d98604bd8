"""Shifts that must not follow one another from one day to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, Work

_NIGHT = {"night": ("early",)}


class Succession(Rule):
    """A shift whose template the one of the local day before must not be followed by."""

    code = "succession"
    severity = Severity.HARD
    description = text(
        en="A shift's template must not follow that of the person's shift of the day before.",
        fr="Le modèle d'un shift ne doit pas suivre celui du shift de la veille de la même personne.",
    )
    sentences = single(
        en="{person} works {next_template_id:name} on {day:date}, which must not follow {template_id:name}.",
        fr="{person} est en {next_template_id:name} le {day:date},"
        " qui ne doit pas suivre {template_id:name}.",
    )

    accepted = (
        Example(
            title="the barred template two days later",
            work=(Duty("Mon 16:00-20:00", template="night"), Duty("Wed 09:00-13:00", template="early")),
            templates={**_NIGHT, "early": ()},
        ),
        Example(
            title="the other way round",
            work=(Duty("Mon 09:00-13:00", template="early"), Duty("Tue 16:00-20:00", template="night")),
            templates={**_NIGHT, "early": ()},
        ),
    )
    refused = (
        Example(
            title="the barred template on the next day",
            work=(Duty("Mon 16:00-20:00", template="night"), Duty("Tue 09:00-13:00", template="early")),
            templates={**_NIGHT, "early": ()},
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """The day before and the day after."""
        return timedelta(days=2)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per pair."""
        templates = timeline.plan.shift_templates
        if not templates:
            return
        for work in timeline.works:
            template = templates.get(work.shift.template_id or "")
            if template is not None and template.not_followed_by:
                for following in timeline.works_by_start_day.get(work.day + 1, ()):
                    if following.shift.template_id in template.not_followed_by:
                        yield self._barred(timeline, work, following)

    def _barred(self, timeline: PersonTimeline, work: Work, following: Work) -> Finding:
        return person_finding(
            timeline,
            (work, following),
            subject=(work.id, following.id),
            details={
                "found": 1,
                "limit": 0,
                "unit": "shifts",
                "day": day_label(following.day),
                "template_id": work.shift.template_id,
                "next_template_id": following.shift.template_id,
            },
            window=(work.start, following.end),
            excess=1,
        )
