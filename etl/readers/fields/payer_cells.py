"""What is said of a payer behind its name or in its column: that it pays, that it is hoped for, or neither.

« NC », « - », « non éligible », « voir DETR » or « idem » under « Région » say of nobody that it pays, and what says
neither yes nor no (« pilote », « avis technique ») is no more than words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from etl.readers.fields.payer_names import HOPED, NO_ANSWER
from etl.text import fold

_YES = r"(?:[x×✓✔☒☑■✅●•]|oui|ok|vrai|true|yes)"
_NONE_OF = r"0+(?:[.,]0+)?\s*(?:[km]?€|euros?|%)?\s*(?:ht|ttc)?"
# Alone: no answer, or that there is none.
_SILENT = re.compile(
    rf"{_NONE_OF}|{NO_ANSWER}|no|nan|null|none|faux|false|[km]?€|%|#.*|neant|nulle?s?|rien|jamais|clos\w*|indisponible|"
    r"sans|idem|id\.?|dit+o|ibid\.?|non|pas|hors|aucune?s?|sans objet"
)
# What an answer that says no, or nothing, begins with.
_NO = re.compile(
    r"(?:non|pas|sans|hors|aucune?s?|rien|jamais|neant|ni|nulle?s?|ne|idem|ibid|dito|ditto|meme|comme|voir|cf|n\.?[cd]|"
    r"sauf|excepte|on verra|(?:selon|suivant) (?:le |la )?(?:plan|convention|budget)|pour memoire|"
    r"ineligible|refus\w*|rejet\w*|abandon\w*|annul\w*|retir\w*|retrait|exclu\w*|clos|defavorable|"
    r"avis|ajourn\w*|report\w*|suspen\w*|indisponible|inconnue?s?)\b(?! ?tax| ?tva)|id\.|n['’]|"
    r"plus d(?:e(?! ?\d)\b|['’])|plus eligible|en suspens|fin (?:de|du|des)\b|"
    r"a (?:definir|determiner|preciser|chiffrer|completer|renseigner)\b|"
    r"(?:demande|dossier|projet)s? (?:non|pas|rejete|refuse|abandonne|annule|retire|ineligible)\w*|"
    r"en attente de chiffrage"
)
# Not yet sure, which is not no: « non acquis », « pas encore notifié ».
_NOT_YET = re.compile(
    r"(?:non|pas)\s+(?:encore\s+)?(?:acqui|confirm|notifi|valid|arrete|stabilis|contractualis|conventionn)\w*|"
    r"(?:non|pas)\s+encore\s+(?:attribu|accord|obten|vote|instrui|sign|vers)\w*"
)
_PERHAPS = re.compile(r"\bpeut[- ]etre\b|\bprobable(?:ment)?s?\b")
_MAYBE = re.compile(
    r"instruction|\bsi\b|peut[- ]etre|discussion|negociation|\beligibles?\b|en cours\b|previsionnel\w*\s*$|souhait\w*|"
    r"esper\w*|a prevoir|reflexion|en projet|\bselon\b|\bsuivant\b|probab\w*|hypothe\w*|\bdemandes? (?:20\d\d|en)\b|"
    r"possib\w*|\bou\b|a defaut|sinon"
)
_GIVES = re.compile(
    rf"^{_YES}(?!\w)|[€%]|\beuros?\b|\d{{3}}|^\d+(?:[.,]\d+)?$|accord|acqui|obten|notifi|valide|vote|attribu"
    rf"|confirm|verse|"
    r"\bpaye|percu|engage|signe|financ|\bfinance|subvention|\baides?\b|participation|dotation|\bprets?\b|avance"
    r"|contrat|"
    r"convention|contribution|concours|\bfonds\b|credits?|enveloppe|dispositif|programme|investissement|fonctionnement|"
    r"solde|prise en charge|droit commun|\b(?:cper|crte|detr|dsil|leader|feder|fse|feader)\b"
)
_DATE = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b|(?<![\d ])(?:en )?(?:19|20)\d\d(?!\d| ?[€k])|\ben (?:19|20)\d\d\b"
)
_HELPS = re.compile(
    r"(?:appuis?|soutiens?|aides?|accompagnements?|conseils?|expertises?|partenaires?|avis|assistance|ingenierie)\s+"
    r"(?:techniques?|gratuite?s?|methodologiques?)(?! et )|conseils?$"
)
# Words that say of a body that they name that it does not pay.
_REFUSED = re.compile(
    r"\bne\s+\w+\s+(?:pas|plus)\b|\bn['’]\w+\s+(?:pas|plus)\b|\bsans (?!objet)|\bhors (?!taxe|tva)|"
    r"\brefus\w*|\brejet\w*|\bineligib\w*|\bexclue?s?\b|"
    r"\b(?:non|pas|plus)\s+(?:encore\s+)?(?:a\s+)?(?:reten|eligib|sollicit|demand|obten|"
    r"mobilis|attribu|accord|concern|financ|subventionn|prevu|finance|participant|reconduit|renouvel|depos)\w*|"
    r"^\s*(?:sauf|excepte|plus d(?:e\b(?! ?\d)|['’])|fin (?:des?|du|d['’]))|\bfin (?:des?|du) (?:aides?|financements?|"
    r"subventions?|soutiens?|dispositifs?)|\b(?:abandon|annul|retir)\w+\s*\)?$|\bnon\s*$"
)
# « (hors taxes) », « (non cumulable) », « (sans condition) » are conditions of who pays.
_NO_REMARK = re.compile(
    r"(?:non(?! (?:cumul|affect|renouvel|taxe|rembours))|pas|aucune?s?|neant|hors(?! ?t)|refus\w*|rejet\w*|ineligib\w*|"
    r"n\.?c\.?$)(?!\w)|sans (?:objet|suite|financ|particip|aide|subvention)"
)
_REMARK = re.compile(r"\(([^()]*)\)")
PAYS, HOPED_FOR = "dit", "envisage"


def _plain(words: str) -> str:
    """The words for comparing; the sign of a tick has its own shape, whatever colour it is shown in."""
    return " ".join(fold(words.replace("\ufe0f", "")).split()).strip(" .;,:")


def says_no(words: str) -> bool:
    """Whether what stands behind a payer's name, or in its column, says that it pays nothing, or says nothing."""
    said = _plain(words)
    within = said[1:-1].strip() if said.startswith(("(", "[")) and said.endswith((")", "]")) else said
    if not any(sign.isalnum() for sign in within):
        return not re.search(_YES, within)
    bare = re.sub(r"[\s\d.,]{0,20}%", "", within) or within
    return bool(
        _SILENT.fullmatch(within)
        or (_NO.match(within) and not _NOT_YET.match(within))
        or _HELPS.match(within)
        or any(_refuses(one) for one in _REMARK.findall(said))
        or (bare != within and _NO.match(bare) is not None)
    )


