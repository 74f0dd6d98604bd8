"""Sinks of audit entries: a file of JSON lines, a signed webhook; and the threads that feed them."""

from adapters.audit.feeding import AuditFeeders
from adapters.audit.json_lines import JsonLinesSink
from adapters.audit.webhook import WebhookSink

__all__ = ["AuditFeeders", "JsonLinesSink", "WebhookSink"]
