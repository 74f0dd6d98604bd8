"""Rest between two stretches of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from planning_core.domain.reference import Severity
from planning_core.domain.time import DAY, MINUTE, day_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, text, variants
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import Block, PersonTimeline, whole_minutes


class MinRest(Rule):
    """Work must be followed by a rest that is long enough and begins soon enough.

    Work without a pause between is one block. Two things are found: a block after whose start no
    long enough rest begins within 24 hours; and a rest that is too short between blocks that start on
    different local days and together stretch over more than 24 hours less the rest (a late shift
    followed by an early one). A split day or a split night that a long rest follows is fine.
    """

    code = "min_rest"
    severity = Severity.HARD
    severity_fixed = True
    parameters = (Parameter("rest_minutes", "minutes", 660, minimum=1, maximum=1_440),)
    legal_source = "Code du travail, art. L3131-1 ; directive 2003/88/CE, art. 3"
    description = text(
        en="Daily rest: a rest of the minimum length must begin within 24 hours of the start of work,"
        " and a day's work must not follow the day before after a shorter one.",
        fr="Repos quotidien : un repos de la durée minimale doit commencer dans les 24 heures qui suivent"
        " le début du travail, et une journée ne peut pas suivre la précédente après un repos plus court.",
    )
    sentences = variants(
        between=text(
            en="{person} rests only {found:duration} before the work of {day:date};"
            " the minimum is {limit:duration}.",
            fr="{person} n'a que {found:duration} de repos avant sa prise de poste du {day:date} ;"
            " le minimum est de {limit:duration}.",
        ),
        none=text(
            en="{person} has no rest in the 24 hours from the start of work on {day:date};"
            " {limit:duration} are needed.",
            fr="{person} n'a aucun repos dans les 24 heures qui suivent sa prise de poste du {day:date} ;"
            " il en faut {limit:duration}.",
        ),
    )

    accepted = (
        Example(title="eleven hours to the minute", work=("Mon 14:00-22:00", "Tue 09:00-17:00")),
        Example(
            title="a split day with a long night",
            work=("Mon 08:00-12:00", "Mon 16:30-20:30", "Tue 08:00-12:00"),
        ),
        Example(title="a split night with a long day", work=("Mon 20:00-00:00", "Tue 02:00-06:00")),
        Example(
            title="eleven hours on the clock and twelve in truth, when the clock goes back",
            work=("w34 Sat 14:00-22:00", "w34 Sun 08:00-14:00"),
        ),
    )
    refused = (
        Example(title="a late shift, then an early one", work=("Mon 15:00-23:00", "Tue 06:00-14:00")),
        Example(title="a minute short", work=("Mon 14:00-22:00", "Tue 08:59-16:00")),
        Example(
            title="eleven hours on the clock but ten in truth, when the clock goes forward",
            work=("w4 Sat 14:00-22:00", "w4 Sun 09:00-14:00"),
        ),
        Example(title="an evening after a night", work=("Mon 22:00-06:00", "Tue 15:00-18:00")),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """A finding spans at most the 24 hours and the rests and blocks that cross their ends."""
        return timedelta(days=3)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterable[Finding]:
        """Each short rest once, whichever of the two ways finds it."""
        rest = parameters["rest_minutes"] * MINUTE
        blocks = timeline.blocks
        found: dict[int, Finding] = {}
        last = len(blocks) - 1
        for position, block in enumerate(blocks):
            if position < last and blocks[position + 1].start - block.end < rest:
                after = blocks[position + 1]
                if after.end - block.start > DAY - rest and after.first.day != block.first.day:
                    found[position] = self._short_rest(timeline, blocks, position, rest)
                self._search_day(timeline, blocks, position, rest, found)
            elif block.end - block.start >= DAY:
                found[~position] = self._no_rest(timeline, block, rest)
        return found.values()

    def _search_day(
        self,
        timeline: PersonTimeline,
        blocks: Sequence[Block],
        position: int,
        rest: int,
        found: dict[int, Finding],
    ) -> None:
        """Note the longest rest of the 24 hours from a block's start, where none that is enough begins."""
        deadline = blocks[position].start + DAY
        longest, begun = -1, -1
        for at in range(position, len(blocks)):
            if blocks[at].end >= deadline:
                break
            gap = blocks[at + 1].start - blocks[at].end if at + 1 < len(blocks) else rest
            if gap >= rest:
                return
            if gap > longest:
                longest, begun = gap, at
        if begun < 0:
            found[~position] = self._no_rest(timeline, blocks[position], rest)
        elif begun not in found:
            found[begun] = self._short_rest(timeline, blocks, begun, rest)

    def _short_rest(
        self, timeline: PersonTimeline, blocks: Sequence[Block], position: int, rest: int
    ) -> Finding:
        before, after = blocks[position], blocks[position + 1]
        gap = after.start - before.end
        return person_finding(
            timeline,
            (before.last, after.first),
            subject=(before.last.id, after.first.id),
            details={
                "pattern": "between",
                "found": gap // MINUTE,
                "limit": rest // MINUTE,
                "unit": "minutes",
                "day": day_label(after.first.day),
            },
            window=(before.end, after.start),
            excess=rest - gap,
        )

    def _no_rest(self, timeline: PersonTimeline, block: Block, rest: int) -> Finding:
        return person_finding(
            timeline,
            timeline.works_in(block.start, block.end),
            subject=(block.first.id,),
            details={
                "pattern": "none",
                "found": 0,
                "limit": whole_minutes(rest),
                "unit": "minutes",
                "day": day_label(block.first.day),
            },
            window=(block.start, block.end),
            excess=rest + block.end - block.start - DAY,
        )
