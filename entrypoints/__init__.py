"""Doors of the product: HTTP API, command line and worker, wired by bootstrap."""
