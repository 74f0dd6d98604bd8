"""Making a problem of a plan and the rules in force: one encoding per family of rules."""

from planning_core.solver.encode.encoding import ENCODED, Encoded, encode

__all__ = ["ENCODED", "Encoded", "encode"]
