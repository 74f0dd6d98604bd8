"""Arrays of a model while they are gathered."""

from __future__ import annotations

import attrs
import numpy as np

from adapters.solver.arrays import AnyArray


@attrs.define
class Lists:
    """Arrays being gathered, by name; `kinds` says of what numbers, where that is known."""

    kinds: dict[str, type] = attrs.field(factory=dict)
    parts: dict[str, list[AnyArray]] = attrs.field(factory=dict)
    sizes: dict[str, int] = attrs.field(factory=dict)

    def put(self, name: str, values: AnyArray) -> int:
        """Append values; where they begin."""
        start = self.sizes.get(name, 0)
        if name in self.kinds:
            values = values.astype(self.kinds[name], copy=False)
        self.parts.setdefault(name, []).append(values)
        self.sizes[name] = start + len(values)
        return start

    def get(self, name: str, kind: type) -> AnyArray:
        """All of them, as one; never empty, so that compiled code may hold the array."""
        parts = self.parts.get(name, [])
        whole: AnyArray = np.zeros(0, dtype=kind)
        if len(parts) == 1 and parts[0].dtype == kind:
            whole = np.ascontiguousarray(parts[0])
        elif parts:
            whole = np.concatenate(parts, dtype=kind, casting="unsafe")
        self.parts[name] = [whole]
        return whole if len(whole) else np.zeros(1, dtype=kind)
