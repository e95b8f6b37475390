"""The dashboard: its frame, and what its pages are made of."""
