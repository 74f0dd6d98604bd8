"""Figures for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from planning_core.domain.conflict import Conflict
from planning_core.domain.job import JobStatus
from planning_core.errors import PlanningError
from planning_core.ports.unit_of_work import UnitOfWorkFactory

_LIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


class Metrics:
    """What one API process counts."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_LiveJobs(unit_of_work))
        self._requests = Counter(
            "planning_http_requests_total",
            "Requests answered.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "planning_http_request_seconds",
            "Time to answer, in seconds.",
            ("route", "method"),
            registry=self.registry,
        )
        self._found = Counter(
            "planning_conflicts_found_total",
            "New conflicts that writes brought about.",
            ("rule", "type"),
            registry=self.registry,
        )
        self._refused = Counter(
            "planning_refusals_total", "Calls refused.", ("kind",), registry=self.registry
        )

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route, method).observe(seconds)

    def found(self, conflicts: Iterable[Conflict]) -> None:
        """Count conflicts that a write brought about."""
        for conflict in conflicts:
            self._found.labels(conflict.rule, conflict.type.value).inc()

    def refused(self, kind: str) -> None:
        """Count a refusal."""
        self._refused.labels(kind).inc()

    def exposition(self) -> bytes:
        """All figures in Prometheus's text format."""
        return generate_latest(self.registry)


class _LiveJobs(Collector):
    """Jobs queued and running, counted in storage when somebody asks."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    def describe(self) -> Iterator[Metric]:
        yield self._family()

    def collect(self) -> Iterator[Metric]:
        family = self._family()
        try:
            with self._unit_of_work(writes=False) as uow:
                counts = uow.jobs.counts()
                for status in _LIVE:
                    family.add_metric((status.value,), counts.get(status, 0))
        except PlanningError:
            pass  # storage out of reach: the figure is left out, the others stand
        yield family

    @staticmethod
    def _family() -> GaugeMetricFamily:
        return GaugeMetricFamily("planning_jobs", "Auto-assign jobs by state.", labels=("state",))
