"""Languages: their rules, their words."""
