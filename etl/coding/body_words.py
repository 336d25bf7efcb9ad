"""How a text names a body that may pay: by a name, or by a common noun (« la Ville », « la CC du Val »), with the
article before it and the name behind it.

In a text that is searched a sign of its own stands for every letter of a body with its name, so that a pattern reads a
body in one step: `NAMED` for one that the codebook names, `PLACE` for a commune or an intercommunality that is named
without saying what it is (« Agglopolys »), `PRONOUN` for « elle » of a body, `LAND` for one found by name that buys and
holds land, `EACH` for one of « 3 € par commune », another for each common noun.
"""

from __future__ import annotations

import re

from etl.coding.payers import SUM as MONEY_OR_SHARE

NAMED, PLACE, EACH, PRONOUN, LAND = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_FIRST_NOUN, _LAST_NOUN, _FIRST_COUNCIL, _LAST = "\ue010", "\ue02f", "\ue030", "\ue03f"
SUM = rf"(?:{MONEY_OR_SHARE}|\d+(?:[.,]\d+)? (?:millions?|milliards?)\b)"
# « les douze communes »
COUNT = (
    r"(?:(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|\d+) )?"
)
# Common nouns that name a body where a construction says that it pays, each with its code (`_` for `-`).
NOUNS = {
    "intercommunalites": r"(?i:intercommunalités?|intercos?|EPCI|communautés? (?:de communes?|d['’]agglomération"
    "|urbaines?)"
    r"|(?:euro)?métropoles?|agglomérations?|agglos?|établissements? publics? de coopération intercommunale"
    r"|com(?: de |[- ])?com)"
    r"|(?!(?:L[ae]s?|Une|[NV]otre|Cette|D[eu]s?) )(?:[A-ZÀ-Þ][\w'’-]{1,25}+ (?:(?:d[eu]s?|la|et|sur) |[ld]['’])?){1,4}"
    r"(?:[Mm]étropole|[Aa]gglomération|[Aa]gglo|[Cc]ommunauté(?! (?:de communes|d['’]agglo|urbaine)))"
    r"|Grand (?!Est|Site|Prix|Paris|Palais|Place|Marché|Projet|Plan|Débat)[A-ZÀ-Þ][\w-]{1,25}"
    r"|CC(?!(?:I|AS|TP|AP|N|P|APEX)\b)[A-Z0-9]{1,6}"
    r"|(?i:codecoms?)|(?<=[Ll]a )C[CU]\b"
    r"|C[CAU](?= (?:d[eu]s? (?:la |l['’])?|d['’])?[A-ZÀ-Þ]| ?[:=|]? ?\d|[,;] |$)",
    "communes": r"(?i:villes?(?:-centres?)?|communes?(?! nouvelles?)|mairies?|municipalités?)",
    "region": r"Rég\.|(?i:régions?|conseils? régiona(?:l|ux)|assemblées? régionales?|conseillers régionaux)|CR(?!-)",
    "departement": r"D(?:é?pt|ép)\b\.?"
    r"|(?i:départements?|conseils? (?:départementa(?:l|ux)|généra(?:l|ux))|assemblées? départementales?"
    r"|conseillers départementaux)"
    r"|C[DG](?: ?\d\d\b(?! ?(?:\d{3}|%|[kM]?€))|(?!-))",
    "etat": r"(?i:gouvernement(?: français)?|premier ministre)",
    "syndicats_mixtes": r"(?i:syndicats?(?! (?:agricole|professionnel|patrona|de salariés|d['’]initiative))"
    r"(?: mixtes?| intercommuna(?:l|ux))?"
    r"(?: (?:des eaux|d['’]eau|d(?:es?|u) (?:rivières?|bassins?(?: versants?)?)))?)|SIVU|SIVOM|EPTB|EPAGE"
    r"|(?i:smictom|sictom|sirtom|smirtom|sitcom|sivom|sivu)",
    "syndicat_energie": r"(?:TE|SDE) ?\d\d\b|SDE[A-Z]{1,3}|SIEGE 27\b|[Tt]erritoires? d['’][ÉEée]nergies?",
    "bailleurs_sociaux": r"(?i:bailleurs?(?: socia(?:l|ux))?|organismes? HLM|offices? (?:publics? )?de l['’]habitat)"
    r"|(?!(?:Action|Programme|Agence|Plan|Pays|Pacte|Guichet|Maison|Fonds|Service|Opération|L['’]) ?Habitat)"
    r"(?:[A-ZÀ-Þ][\w'’-]{1,20} (?:d['’])?){1,3}Habitat|Habitat \d\d",
    "banques": r"(?i:banques?(?! (?:alimentaires?|de |d['’]))|(?:établissements?|organismes?) bancaires?)"
    r"|Crédit (?i:agricole|mutuel|coopératif)|Caisses? d['’][ÉEée]pargne|Banques? [Pp]opulaires?"
    r"|(?:La )?Banque [Pp]ostale"
    r"|La Nef|BNP(?: Paribas)?|Société [Gg]énérale",
    "particuliers": r"(?i:habitants|riverains|particuliers|citoyens|donateurs|souscripteurs)"
    r"(?=(?:, qui)? (?:\w+ ){0,2}?(?:ont|ayant) (?:\w+ )?"
    r"(?:achet|souscri|acqui|donn|vers|appor|récolt|réuni|inves|pris (?:des|pour|\d+)))"
    r"|(?:(?<=auprès des )|(?<=dons des ))(?:habitants|particuliers|citoyens|donateurs|souscripteurs)"
    r"|(?<=dons de )(?:(?!la |l['’])[a-zà-ÿ-]{2,9} ){1,3}(?:habitants|particuliers|donateurs)",
    "fondations": r"(?i:fondations?)",
    "entreprises": r"(?i:entreprises?|mécènes?"
    r"|employeurs(?= (?:\w+ment )?(?:cotis|vers|financ|pai|particip|contribu)))"
    r"|SNCF(?: Réseau| Gares (?:&|et) Connexions)?|EDF|Enedis"
    r"|GRDF|La Poste|Engie",
    "associations": r"(?i:associations?|amicales?|comités? des fêtes|clubs?"
    r"|fédérations? (?:\w+ )?d(?:es? |['’])(?:chasseurs|chasse|pêche))"
    r"|Rotary(?: [Cc]lub)?|Lions [Cc]lub|Kiwanis",
    "colleges": r"(?i:collèges|lycées)(?= (?:\w+ment )?(?:pai|pay|règl|régl|financ|pren|assum|support|vers|apport))",
    "federations_sportives": r"(?i:ligues? (?:régionale )?de (?:football|tennis|handball|basket|rugby|judo|voile)[\w-]*"
    r"|fédérations? (?:françaises? )?(?:de |d['’])\w+|district de football)",
    "caisses_retraite": r"(?i:(?:caisses?|institutions?) de retraite(?: complémentaire)?)",
}
# Those who decide for a body, and of whom minutes speak whatever is decided.
COUNCILS = {
    "communes": r"(?i:conseils? municipa(?:l|ux))",
    "intercommunalites": r"(?i:conseils? (?:communautaires?|métropolitains?|d['’]agglomération)|bureaux?"
    " communautaires?)",
}
# Names are bounded, lest a text of capitals alone be tried from everywhere to its end.
_WORD = r"[A-ZÀ-Þ](?:[\w'’-]|\.(?=[\w-])|(?<=\bSt)\.|(?<=\bSte)\.){0,40}"
NAME = (
    rf" (?:d[eu]s? (?:la |l['’])?|d['’])?{_WORD}"
    r"(?:[ -](?:d[eu]s? |la |l['’]|et |en |et d[eu]s? (?:la |l['’])?(?!Ville|Commune|Métropole"
    rf"|Commun))?{_WORD})"
    r"{0,4}"
)


