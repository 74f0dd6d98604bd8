"""Counts of how often somebody does something: in this process, or shared by all through Redis."""

from adapters.rates.in_process import InProcessRates

__all__ = ["InProcessRates"]
