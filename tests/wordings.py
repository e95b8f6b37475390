"""The two languages, for functions that word rows."""

from impact.i18n.words import Wording

EN, FR = Wording("en"), Wording("fr")
