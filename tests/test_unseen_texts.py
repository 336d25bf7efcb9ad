"""What the rules of the codebook make of texts that nobody has read: its own vocabulary, on sentences of our own."""

from __future__ import annotations

import pytest

from evaluation import themes
from evaluation.themes import figures, theme_of

# Sentences of the kinds that rules mistook when others labelled them (grants, programmes, climate plans).
SAID = [
    ("energie-climat", "Rénovation énergétique de l’école, de la mairie, du gymnase et de la salle des fêtes"),
    ("energie-climat", "Isolation du groupe scolaire et remplacement de la chaudière"),
    ("energie-climat", "Installation d’une pompe à chaleur à la salle polyvalente"),
    ("energie-climat", "Renouvellement du parc de luminaires du centre-bourg"),
    ("services-cohesion", "Extension de l’école maternelle"),
    ("services-cohesion", "Rénovation de la salle des fêtes"),
    ("services-cohesion", "Construction d’un gymnase"),
    ("services-cohesion", "Ouvrir une maison pour tous"),
    ("services-cohesion", "Installer des caméras de vidéoprotection aux abords des écoles"),
    ("services-cohesion", "Soutenir les clubs sportifs amateurs"),
    ("environnement", "Restauration des berges rive droite"),
    ("environnement", "Préserver les habitats naturels et les espèces"),
    ("environnement", "Collecter les biodéchets des cantines"),
    ("environnement", "Confortement de la digue"),
    ("environnement", "Désimperméabilisation de la cour de l’école"),
    ("environnement", "Réhabilitation du château d’eau"),
    ("environnement", "Installation de bornes à incendie"),
    ("culture-patrimoine", "Restauration du retable de l’église"),
    ("culture-patrimoine", "Rénovation de la charpente de la chapelle"),
    ("agriculture-alimentation", "Du bio et du local à la cantine"),
    ("habitat", "Transformer l’ancienne école en logements"),
    ("habitat", "Aménagement de deux logements dans l’ancien presbytère"),
    ("economie-emploi", "Reconvertir la friche en village d’artisans"),
    ("sante", "Réhabilitation de l’ancienne poste en cabinet médical"),
    ("amenagement", "Aménagement de la place de l’église"),
    ("amenagement", "Réfection de la chaussée rue de la Gare"),
    ("mobilite", "Piste cyclable entre la mairie et le collège"),
    ("mobilite", "Création d’un parking place de la Mairie"),
    ("gouvernance", "Organiser un référendum local"),
    ("numerique-innovation", "Équiper les écoles de tableaux numériques"),
    ("mobilite", "Accompagner les employeurs vers des plans de mobilité"),
    ("energie-climat", "Sensibiliser les écoliers aux énergies renouvelables"),
    ("numerique-innovation", "Former les seniors au numérique"),
    ("energie-climat", "Réhabilitation et rénovation énergétique d’un logement"),
    ("tourisme", "Création d’une aire de camping-cars près du stade"),
    # Access for people with disabilities has no theme of its own where the place has one.
    ("services-cohesion", "Mise en conformité de l’accessibilité de la mairie"),
    ("services-cohesion", "Accessibilité PMR du complexe sportif"),
    ("culture-patrimoine", "Mise aux normes d’accessibilité de l’église"),
    ("culture-patrimoine", "Mise en sécurité de la chapelle"),
    ("services-cohesion", "Réfection des sanitaires de l’école"),
    ("services-cohesion", "Mise aux normes d’hygiène et de sécurité des cantines"),
    ("services-cohesion", "Aménagement d’une aire de jeux"),
    ("services-cohesion", "Construction d’une halle des sports"),
    ("services-cohesion", "Construction du siège communautaire"),
    ("services-cohesion", "Restauration de la façade de la mairie"),
    ("sante", "Aménagement du centre de santé"),
    ("tourisme", "Création d’une plaine de loisirs"),
    # A place that is made is what is acted on.
    ("services-cohesion", "Création d’une cantine reliée à la voirie"),
    ("mobilite", "Construction d’une passerelle au-dessus du canal"),
    ("environnement", "Déminéraliser les cours d’immeubles"),
    ("environnement", "Préserver le cadre de vie et les espèces face au changement climatique"),
    ("environnement", "Atteindre un tiers de couverture arborée"),
    ("environnement", "Choisir des espèces rustiques dans la perspective du changement climatique"),
    ("mobilite", "Convertir les bus au biogaz"),
    ("habitat", "Faciliter l’accès à la propriété"),
    ("habitat", "Plafonner les locations touristiques"),
    ("amenagement", "Stopper la bétonnisation"),
    ("amenagement", "Installer des bancs"),
    ("sante", "Offrir une consultation psychologique aux étudiants"),
    ("culture-patrimoine", "Ouvrir un lieu de culture hip-hop"),
    ("culture-patrimoine", "Rendre hommage aux anciens combattants"),
    ("energie-climat", "Rafraîchir les écoles"),
    ("services-cohesion", "Offrir des cours de français aux nouveaux arrivants"),
    ("services-cohesion", "Lutter contre le tapage nocturne"),
    ("economie-emploi", "Réunions publiques sur le commerce"),
    ("gouvernance", "Publier les comptes de la ville"),
    # What inhabitants propose: small things, by the words of those who write freely.
    ("services-cohesion", "Un bike park pour les ados"),
    ("services-cohesion", "Des agrès de musculation près du stade"),
    ("services-cohesion", "Un mur d’escalade"),
    ("services-cohesion", "Un baby-foot et une table d’échecs sur la place"),
    ("services-cohesion", "Rouvrir les bains-douches"),
    ("services-cohesion", "Un frigo solidaire devant la mairie"),
    ("services-cohesion", "Une bagagerie pour les personnes à la rue"),
    ("services-cohesion", "Un après-midi de jeux de société"),
    ("services-cohesion", "Refaire la cour de récréation"),
    ("services-cohesion", "Un parcours de pêche pour les débutants"),
    ("environnement", "Un poulailler partagé"),
    ("environnement", "Une citerne d’eau de pluie derrière l’église"),
    ("environnement", "Une borne-fontaine sur la promenade"),
    ("environnement", "Fleurir les pieds de mur"),
    ("environnement", "Reprendre l’aménagement de l’espace vert du square"),
    ("amenagement", "Un urinoir près de la halle"),
    ("amenagement", "Une table à langer"),
    ("culture-patrimoine", "Un mur de libre expression"),
    ("culture-patrimoine", "Une scène ouverte tous les mois"),
    ("culture-patrimoine", "Prêter des instruments de musique"),
    ("culture-patrimoine", "Défendre les langues minoritaires"),
    ("mobilite", "Louer un vélo longue durée à tarif réduit"),
    ("mobilite", "Un rack à vélos devant la poste"),
    ("energie-climat", "Imposer la conception écologique des bureaux"),
    ("gouvernance", "Une votation citoyenne par an"),
    ("gouvernance", "Revoir les appels d’offres"),
    ("agriculture-alimentation", "Encourager la production vivrière"),
]


