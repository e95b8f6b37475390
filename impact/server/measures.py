"""What the server measures of itself, as Prometheus reads it.

Routes are told by the part of an address that the table of routes knows, so their number is bounded. Nothing
is told of a visitor.
"""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from impact.faults import Fault
from impact.figures import live

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.002, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds


class _Counted(Collector):
    """What is answered from, looked up when it is asked."""

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterable[Metric]:
        try:
            state = live.current()
            held = live.held()
        except Fault:
            yield GaugeMetricFamily("impact_ready", "1 if figures can be answered", value=0)
            return
        entries = state.ledger.entries.values()
        for name, help_, number in (
            ("impact_ready", "1 if figures can be answered", 1),
            ("impact_fault", "1 if something newer cannot be read", state.fault is not None),
            ("impact_snapshot", "Number of the newest snapshot", held[-1].number if held else 0),
            ("impact_exports", "Exports in the ledger", len(entries)),
            ("impact_exports_held", "Exports that wait", sum(entry.held for entry in entries)),
        ):
            yield GaugeMetricFamily(name, help_, value=float(number))


class Measures:
    """The measures of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "impact_requests", "Requests answered", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "impact_request_seconds",
            "Seconds until a request was answered",
            ["route"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._refused = Counter(
            "impact_refused", "Requests refused at the gate", ["why"], registry=self._registry
        )
        self.visits = Gauge("impact_visits", "Pages that are open now", registry=self._registry)
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._registry.register(_Counted())

    def answered(self, route: str, status: int, seconds: float) -> None:
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def refused(self, why: str) -> None:
        self._refused.labels(why).inc()

    def text(self) -> bytes:
        return generate_latest(self._registry)
