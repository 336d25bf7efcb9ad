"""Sentences that were false in use, each with what its document says, read by eye."""

from __future__ import annotations

import re

import pytest

from dashboard import queries
from dashboard.charts.model import DotChart, MatrixChart, chart_of
from dashboard.charts.words import alternative
from dashboard.comparisons import (
    actions_on_theme,
    bodies_by_action,
    document_funders,
    engagements_by_territory,
    face_to_face,
    findings,
    funders_by_territory,
    grants_in_brief,
    levels_by_territory,
    schemes_by_territory,
    stated_periods,
    themes_by_funder,
    themes_by_territory,
    themes_in_dots,
)
from dashboard.comparisons.claims import Contrast, Degree, Leading, Named, NamePayer, Shared
from dashboard.comparisons.wording import sentence, words
from dashboard.dossier.views import VIEWS
from dashboard.look.formats import NO_BREAK
from dashboard.selection import Selection

pytestmark = pytest.mark.usefixtures("database")


def absent(theme: str, territory: str, **filters: tuple[str, ...]) -> str:
    """How the page of a theme says that a territory has no action of it."""
    return sentence(actions_on_theme(Selection(themes=(theme,)).but(**filters)).absences[territory])


def test_the_diagnosis_that_speaks_of_health_is_not_called_silent_on_it() -> None:
    """Its health chapter stands at lines 202 and 238, its line 935 speaks of it too."""
    claim = actions_on_theme(Selection(themes=("sante",))).absences["porte-du-hainaut"]
    assert {202, 238, 935} <= set(claim.lines)
    assert claim.degree is not Degree.SILENT
    assert not any("n’en dit rien" in words(one) for one in findings.overview(Selection(themes=("sante",))))


def test_a_theme_that_six_actions_have_second_is_not_called_absent() -> None:
    assert absent("attractivite", "cahors").startswith(
        "Aucune action du document de Cahors n’a « Attractivité et image » pour thème principal ; "
        f"6{NO_BREAK}actions l’ont pour thème secondaire, et son texte en emploie des termes, lignes "
    )


def test_a_filter_that_keeps_nothing_is_not_told_as_the_documents_silence() -> None:
    """Of governance, the Porte du Hainaut has actions; none of them names LEADER."""
    told = absent("gouvernance", "porte-du-hainaut", funders=("leader",))
    assert told.startswith("Dans tout le document de la Porte du Hainaut, 2") and told.endswith(
        "n’en retiennent aucune."
    )


def test_what_the_kept_actions_lack_in_common_is_said_of_them_alone() -> None:
    kept = face_to_face(Selection(engagements=("engage",)), "themes")
    assert kept.finding.startswith("Parmi les actions retenues, aucun thème n’est commun aux actions")
    (shared, *_) = face_to_face(Selection(), "themes").headline
    assert isinstance(shared, Shared) and len(shared.subjects) == 7


def test_schemes_that_a_text_names_at_one_line_count_where_they_are_read() -> None:
    """Line 62 of the Porte du Hainaut names SCOT, PLUi, PLH and CLS, of which no action was cut."""
    faces = face_to_face(Selection(), "dispositifs")
    for name in ("SCoT", "PLUi", "PLH", "CLS"):
        entry = next(entry for entry in faces.entries if name in entry.label)
        assert not entry.is_only_here, name
        assert entry not in [one for territory in faces.places for one in faces.only(territory)]
        assert "porte-du-hainaut" in entry.present or 62 in entry.absences["porte-du-hainaut"].lines


def test_no_theme_is_said_to_weigh_most_everywhere_where_one_document_has_another_first() -> None:
    said = " ".join(map(words, findings.overview(Selection())))
    assert "partout" not in said and "pèse" not in said
    (gaps,) = [claim for claim in findings.overview(Selection()) if isinstance(claim, Contrast)]
    assert "diagnostic" not in words(gaps) and gaps.most.place.territory_id != "porte-du-hainaut"


