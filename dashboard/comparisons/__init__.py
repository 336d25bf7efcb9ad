"""Comparisons: one answer each, independent of any screen. Every renderer takes a Comparison and nothing else."""

from dashboard.comparisons.action_sums import action_sums, key_of_sort, sorts
from dashboard.comparisons.actions import ThemeActions, actions_on_theme
from dashboard.comparisons.amounts import amounts_by_scope, key_of
from dashboard.comparisons.bodies import bodies_by_action
from dashboard.comparisons.contours import contours
from dashboard.comparisons.core import Comparison, Source
from dashboard.comparisons.document_funding import document_funders
from dashboard.comparisons.engagements import engagements_by_territory
from dashboard.comparisons.faces import LENSES, Faces, face_to_face, face_to_face_of, presence_by_territory
from dashboard.comparisons.funding import funders_by_territory, levels_by_territory, themes_by_funder
from dashboard.comparisons.grant_lists import grants_apart, grants_in_brief, largest_grants, most_granted_bodies
from dashboard.comparisons.grant_parts import grants_known
from dashboard.comparisons.grants import (
    grants_by_programme,
    grants_by_theme,
    grants_by_year,
    planned_and_granted,
)
from dashboard.comparisons.grants_beside import grants_beside, has_whole_lists
from dashboard.comparisons.grids import areas_by_territory, areas_in_dots
from dashboard.comparisons.missing import Missing, missing, others_read
from dashboard.comparisons.periods import stated_periods
from dashboard.comparisons.places import places
from dashboard.comparisons.regional_aids import regional_aids
from dashboard.comparisons.schemes import schemes_by_territory
from dashboard.comparisons.themes import themes_by_territory, themes_in_dots
from dashboard.comparisons.usual_funding import usual_funding

__all__ = [
    "LENSES",
    "Comparison",
    "Faces",
    "Missing",
    "Source",
    "ThemeActions",
    "action_sums",
    "actions_on_theme",
    "amounts_by_scope",
    "areas_by_territory",
    "areas_in_dots",
    "bodies_by_action",
    "contours",
    "document_funders",
    "engagements_by_territory",
    "face_to_face",
    "face_to_face_of",
    "funders_by_territory",
    "grants_apart",
    "grants_beside",
    "grants_by_programme",
    "grants_by_theme",
    "grants_by_year",
    "grants_in_brief",
    "grants_known",
    "has_whole_lists",
    "key_of",
    "key_of_sort",
    "largest_grants",
    "levels_by_territory",
    "missing",
    "most_granted_bodies",
    "others_read",
    "places",
    "planned_and_granted",
    "presence_by_territory",
    "regional_aids",
    "schemes_by_territory",
    "sorts",
    "stated_periods",
    "themes_by_funder",
    "themes_by_territory",
    "themes_in_dots",
    "usual_funding",
]