def _any_of(nouns: dict[str, str]) -> str:
    return "|".join(f"(?P<{code}>{words})" for code, words in nouns.items())


_COUNCIL_CODES = {f"council_{code}": code for code in COUNCILS}
SIGN_OF = {
    **{code: chr(ord(_FIRST_NOUN) + at) for at, code in enumerate(NOUNS)},
    **{code: chr(ord(_FIRST_COUNCIL) + at) for at, code in enumerate(_COUNCIL_CODES)},
}
# Of a class of letters: all signs that stand for bodies.
ANY_BODY = f"{NAMED}-{_LAST}"
_OTHER_SIGNS = re.compile(rf"[{ANY_BODY}]")
BODY = rf"(?P<body>(?<![{NAMED}-{_LAST}])[{NAMED}-{_LAST_NOUN}]++)"
COUNCIL = rf"(?P<body>(?<![{NAMED}-{_LAST}])[{_FIRST_COUNCIL}-{_LAST}]++)"
ARTICLE = (
    r"(?:« ?)?(?:"
    r"(?i:l[ae]s?|une?|des|d[eu]|ces?|cette|leurs?|sa|ses|notre|nos|votre|vos|chaque|certaine?s|plusieurs|différents)"
    rf" {COUNT}|[lL]['’]|une \w+aine d(?:e |['’]))?"
)
_NOUN = (
    rf"(?<![\w-])(?:(?P<named>(?<!{NAMED}){NAMED}++)"
    rf"|(?:{_any_of({**{name: COUNCILS[code] for name, code in _COUNCIL_CODES.items()}, **NOUNS})})(?!\w|['’]\w))"
)
AT = re.compile(_NOUN)
NAME_BEHIND = re.compile(NAME)


def code_of(match: re.Match[str]) -> str:
    """The code of the common noun that a match of `AT` found, empty where it is a body found by name."""
    group = match.lastgroup or ""
    return "" if group == "named" else _COUNCIL_CODES.get(group, group).replace("_", "-")


def without_signs(text: str) -> str:
    """The text without the signs that stand for bodies, which a document may hold as others."""
    return _OTHER_SIGNS.sub(" ", text)


def is_council(sign: str) -> bool:
    """Whether a sign stands for those who decide for a body."""
    return _FIRST_COUNCIL <= sign <= _LAST