def refuses(words: str) -> bool:
    """Whether words name a body because it does not pay: « FEDER non éligible », « plus d’aide de l’État »."""
    said = _plain(words)
    return bool(_REFUSED.search(said)) or any(_refuses(one) for one in _REMARK.findall(said))


def _refuses(remark: str) -> bool:
    """Whether a remark behind a name says no; « (voir convention) » is no answer, but no refusal either."""
    said = remark.strip()
    is_no = _NO_REMARK.match(said) or re.fullmatch(_NONE_OF, said)
    return bool((is_no and not _NOT_YET.match(said)) or _HELPS.match(said))


# Asked of one clause for each of its payers, of which a list may have a thousand.
@lru_cache(maxsize=16)
def is_hoped(words: str) -> bool:
    """Whether words say of a payer that it is looked for, asked or not yet sure."""
    said = _plain(words)
    return bool(HOPED.search(words) or _NOT_YET.search(said) or _PERHAPS.search(said))


def said_of_payer(words: str) -> str:
    """What the cell of a column that a payer heads says of it: `dit`, `envisage`, or nothing that is sure."""
    if says_no(words):
        return ""
    said = _plain(words)
    if _NOT_YET.search(said) or _MAYBE.search(said):
        return HOPED_FOR
    return PAYS if _GIVES.search(_DATE.sub(" ", said)) or re.search(_YES, said[:1]) else ""
