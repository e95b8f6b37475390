"""The invented sample: a world of its own."""
