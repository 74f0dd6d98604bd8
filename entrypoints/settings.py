"""Settings of the product, read from the environment."""
