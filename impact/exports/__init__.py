"""Exports in: from any platform's file to counts. Screen, map, count; nothing here knows a page."""