@pytest.mark.parametrize(("theme", "said"), SAID)
def test_what_works_are_for_is_told_from_where_they_are(theme: str, said: str):
    assert theme_of(said) == theme


@pytest.mark.parametrize("accented", [True, False])
def test_titles_without_accents_are_read_alike(accented: bool):
    said = (
        "Réhabilitation de l’ancienne école en logements"
        if accented
        else "REHABILITATION DE L'ANCIENNE ECOLE EN LOGEMENTS"
    )
    assert theme_of(said) == "habitat"


# What was measured, less the little that a mended term may cost; the figures stand in evaluation/README.md.
LEAST = {
    "sentences": 0.80,
    "invented plan": 0.90,
    "Fonds vert": 0.55,
    "grants read, made-on": 0.75,
    "grants read, held-out": 0.65,
    "grants blind, dev": 0.80,
    "grants blind, held-out": 0.78,
}


@pytest.mark.skipif(not themes.GRANTS.exists(), reason="the grants stand beside the repository, on this machine alone")
def test_agreement_with_labels_given_by_reading_does_not_fall():
    for name, cases in themes.sets():
        least = next((least for set_, least in LEAST.items() if name.startswith(set_)), None)
        if least is not None:
            found = figures(cases).kappa
            assert found is not None and found >= least, name


@pytest.mark.skipif(not themes.GRANTS.exists(), reason="the grants stand beside the repository, on this machine alone")
def test_of_unseen_grants_nine_sure_themes_in_ten_are_right_and_uncertain_ones_are_not():
    sure, uncertain = (figures(cases) for cases in themes.of_which_sure(themes.grants_blind("held-out")))
    assert sure.cases > uncertain.cases > 0
    assert sure.agreeing / sure.cases >= 0.9 > uncertain.agreeing / uncertain.cases
