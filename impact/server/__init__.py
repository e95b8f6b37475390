"""The server around the dashboard: its first page, its files, its life."""
