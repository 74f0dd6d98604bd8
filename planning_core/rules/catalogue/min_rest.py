"""Rest between two stretches of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import islice

from planning_core.domain.reference import Severity
from planning_core.domain.time import DAY, MINUTE, day_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, text, variants
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import Block, PersonTimeline, Work, whole_minutes


class MinRest(Rule):
    """A long enough rest must come soon enough after work begins, and between two days' work.

    Two pieces of work with no rest of the minimum length between them are found together where they
    stretch, from the first start to the last end, over 24 hours or more; or where they start on
    different local days and stretch over more than 24 hours less the rest (a late shift and an early
    one). Every rest between them is a finding; where there is none, the stretch itself. A split day or a
    split night is fine when a long rest follows it.
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
            en="{person} works {length:duration} without a rest from {day:date} on;"
            " {limit:duration} of rest are needed.",
            fr="{person} enchaîne {length:duration} de travail sans repos à partir du {day:date} ;"
            " il faut {limit:duration} de repos.",
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
        Example(
            title="no rest between two days, touching shifts from one into the other",
            work=("Mon 16:00-00:00", "Tue 00:00-08:00"),
        ),
        Example(title="an evening after a night", work=("Mon 22:00-06:00", "Tue 15:00-18:00")),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """A finding spans at most the 24 hours and the rests and blocks that cross their ends."""
        return timedelta(days=3)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterable[Finding]:
        """Each short rest once, in whichever stretch it lies."""
        rest = parameters["rest_minutes"] * MINUTE
        works, blocks = timeline.works, timeline.blocks
        if len(blocks) == len(works) and _rested(works, rest):
            return ()
        found: dict[int, Finding] = {}
        at = 0
        for position, work in enumerate(works):
            if work.start > blocks[at].end:
                at += 1
            unbroken, last = _stretches(works, blocks, position, at, rest)
            if unbroken and ~at not in found:
                found[~at] = self._no_rest(timeline, blocks[at], rest)
            for gap in range(at, last):
                if gap not in found:
                    found[gap] = self._short_rest(timeline, blocks, gap, rest)
        return found.values()

    def _short_rest(
        self, timeline: PersonTimeline, blocks: Sequence[Block], position: int, rest: int
    ) -> Finding:
        before, after = blocks[position], blocks[position + 1]
        gap = after.start - before.end
        return person_finding(
            timeline,
            (before.last, after.first),
            # The person, not the pair: a rest that grows because other work goes is still the same rest.
            subject=(timeline.id,),
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
        length = block.end - block.start
        return person_finding(
            timeline,
            timeline.works_in(block.start, block.end),
            subject=(timeline.id,),
            details={
                "pattern": "none",
                "found": 0,
                "limit": rest // MINUTE,
                "unit": "minutes",
                "length": whole_minutes(length),
                "day": day_label(block.first.day),
            },
            window=(block.start, block.end),
            excess=rest + length,
        )


def _rested(works: Sequence[Work], rest: int) -> bool:
    """Whether pieces of work that do not touch are short, with a long enough rest between any two."""
    free = works[0].start
    for work in works:
        if work.start < free or work.end - work.start >= DAY:
            return False
        free = work.end + rest
    return True


def _stretches(
    works: Sequence[Work], blocks: Sequence[Block], position: int, at: int, rest: int
) -> tuple[bool, int]:
    """What is at fault of the stretches that a piece of work (in block `at`) begins.

    Whether one lies in that block alone, without any rest; and the last block of the longest one (or -1).
    All that starts within the 24 hours is looked at, however early a fault shows: so taking work away
    never brings to light a rest that was as short before.
    """
    first, own = works[position], at
    deadline = first.start + DAY
    unbroken, last = first.end >= deadline, -1
    for other in islice(works, position + 1, None):
        if other.start > blocks[at].end:
            if other.start - blocks[at].end >= rest or blocks[at].end >= deadline:
                break
            at += 1
            if other.start >= deadline:
                return unbroken, at
        elif other.start >= deadline:
            break
        length = other.end - first.start
        if length >= DAY or (other.day != first.day and length > DAY - rest):
            unbroken, last = unbroken or at == own, at
    return unbroken, last