def test_one_document_alone_is_not_all_documents() -> None:
    said = [words(claim) for claim in findings.overview(Selection(territories=("cahors",)))]
    assert not any("tous les documents" in one or "partout" in one for one in said)


def test_all_is_said_without_others() -> None:
    finding = levels_by_territory(Selection(levels=("europe",))).finding
    assert finding == f"Les 4{NO_BREAK}actions retenues nomment toutes un financeur"


def test_no_scheme_is_said_to_be_named_more_than_those_that_a_filter_hides() -> None:
    comparison = schemes_by_territory(Selection(schemes=("cls",)))
    assert isinstance(comparison.headline, Named) and "plus que" not in comparison.finding


def test_secondary_themes_that_count_are_said_to_count() -> None:
    comparison = themes_by_territory(Selection(with_secondary=True))
    assert "par thème, principal ou secondaire" in comparison.subtitle
    assert "par thème principal" not in f"{comparison.finding} {comparison.subtitle}"


def test_actions_that_name_no_payer_are_told_from_the_document_that_names_nine() -> None:
    finding = levels_by_territory(Selection(territories=("cahors",))).finding
    assert finding.startswith(f"2{NO_BREAK}actions sur 22 nomment un financeur ; les 20 autres n’en nomment pas")
    assert "document ne le dit pas" not in finding
    assert document_funders(Selection(territories=("cahors",))).finding.startswith("Cahors / Grand Cahors : 9")


def test_the_profile_of_a_territory_speaks_of_it() -> None:
    comparison = themes_in_dots(Selection(), emphasis="cahors")
    assert isinstance(comparison.headline, Leading)
    assert comparison.headline.part.place.territory_id == "cahors"
    assert comparison.finding == (
        "Thème principal le plus fréquent pour Cahors : « Aménagement, urbanisme et espaces publics », "
        f"6{NO_BREAK}actions sur 22"
    )


def test_a_headline_that_secondary_themes_would_turn_over_is_not_made() -> None:
    """Culture: 2 of Cahors's 22 actions by main theme, 7 with secondary ones; the order of the plans turns over."""
    for selection in (Selection(), Selection(with_secondary=True)):
        headline = themes_by_territory(selection).headline
        assert isinstance(headline, Contrast) and headline.subject.members != ("culture-patrimoine",)


@pytest.mark.parametrize("theme", ["mobilite", "energie-climat", "culture-patrimoine"])
def test_a_diagnosis_is_never_set_against_plans(theme: str) -> None:
    headline = themes_by_territory(Selection(themes=(theme,), territories=("cahors", "porte-du-hainaut"))).headline
    assert not isinstance(headline, Contrast)


def test_a_tie_is_told_as_a_tie() -> None:
    """LEADER and the intercommunal bodies, five actions each."""
    assert "à égalité" in funders_by_territory(Selection()).finding


def test_counts_are_said_in_figures_of_how_many() -> None:
    for selection in (Selection(), Selection(themes=("sante",)), Selection(territories=("cahors",))):
        for make in (themes_by_territory, levels_by_territory, engagements_by_territory):
            said = f"{make(selection).finding} {make(selection).subtitle}"
            assert not re.search(r"\d des \d|%|\bune action sur", said), said


def test_who_names_a_payer_is_claimed_of_what_is_kept() -> None:
    claim = levels_by_territory(Selection()).headline
    assert isinstance(claim, NamePayer) and [place.territory_id for place in claim.silent] == ["porte-du-hainaut"]


def test_those_that_name_no_payer_are_as_many_as_the_row_of_what_is_not_said() -> None:
    for filters in (Selection(), Selection(engagements=("engage",)), Selection(territories=("coeur-de-lorraine",))):
        comparison = levels_by_territory(filters)
        claim, table = comparison.headline, comparison.table
        assert isinstance(claim, NamePayer)
        unsaid = int(table.loc[table["level"] == "non-renseigne", "actions"].sum())
        assert f"les {unsaid} autres n’en nomment pas" in comparison.finding


