"""Who gives by where it stands: the subject or the agent of any verb in a clause that speaks of money, but for verbs of
receiving, asking and doing.

Constructions know the verbs of paying; French has more of them than any list, and fewer that say something else there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.coding.body_words import ARTICLE, BODY, SUM
from etl.coding.paying_words import COSTS, HELP, INSERTED, PART

_BODY = re.compile(BODY)
# What a clause begins with before its subject.
_OPENS = re.compile(
    r"(?:^|[.;:,(\n–•—«-]\s*|\b(?:et|mais|que|car|si|où|quand|dont|lorsque|puis|donc|comme) |qu['’])"
    rf"(?:quant à |seule?s? )?{ARTICLE}$",
    re.IGNORECASE,
)
_OTHER_BODY = BODY.replace("?P<body>", "?:")
_VERBAL = re.compile(
    rf"(?: ?\([^()\n]{{1,60}}\))?(?:(?:,| et|, et|,? ainsi que) {ARTICLE}{_OTHER_BODY}){{0,3}}"
    rf"(?:, [^.;:,\n]{{3,80}},|{INSERTED})(?: (?:qui|ne|n['’]|y|en|lui|leur|nous|vous|les?|la|se)\b"
    rf"| [nlys]['’]){{0,3}} ?(?P<verb>[\w’']+)"
    r"(?P<rest>[^.;:\n]{0,140})"
)
_AUXILIARIES = frozenset(["a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient", "ayant"])
_MODALS = frozenset([
    "doit", "doivent", "devra", "devront", "va", "vont", "peut", "peuvent", "pourra", "pourront", "pourrait", "devrait",
    "pourraient", "devraient", "vient", "viennent", "accepte", "acceptent", "décide", "décident",
])  # fmt: skip
_SECOND = re.compile(
    r"\s?(?:(?:été|donc|aussi|également|finalement|déjà|en|bien|tout|ainsi|plus|ensuite|enfin"
    r"|alors|toujours|encore|depuis|souvent|désormais|chacune?|de|à|\w+ment)\b ?|d['’])*"
    r"(?P<verb>\w+)"
)
_FINITE = re.compile(r"\w{2,}(?:e|ent|ont|ait|aient|t|d|ra|ant)$")
# Words that look like verbs and are none.
_NO_VERB = frozenset([
    "et", "ou", "de", "du", "des", "dont", "pour", "contre", "entre", "est", "sont", "cette", "toute", "notre", "votre",
    "comme", "autre", "centre", "membre", "adhérente", "adhérent", "elle", "ensemble", "compétente", "partenaire",
    "seulement", "également", "notamment", "maître", "rurale", "urbaine", "mixte", "locale", "nouvelle", "concernée",
    "propriétaire", "gestionnaire", "existante", "sur", "avant", "pendant", "durant", "suivant", "soit", "étant",
    "cependant", "doté", "dotée", "voisine", "volontaire", "même",
])  # fmt: skip
# Beginnings of verbs that say something else than giving: receiving and asking, deciding and counting, doing.
_OTHERWISE = (
    "reçoi", "recev", "reçu", "recu", "obtien", "obtenu", "obten", "bénéfici", "perçoi", "perçu", "percev", "touch",
    "sollicit", "demand", "réclam", "attend", "cherch", "recherch", "espèr", "espér", "souhait", "candidat", "répond",
    "coût", "représent", "compt", "dispos", "vend", "gagn", "encaiss", "récolt", "lèv", "lev", "recueill", "collect",
    "économis", "perd", "emploi", "employ", "dépos", "présent", "instrui", "étudi", "examin", "analys", "gèr", "gér",
    "pilot", "organis", "accueill", "anim", "réalis", "construi", "rénov", "réhabilit", "aménag", "restaur", "lanc",
    "mèn", "men", "condui", "cré", "install", "défin", "fix", "calcul", "détermin", "estim", "évalu", "chiffr",
    "remerci", "félicit", "regrett", "approuv", "valid", "adopt", "établi", "élabor", "rédig", "conçoi", "conçu",
    "met", "mis", "souscri", "dirig", "coordonn", "suit", "suiv", "propos", "envisag", "étend", "reste", "font", "fait",
    "permet", "mobilis", "inform", "accompagn", "conseill", "sign", "contract", "transmet", "transmis", "notifi",
    "rappell", "précis", "indiqu", "expliqu", "estime", "consid", "constat", "compare", "regroup", "comprend",
    "compren", "couvre", "connaî", "rest", "devien", "entend", "veut", "veul", "tien", "trouv", "exist", "situ", "port",
    "achèt", "achet", "acqui", "loue", "lou", "vis", "saisi", "choisi", "retien", "retenu", "sélection", "constru",
    "parvien", "parven", "réussi", "arriv", "rassembl", "réuni", "déten", "possèd", "conditionn", "majore", "écri",
    "refus", "rejet", "déclin", "écart", "suppr", "retir", "abandonn", "renonc", "cess", "report", "hésit", "craign",
    "souffr", "subi", "hérit", "profit", "lauréa", "remport", "exploit", "occup", "utilis", "consomm", "produi",
)  # fmt: skip
_GIVEN = re.compile(
    rf"(?:{SUM}|\b(?i:subventions?|aides? (?:financière|publique|exceptionnelle)s?|participations? financières?"
    rf"|soutiens?"
    r" financiers?|fonds de concours|prêts?|avances?|dotations?|enveloppes?|crédits|caution|financements?)\b"
    rf"|(?<!cahier )\b(?i:le |la |les |l['’]|du |des |son |sa |leur |un |une ){COSTS}\b|\b(?i:{PART}) (?:du|de|des)\b"
    rf"|\bà (?:sa|leur)"
    rf" charge\b|\b(?:sa|son|leurs?) (?:part|{HELP})\b|\b(?:la sienne|la leur|le sien)\b)"
)
_DONE_BY = re.compile(
    r"^.*(?<![\w-])(?!été )(?P<verb>[\w-]+(?:é|i|u|is|it|ert)(?:e?s?))(?P<between>(?: [^.;:,\n]{0,30})?) par "
    + ARTICLE
    + "$",
    re.DOTALL,
)
_BARE = re.compile(r"[\s),]*(?:(?:est|sont|sera|seront|serait|étant|a été|ont été) )?")
_OBJECT_ENDS = re.compile(r",\s|\b(?:pour|afin|dans|sur|avec|auprès|lors|selon|dont|qui|que|si|lorsqu|quand|puis)\b")
_CLAUSE = re.compile(r"[.;:\n]")
_BEFORE, _BEHIND = 120, 60
# Whose share is of something else: « la commune compte 3 % de logements vacants ».
_SHARE_OF = re.compile(
    r"%(?: (?:d[eu]s?|de la) |d['’])(?!.{0,20}(?:coût|dépense|montant|frais|financement|budget|total))"
)


def givers(text: str) -> Iterator[int]:
    """Where the bodies start in a text with signs for bodies (`body_words`) that give by where they stand."""
    for match in _BODY.finditer(text):
        start = match.start()
        before = text[max(0, start - _BEFORE) : start]
        if _is_agent(before, text[match.end() : match.end() + _BEHIND]) or (
            _OPENS.search(before) and _gives(text, match.end())
        ):
            yield start


def _gives(text: str, end: int) -> bool:
    """Whether the verb behind a subject says that it gives money."""
    found = _VERBAL.match(text, end)
    if not found:
        return False
    verb, rest = found["verb"].lower(), found["rest"]
    if verb in _AUXILIARIES or verb in _MODALS:
        second = _SECOND.match(rest)
        if not second:
            return False
        verb, rest = second["verb"].lower(), rest[second.end() :]
    elif verb in _NO_VERB or not _FINITE.fullmatch(verb):
        return False
    if verb.startswith(_OTHERWISE) or verb in _NO_VERB:
        return False
    behind = _OBJECT_ENDS.search(rest)
    given = _GIVEN.search(rest[: behind.start()] if behind else rest)
    return bool(given) and not _SHARE_OF.search(rest)


def _is_agent(before: str, behind: str) -> bool:
    """Whether a body is the agent of what is done with money: « le déficit est comblé chaque année par la Ville »."""
    found = _DONE_BY.search(before)
    if not found or found["verb"].lower().startswith(_OTHERWISE):
        return False
    at = found.start("verb")
    ends = [end.end() for end in _CLAUSE.finditer(before[:at])]
    clause = before[ends[-1] if ends else 0 : at]
    # Behind brackets, what is done is said before them: « bouclé à 112 % (16 800 €), complété par la fondation ».
    if _BARE.fullmatch(clause) or _GIVEN.search(clause):
        return True
    return bool(re.match(rf" ?(?:\(|: ?|à hauteur de |pour ){SUM}", behind))
