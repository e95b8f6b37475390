"""Pages for the press: server-made HTML of every figure, case and claim, that needs no script.

Each says the number first, then what it means and how it misleads, and gives everything to quote it:
sources, downloads, citations, code to embed. Everything comes from figures and pictures; nothing is
typed here. One module a page, each with its `page`.
"""