def test_a_document_that_names_a_payer_elsewhere_is_not_said_to_name_none_under_a_filter() -> None:
    """Midi-Quercy names LEADER, Cœur de Lorraine four payers, in actions that are not engaged."""
    finding = levels_by_territory(Selection(engagements=("engage",))).finding
    assert "dans le document" not in finding
    assert "aucune de celles du Pays Midi-Quercy ni de Cœur de Lorraine" in finding


def test_an_action_that_only_envisages_a_payer_is_not_said_to_name_none() -> None:
    both = Selection(natures=("communication-sensibilisation",), territories=("coeur-de-lorraine", "porte-du-hainaut"))
    claim = levels_by_territory(both).headline
    assert isinstance(claim, NamePayer) and (claim.actions, claim.envisaged, claim.total) == (0, 1, 15)
    assert sentence(claim) == (
        "Aucune action sur 15 ne nomme de financeur qui paie ; 1 n’en nomme qu’un envisagé : "
        "c’est « non renseigné », non pas zéro."
    )


def test_the_largest_figures_told_to_those_who_hear_are_only_among_them_where_one_left_out_ties() -> None:
    comparison = themes_by_funder(Selection(with_partners=True))
    most = comparison.table.nlargest(3, "actions")["actions"].min()
    tied = (comparison.table["actions"] >= most).sum() > 3
    assert tied and "Parmi les plus grands nombres" in alternative(chart_of(comparison))


def test_a_share_is_told_with_its_counts_to_those_who_hear() -> None:
    said = alternative(chart_of(themes_by_territory(Selection())))
    assert said.count("%") == len(re.findall(r"\d\u202f% \(\d+ sur \d+\)", said)) > 0


def test_what_is_most_named_under_a_filter_is_said_of_the_kept_actions() -> None:
    said = funders_by_territory(Selection(engagements=("programme",))).finding
    assert said.startswith("Parmi les actions retenues, ") and "souvent nommé" in said
    assert themes_by_funder(Selection(engagements=("programme",))).finding.startswith("Parmi les actions retenues, ")


def test_one_action_alone_is_denied_in_whole_french() -> None:
    alone = Selection(
        territories=("coeur-de-lorraine", "cahors"), themes=("sante", "mobilite"), engagements=("a-etudier",)
    )
    assert queries.counted(alone)[0] == 1
    assert stated_periods(alone).finding == "L’action retenue n’annonce pas de période"
    assert bodies_by_action(alone).finding.startswith("L’action retenue ne nomme pas de financeur")
    assert "L’action retenue ne nomme pas de financeur" in levels_by_territory(alone).finding


def test_a_territory_without_a_grant_bears_its_article() -> None:
    own = Selection(territories=("midi-quercy", "porte-du-hainaut"), themes=("numerique-innovation",))
    assert "rien dans ces listes pour la Porte du Hainaut" in grants_in_brief(own).finding


@pytest.mark.parametrize("filters", [Selection(), Selection(themes=("sante",)), Selection(territories=("cahors",))])
@pytest.mark.parametrize("name", [name for name in VIEWS if name.startswith(("subventions", "plan-et"))])
def test_a_chart_of_money_is_heard_as_what_it_prints_and_never_as_how_many_grants_stand_behind(
    name: str, filters: Selection
) -> None:
    chart = chart_of(VIEWS[name].make(filters))
    if not isinstance(chart, MatrixChart | DotChart):
        return
    said = alternative(chart)
    said = said[said.index(chart.comparison.finding) :]
    for at, series in enumerate(chart.series):
        if series.look is None:
            continue
        _, _, own = said.partition(f"{series.label} : ")
        told = [(row, row.marks[at]) for row in chart.rows if row.marks[at].value]
        largest = max(told, key=lambda one: one[1].value or 0, default=None)
        if largest is not None:
            row, mark = largest
            assert row.label in own and (mark.text in own or mark.heard in own), own
    assert f"({max(mark.actions for row in chart.rows for mark in row.marks)})" not in said
