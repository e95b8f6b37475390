"""Checks a text against the record: what it claims, and whether the record says so.

Pure functions of a text and of facts: nothing is kept, logged or asked of the outside.
"""
