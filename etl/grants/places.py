"""Where a grant counts: the commune of today or the intercommunality that its beneficiary's code names."""

from __future__ import annotations

from dataclasses import dataclass

from etl.france import France

COMMUNE, EPCI, OTHER, UNCODED = "commune", "epci", "autre", "sans-code"


@dataclass(frozen=True, slots=True)
class Place:
    """What a beneficiary's codes say: its kind, the commune where the grant counts, the intercommunality, a name.

    `alike` is whom a row without any code would be, if its name alone were believed.
    """

    kind: str
    commune: str = ""
    epci: str = ""
    name: str = ""
    alike: str = ""


def place_of(siren: str, insee: str, name: str, department: str, france: France) -> Place:
    """Where a grant counts by its codes; the INSEE code, which says where, goes before the SIREN, which says who."""
    if not siren and not insee:
        return Place(UNCODED, alike=france.alone_named(name, department))
    by_siren = france.member(siren) if siren else None
    commune = france.commune_now(insee or france.insee_of(siren))
    if commune is None:
        if by_siren is None or by_siren.kind == COMMUNE:
            return Place(OTHER)
        return Place(EPCI, "", siren, by_siren.name)
    if siren and siren != str(commune["siren"]):
        # An intercommunality's or a syndicate's project, which the list places in a commune.
        kind = EPCI if by_siren is not None and by_siren.kind != COMMUNE else OTHER
        # The number of a commune that has merged since is a commune's.
        kind = COMMUNE if by_siren is None and siren.startswith("21") else kind
    else:
        kind = COMMUNE
    name = by_siren.name if by_siren is not None else str(commune["name"]) if kind == COMMUNE else ""
    return Place(kind, str(commune["insee"]), str(commune["epci_siren"] or ""), name)
