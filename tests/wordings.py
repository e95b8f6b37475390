"""The two languages, for functions that word rows."""

from impact.words import Wording

EN, FR = Wording("en"), Wording("fr")
