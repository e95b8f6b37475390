"""Types of action in the words of every day, as people write them by hand in the languages of the sections.

Beside the words of a mapping, and only for what is counted by hand: a platform's codes mean what its mapping says.
Words that mean two things ("card", "mail", "post") are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from impact.exports.spelling import meaning, singular
from impact.exports.text import fold

_WORDS: Mapping[str, str] = {
    "letter": """letter|letters|postcard|post card|postcards|lettre|lettres|carte postale|cartes postales|courrier|courriers
        |brief|briefe|postkarte|postkarten|ansichtskarte|ansichtskarten|brieven|briefkaart|briefkaarten|ansichtkaart
        |ansichtkaarten|prentbriefkaart|prentbriefkaarten|carta|cartas|tarjeta postal|tarjetas postales
        |cartão postal|cartao postal|cartões postais|lettera|lettere|cartolina|cartoline|list|listy|listów|pocztówka
        |pocztówki|pocztówek|dopis|dopisy|dopisů|pohlednice|brev|vykort|postkort|kirje|kirjeet|postikortti|postikortit
        |levél|levelek|képeslap|képeslapok|bréf|póstkort|mektup|mektuplar|kartpostal|手紙|はがき|ハガキ|葉書|편지|엽서
        |信|信件|明信片|letter writing|handwritten letter|handwritten letters""",
    "email": """email|e mail|emails|e mails|courriel|courriels|courrier électronique|mél|correo electrónico
        |correos electrónicos|epost|e post|sähköposti|sähköpostit|tölvupóstur|eメール|メール|이메일|电子邮件""",
    "petition": """petition|petitions|signature|signatures|petition signature|petition signatures|pétition
        |signature de pétition|signatures de pétition|petitionen|unterschrift|unterschriften|petitie|petities|handtekening
        |handtekeningen|petición|peticiones|firma|firmas|firme|petição|petições|assinatura|assinaturas|abaixo assinado
        |abaixo assinados|petizione|petizioni|petycja|petycje|podpis|podpisy|podpisów|petice|underskrift|underskrifter
        |namnunderskrift|namnunderskrifter|allekirjoitus|allekirjoitukset|aláírás|aláírások|petíció|undirskrift|undirskriftir
        |imza|imzalar|署名|서명|签名|簽名|signed petition|signed petitions""",
    "solidarity": """solidarity|solidarity message|solidarity messages|message of solidarity|messages of solidarity
        |message of support|messages of support|support message|support messages|solidarity card|solidarity cards
        |card of solidarity|cards of solidarity|message de solidarité|message de soutien|carte de solidarité|carte de soutien
        |mot de soutien|solidarité|solidarität|solidaritätsbotschaft|solidaritätsbotschaften|solidaritätsnachricht
        |solidaritätsnachrichten|solidaritätskarte|solidaritätskarten|solidariteit|solidariteitsbericht
        |solidariteitsberichten|solidariteitskaart|solidariteitskaarten|solidaridad|mensaje de solidaridad
        |mensajes de solidaridad|mensaje de apoyo|mensajes de apoyo|solidarietà|messaggio di solidarietà
        |messaggi di solidarietà|solidariedade|mensagem de solidariedade|mensagens de solidariedade""",
    "social": """social|social media|social media post|social media posts|social post|social posts|tweet|tweets
        |réseaux sociaux|réseau social|soziale medien|sociale media|redes sociales|redes sociais|social network|sociala medier""",
    "sms": "sms|text message|text messages|texto|mensaje de texto|mensajes de texto|textnachricht|textnachrichten",
    "call": """call|calls|phone call|phone calls|telephone call|telephone calls|appel|appels|appel téléphonique
        |appels téléphoniques|coup de téléphone|coups de téléphone|anruf|anrufe|telefonanruf|telefonanrufe|telefoontje
        |telefoontjes|llamada|llamadas|llamada telefónica|llamadas telefónicas|telefonata|telefonate|chamada|chamadas
        |telefonema|telefonemas""",
    "event": "event|events|événement|evenement|evenementen|veranstaltung|veranstaltungen|evento|eventos|eventi",
    "other": "other|others|autre|autres|andere|anderes|overig|overige|otro|otra|otros|otras|altro|altri|outro|outros",
}  # fmt: skip
_EVERYDAY = {
    singular(fold(word)): kind for kind, words in _WORDS.items() for word in words.split("|")
}
# What stands between several words in one cell: letters & postcards.
_AND = re.compile(r"\s*[&+/,;]\s*|\s+(?:and|et|und|en|y|e|i|och|og|a|ja|és)\s+")
# A word that may be told as it stands: letters, few, and nothing of a person's.
_WORD = re.compile(r"[^\W\d_]+(?:[ '’&/+-]{1,3}[^\W\d_]+){0,3}")


def kind(cell: str, words: Mapping[str, str], *, by_hand: bool) -> str | None:
    """The type of action that a cell means: by the words of its mapping, and `by_hand` by those of every day; of
    several words in one cell only if all mean one."""
    found = meaning(cell, words)
    if found is not None or not by_hand:
        return found
    text = fold(cell)
    parts = [text, *filter(None, _AND.split(text))]
    kinds = [meaning(part, words) or _EVERYDAY.get(singular(part)) for part in parts]
    if kinds[0] is not None:
        return kinds[0]
    return kinds[1] if len(kinds) > 2 and len(set(kinds[1:])) == 1 else None


def shown(cell: str) -> str:
    """A word that is no type of action, as a sentence may quote it; empty where it may be something else."""
    text = " ".join(cell.split())
    return text if len(text) <= 30 and _WORD.fullmatch(text) else ""
