"""Wire models of the product: what goes in and out of its doors."""
