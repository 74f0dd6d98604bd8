"""The rules of a plan: what a rule is, which ones there are, and the engine that runs them."""
