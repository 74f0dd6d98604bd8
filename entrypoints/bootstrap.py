"""The one place that imports adapters: wires them to the core."""
