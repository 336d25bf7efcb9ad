"""Bodies that a sentence about money only speaks of: where something is signed, whose committee sits, who guarantees a
loan, whose costs are reckoned, who won a contract. None of them pays there."""

from __future__ import annotations

import re

from etl.coding.terms import Hit, Passage

_OF = r"(?:d[eu]s? (?:la |l['’])?|d['’])"
# « Mme Garnier siégera au conseil d’administration de l’EPF, M. Petit au comité de programmation LEADER »
_SITS = re.compile(
    rf"\b(?:siég|délégu|désign|membre)\w*[^;\n]{{0,160}} (?:au|à la|à l['’]|aux)"
    rf" (?:(?:conseil d['’]administration|comité(?: (?:de |d['’])?\w+)?|bureau|assemblée générale) (?:{_OF})?)?$",
    re.IGNORECASE,
)
# « charges de personnel de l’agglomération : 1,94 M€ », « enquête de la Chambre de métiers : 38 % »
_RECKONED = re.compile(
    r"\b(?:(?:charges|frais|dépenses) de personnel|masse salariale|effectifs?|enquêtes?|sondages?|dette|endettement"
    rf"|encours|épargne|trésorerie) {_OF}$",
    re.IGNORECASE,
)
# « avec la garantie du Département », « l’équipe LEADER du GAL »
_THEIRS = re.compile(
    rf"\b(?:(?<!à une )(?:garanties?(?: d['’]emprunt)?|cautions?) {_OF}|(?:équipe|animat\w+|technicien\w*"
    r"|travailleu\w+ socia\w+|gestionnaires?|instances?|chargée?s? de mission|cellule|réseau)"
    rf" (?:{_OF})?(?:programme )?)$",
    re.IGNORECASE,
)
# « les règles du Fonds vert, de la DETR et de la DSIL ont été expliquées »
_TOPICS = re.compile(
    rf"\b(?:critères?|règles?|règlements?|guides?|présentation|procédures?|usages?|utilisation"
    rf"|mécanismes?) {_OF}[^.;:€%\n]{{1,60}}?(?:,| et) {_OF}$",
    re.IGNORECASE,
)
# « accusé réception en préfecture », « contrat signé à la sous-préfecture »
_THERE = re.compile(
    r"\ben (?:sous-)?$|\b(?:sign|ten|réun|rencontr|remis)\w*[^.;\n]{0,40} à la (?:sous-)?$", re.IGNORECASE
)
# « lot n° 2 gros œuvre : entreprise Castagné, 148 300 € HT »
_CONTRACT = re.compile(
    r"\b(?:lots?(?: n ?° ?| )\d+|attributaires?|titulaires?|adjudicataires?)\b[^.;\n]{0,80}$", re.IGNORECASE
)
# « la commune accorde sa garantie à hauteur de 50 % », « la Région s’est portée garante »
_GUARANTEES = re.compile(
    r"[^.;:,\n]{0,40}? (?:(?:accord|apport|octro[iy]|donn|consent|renouvel)\w* (?:sa |une |la |leur )?"
    r"(?:garantie|caution)\b"
    r"|(?:se porte|se portent|s['’]est portée?|se sont portées?|se portera) (?:garant|caution)"
    r"|garanti(?:t|ssent|ra|ront) (?:l['’]|l[ae]s? |une? |des |leurs? )?"
    r"(?:emprunt|prêt|remboursement|autre|reste|solde|moitié|tiers|quart|\d+ ?%))"
    # « se porte garant de l’emprunt et y ajoute 100 000 € »
    r"(?![^.;\n]* (?:et|puis) (?:y |en |lui )?(?:ajout|vers|apport|financ|subventionn|attribu|allou|donn))",
    re.IGNORECASE,
)
# « la convention avec l’EPF est arrivée à terme »
_ENDED = re.compile(
    r"[^.;:,\n]{0,20}? (?:est |a été |étant )?"
    r"(?:arrivée? à (?:son )?(?:terme|échéance)|échue|expirée?|résiliée?|dénoncée?)\b"
    r"|(?: \d{4}(?: ?[-–] ?\d{4})?)? (?:s['’](?:est|étai\w*)|est|a été) (?:terminé|achevé|clos)e?\b",
    re.IGNORECASE,
)
# « le Département avait financé la passerelle », « a financé en 2021 la passerelle, opération aujourd’hui soldée »
_BEFORE = re.compile(
    r"(?! (?:n['’]|ne ))[^.;:,\n]{0,30}? avai(?:t|ent) (?:\w+ment |déjà )?"
    r"(?:(?:co)?financé|payé|subventionné|soutenu|aidé|permis|pris en charge|offert)"
    r"|[^.;:\n]{0,30}? (?:a|ont) (?:\w+ment |déjà )?(?:(?:co)?financé|payé|subventionné)"
    r"[^.;\n]{0,60}\b(?:opération|action|tranche|phase)s? (?:aujourd['’]hui |désormais )?"
    r"(?:soldé|achevé|terminé|clos)e?s?\b",
    re.IGNORECASE,
)
# « la commune loue l’école à la Région pour 300 € par mois »
_SOLD_TO = re.compile(r"\b(?:lou|vend|céd)\w* [^.;:\n]{1,60} (?:à (?:la |l['’])|aux? )$", re.IGNORECASE)
# « Financeur | Montant | État » over a table: its column of what stands where.
_CELL_BEFORE, _ROW_END = re.compile(r"[|\t] ?$"), re.compile(r" *(?:\n|$)")
_HEADS = re.compile(r"\b(?:montants?|coûts?|financeurs?|statuts?|taux|actions?|objets?)\b", re.IGNORECASE)
_PLACES = frozenset(["prefecture", "services-etat"])
_CONTRACTORS = "entreprises"
_STATE = "etat"
_WITHIN = 200


def is_spoken_of(hit: Hit, passage: Passage) -> bool:
    """Whether a body is named there as somebody or something else than who pays."""
    text, before = passage.text, max(0, hit.start - _WITHIN)
    return bool(
        any(said.search(text, before, hit.start) for said in (_SITS, _RECKONED, _TOPICS, _THEIRS, _SOLD_TO))
        or (hit.code in _PLACES and _THERE.search(text, before, hit.start))
        or (hit.code == _STATE and _is_head(hit, text))
        or (hit.code == _CONTRACTORS and _CONTRACT.search(text, before, hit.start))
        or any(said.match(text, hit.end) for said in (_GUARANTEES, _ENDED, _BEFORE))
    )


def _is_head(hit: Hit, text: str) -> bool:
    """Whether « État » heads a column of a table, in a row of such heads."""
    line = text[text.rfind("\n", 0, hit.start) + 1 : hit.start]
    is_last = _CELL_BEFORE.search(line) and _ROW_END.match(text, hit.end)
    return bool(is_last and _HEADS.search(line) and "€" not in line)
