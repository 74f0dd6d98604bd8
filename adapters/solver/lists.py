"""Arrays of a model while they are gathered."""

from __future__ import annotations

import attrs
import numpy as np

from adapters.solver.arrays import AnyArray


@attrs.define
class Lists:
    """Arrays being gathered, by name."""

    parts: dict[str, list[AnyArray]] = attrs.field(factory=dict)
    sizes: dict[str, int] = attrs.field(factory=dict)

    def put(self, name: str, values: AnyArray) -> int:
        """Append values; where they begin."""
        start = self.sizes.get(name, 0)
        self.parts.setdefault(name, []).append(values)
        self.sizes[name] = start + len(values)
        return start

    def get(self, name: str, kind: type) -> AnyArray:
        """All of them; never empty, so that compiled code may hold the array."""
        parts = self.parts.get(name, [])
        whole = np.concatenate(parts) if parts else np.zeros(0)
        if not len(whole):
            whole = np.zeros(1)
        return np.ascontiguousarray(whole, dtype=kind)
