"""What columns of tables of actions are called: by those of the Territoires en Transitions template, of Fonds vert-like
tables, of tools that list tasks, and by what others write."""

from __future__ import annotations

import re

# Name of a field -> what its column is called, without accents, in small letters. The first that matches names it.
_ACTION = r"(de (l.?action|la fiche.?action|la fiche|l.?operation|la mesure|l.?projet)|du projet|de projet)"
_OF_ACTION = r"( (de (l.?action|la fiche.?action|l.?operation|la mesure)|du projet|de projet|des? actions?))?"
# « Élu·e » without its accent; who answers for an action may be written for both sexes.
_ELECTED = r"elu(e|·e|\.e|\(e\))?"
# What says of payers that they are hoped for, and of a plan of finance that it is one.
HOPED = (
    r"potentiels?|envisage(e?s?)|possibles?|pressenti(e?s?)|sollicite(e?s?)|demande(e?s?)|mobilisables?|attendu(e?s?)|"
    r"eventuel(le)?s?|identifie(e?s?)"
)
_HOW_FAR = rf"({HOPED}|previsionnels?|mobilise(e?s?)|acquis(es)?|obtenu(e?s?)|prevu(e?s?)|accorde(e?s?)|notifie(e?s?))"
# « Financements sollicités ou obtenus »
_PLANNED = rf"( {_HOW_FAR}(( et | ou | et/ou | ?/ ?|, ?){_HOW_FAR})*)?( ?/ ?definiti(f|ve)s?)?"
# « Actions à mettre en œuvre », « Projets retenus ».
_TO_DO = (
    r"(a (mettre en (oe|œ)uvre|mener|engager|conduire|realiser|lancer|venir)|prevue?s?|proposee?s?|retenue?s?|"
    r"envisagee?s?|identifiee?s?|concretes?|operationnelles?|phares?|prioritaires?|cles?|structurantes?)$"
)
NAMES: tuple[tuple[str, str], ...] = (
    ("subtitle", r"titre de la sous.?action|sous.?actions?$|etapes?( cles)?$"),
    (
        "title",
        rf"(titre|intitule|nom|libelle|designation)"
        rf"( {_ACTION}| de la fiche action| (fiche.)?(action|projet|operation|mesure)|"
        r" des (actions?|projets?|operations?|travaux|investissements?|amenagements?))?$|"
        r"(action|projet|operation|mesure) (nom|titre|intitule|libelle)$",
    ),
    (
        "title",
        r"(n|no|num|numero|n°|ref|reference|code) ?(/|-|–|&|et) ?((titre|intitule|nom|libelle)s? "
        r"((de l.?|de la |du |des )))?(fiche.?)?(actions?|projets?|operations?|mesures?|(titre|intitule|nom|libelle))$",
    ),
    ("title", r"(axes?|objectifs?|orientations?|themes?|thematiques?)\b[^:]*[/,-] ?(fiches?.)?actions?$|quoi$"),
    (
        "label",
        r"(n|no|num|numero|n°|ref|reference|code|id|op)"
        r"( (de l.?|d.?)?action| fiche| (de (la )?|d.?)?(fiche(.?action)?|ordre|projet))?$|"
        r"fiches?( n°?)?$|(fiche.?)?action (n|n°|no|num|numero|code|ref(erence)?)$|"
        r"(cle|numero|n°)( (de|du))? ticket$|cle$|(issue )?key$",
    ),
    ("level3", r"sous.?sous.?axe.*"),
    ("level2", r"sous.?axe.*|objectif( (strategique|operationnel|specifique|general))?$"),
    ("level2", r"orientation operationnelle|sous.?(objectif|thematique|theme|orientation)|chantier|levier"),
    ("level1", r"axes?\b.*|orientations?( (strategiques?|du .*|generales?))?$|piliers?|defis?$"),
    ("level1", r"enjeux?$|ambitions?|priorite strategique|thematiques?|volets?|vocations?$"),
    (
        "text",
        r"de quoi s.?agit.il.*|"
        r"descripti(f|on).*|contenu.*|contexte.*|presentation.*|detail.*|resume.*|modalites? de mise en (oe|œ)uvre",
    ),
    (
        "service",
        r"(direction|service|pole|commission).*(pilote|porteur|responsable|referente?|gestionnaire).*|service$",
    ),
    ("person", r"personne.*|contact$"),
    ("person", rf"({_ELECTED} )?referent(e|·e|\.e|\(e\))?s?( ({_ELECTED}|technique|administrati(f|ve)))?$"),
    (
        "person",
        rf"{_ELECTED}( en charge| pilote| porteur)?$|{_ELECTED} (referente?|pilote) ?/ ?service (referente?|pilote)s?$|"
        rf"({_ELECTED}|service)( ou | et | ?/ ?)({_ELECTED}|service) (referente?|pilote)s?$",
    ),
    ("person", r"chef(fe|\.fe|·fe)?s? de projets?$|charge(e|·e|\.e|\(e\))?s? d.?op(\.|erations?)?$"),
    ("funder", r"financeur \d+$"),
    ("amount", r"montant € (ht|ttc)$"),
    (
        "funders",
        rf"(co.?)?financeurs?{_PLANNED}|partenaires? financ(iers?|eurs?){_PLANNED}|(autres )?(co.?)?financeurs?.*",
    ),
    (
        "funding_text",
        rf"(co.?)?financements?{_PLANNED}|plan (de )?financement{_PLANNED}|sources? de financement{_PLANNED}",
    ),
    ("funders", rf"co.?fin(anc)?\.?{_PLANNED}$"),
    ("funding_text", rf"recettes?{_PLANNED}$"),
    ("funding_text", rf"modalites? (de|du) financement{_PLANNED}$"),
    ("funding_text", rf"(montant (de la |de l.?|des )?)?(aides?|subventions?)( financieres?)?{_PLANNED}$"),
    (
        "partners",
        r"co.?porteu(rs?|ses?)$|associe(e?s?)$|services? (associe|concerne|mobilise|partenaire|contributeur)s?$",
    ),
    (
        "pilot",
        r"portee?s? par|(structure |organisme |co.?)?pilotes?.*|"
        rf"(structure |collectivite )?porteu(rs?|ses?)({_OF_ACTION}| projet)$",
    ),
    (
        "pilot",
        r"(structure|organisme|collectivite|association) (porteuse?|referente?|pilote)|portage|chef de file|"
        r"responsable.*|qui$",
    ),
    ("pilot", r"pilotage( (de|du) .*)?|animat(eurs?|rices?)$|promoteurs?$|operateurs?$"),
    ("pilot", r"maitres?.? (d.?)?ouvrages?( .*)?|maitrise d.?ouvrage( .*)?|moa( pressentie?)?|m\.? ?o(\. ?a)?"),
    ("partners", r"(structures|organismes) (associee?s|partenaires)|acteurs a (associer|mobiliser|impliquer)|appuis?$"),
    # As pages for the public ask.
    (
        "budget",
        r"avec (quels? (moyens?|argent|budgets?)|quelle enveloppe)|(a |pour )?(quels? (couts?|prix|budgets?)|combien)",
    ),
    ("budget", r"combien (ca|cela) (coute|va couter)|(ca|cela) coute combien|quels? moyens?( financiers)?$"),
    (
        "funding_text",
        r"(avec )?quels? (financements?|financeurs?)$|comment (on |le |l.?)?(finance|financer|payer?)( .*)?$",
    ),
    ("partners", r"(avec )?quel(le)?s? (partenaires?|acteurs?)$"),
    ("pilot", r"par qui|quel(le)?s? (pilotes?|porteurs?|responsables?)$"),
    (
        "calendar",
        r"(c.?est )?pour quand|(a |pour )?quel(le)?s? (calendriers?|echeances?|dates?|delais?)$|depuis quand$",
    ),
    ("status", r"(a )?quel(le)?s? (etat|stade|avancement)s?( d.?avancement)?$|ou en sommes.nous.*"),
    ("partners", r"((en |les )?(lien|partenariat|cooperation|collaboration) )?avec"),
    (
        "partners",
        r"(autres )?partenaires?.*|partenariats?.*|(autres )?acteurs? (associes?|concernes?|mobilises?|impliques?)|"
        r"acteurs|autour de la table",
    ),
    ("indicators", r"indicateurs?.*|evaluation|suivi et evaluation|criteres? (d.?evaluation|de (suivi|reussite)).*"),
    ("indicators", r"on saura (que|si) .*|kpis?$"),
    ("indicators", r"(ce qu.?)?on mesure( .*)?$|[^:/]*/ ?indicateurs?( .*)?$"),
    ("indicators", r"comment ((saura|saurons|saurez).(t.)?(on|nous|vous)\b.*|(le |l.?)?(mesur|evalu)er?( .*)?$)"),
    # Of the template: its group « Objectifs et indicateurs » holds the measures in either column.
    ("aims", r"objectifs( (strategiques|operationnels|specifiques|generaux))?$"),
    ("basis", r"ht ?/ ?ttc|ht ou ttc"),
    ("funding_text", r"montants?( et taux)? (d.?|de l.?|des )(aides?|subventions?)( .*)?|taux (d.?|de l.?)aides?.*"),
    ("budget", r"budget.*|cout.*|montant( total| previsionnel| estimatif| estime| global| du projet| des travaux)?.*"),
    ("budget", r"estimation( financiere| budgetaire| du cout)?( (en )?[km]?€( ht| ttc)?| ht| ttc)?$|enveloppe.*"),
    # The sum of the years beside it, or of its payers.
    ("budget", r"total (ht|ttc)$|total (des )?(depenses|couts?)( (ht|ttc))?$"),
    ("budget", r"depenses?( previsionnelles?( ?/ ?definitives?)?| totale?s?| prevues?| estimees?| budgetees?)?$"),
    ("budget", r"moyens (humains et )?financiers?$|combien$"),
    (
        "status",
        r"statut(?! d(e la (demande|subvention)|u (financement|dossier))).*|"
        r"(etat |niveau |taux |% )?(d.?)? ?avancement( .*)?|% realise$|av$|etat$|stade.*|"
        r"(niveau de )?maturite( ?/.*)?|status$|phase( (actuelle|en cours|d.?avancement))?$|"
        r"etat( d.?avancement)? (au|a la date du) .*|"
        r"(observations?|commentaires?|remarques?) ?/ ?(etat|statut|avancement)( .*)?$",
    ),
    ("priority", r"(niveau de )?priorite$"),
    (
        "start",
        r"date (de )?(debut|demarrage|lancement)( prev(ue|isionnelle)?)?|"
        r"(debut|demarrage|lancement)( (previsionnel|prevu))?$|annee (de )?(debut|demarrage|lancement)",
    ),
    (
        "end",
        r"date (previsionnelle )?((de )?(fin|livraison)|d.?echeance)( prev(ue|isionnelle)?)?|fin$|annee (de )?fin|"
        r"livraison$",
    ),
    ("end", r"(date de )?mise en service$"),
    (
        "calendar",
        r"ech|tps|chronologie.*|timeline.*|"
        r"calendrier.*|echeanciers?.*|echeances?.*|periode.*|delais?( .*)?$|planning.*|phasage.*|temporalite.*",
    ),
    (
        "calendar",
        r"duree ?[-–/,] ?(calendrier|periode).*|"
        r"(dates?|annees?)( (de realisation|de mise en (oe|œ)uvre|previsionnelles?|prevues?))?$|duree$|"
        r"((pour|d.?ici|a partir de) )?quand( .*)?$|horizon( .*)?$",
    ),
    ("calendar", r"date de (debut|demarrage|lancement) ?[-–/,] ?duree.*"),
    ("calendar", r"(debut|demarrage|lancement) ?[-–/,] ?(fin|livraison|achevement)$|programmation( previsionnelle)?$"),
    ("notes", r"notes?( complementaires?)?$"),
    ("title", r"actions?$|fiche.?actions?$|mesures?$|projets?$|operations?$"),
    ("title", rf"(actions?|mesures?|projets?|operations?) {_TO_DO}"),
    # What a fiche asks.
    ("pilot", r"qui (porte|pilote|fait|suit|gere|anime|est responsable|s.?en (occupe|charge))\b.*"),
    ("funders", r"qui (finance|paie|paye)\b.*"),
    ("partners", r"avec qui\b.*|qui (participe|est associe|y contribue)\b.*|intervenants?( .*)?$"),
    ("budget", r"combien (ca |cela )?coute.*"),
    ("status", r"ou (en est.on|on en est)$|points? d.?(etape|avancement)( .*)?$"),
    ("status", r"((taux|degre|niveau|etat|%) )(de |d.)?(realisation|execution|mise en (oe|œ)uvre)( .*)?$"),
    ("title", r"(quel est )?(le |l.)?(nom|titre|intitule) de (votre|cette|l.) ?(action|projet)$"),
    (
        "pilot",
        r"quel(le)?s? (structure|organisme|collectivite|service|acteur)s? (la |le |l.)?(porte|pilote|realise)\b.*",
    ),
    ("partners", r"avec quels?\b.*"),
    ("status", r"ou en (etes.vous|sommes.nous|est (l.action|le projet))$"),
    ("text", r"(decrivez|decrire)\b.*"),
    ("level1", r"(a |de )?quel(le)? (axe|orientation|enjeu|thematique|priorite)\b.*"),
    ("partners", r"(communes|structures|organismes|acteurs|services|partenaires)( et [a-z]+)? associee?s$"),
    # What programs that draw maps or keep files call their columns, in few signs.
    (
        "title",
        r"(lib|libelle|intitule|nom) (am|amgt|amenagement|act|action|fiche action|op|ope|operation|proj|projet)$",
    ),
    ("label", r"(code|id|num|no) (am|amgt|amenagement|act|action|op|ope|operation|proj|projet)$"),
    ("level2", r"obj(ectif)?\.? op(er(ationnel)?)?\.?$"),
    ("partners", r"partenair$"),
    ("calendar", r"annees? (de )?(prog(rammation)?|programmee?s?|travaux|budgetaire)$"),
    # What tools that list tasks export.
    ("pilot", r"(attribuee?|assignee?|affectee?) a$|noms? (des )?ressources?$"),
    ("status", r"progression$|% (acheve|termine|d.?achevement)$"),
    ("depth", r"niveau hierarchique$|niveau de (plan|hierarchie)$|outline level$"),
    ("label", r"wbs$"),
    ("level1", r"(nom (du |de (la )?)?)?(compartiment|liste|bucket)$|(list|bucket)( name)?$"),
    ("title", r"((nom|titre|intitule) de (la )?)?taches?$|card name$"),
    ("text", r"(card|task) (description|content)$"),
    # What tools that speak English export.
    ("title", r"titles?$|(action|task|project) name$|task$|project$"),
    ("parent", r"parent (task|item|issue|summary|id|key)( (id|key|name))?$|tache (parente|mere)$|element parent$"),
    ("level2", r"(lib|libelle|intitule) (du |de la )?(sous.?axe|objectif|orientation operationnelle)$"),
    ("level1", r"(lib|libelle|intitule) (de l.?)?(axe|orientation)$"),
    ("level1", r"lien d.?epopee$|epic link$|epopee$|categorie$"),
    ("level1", r"parent$|category$|ax[ei]s$|goal$|epic$|sections?( ?/ ?(column|colonne))?$"),
    ("pilot", r"owner$|assignees?$|assigned to$|lead$"),
    ("partners", r"stakeholders?$|partners?$"),
    # What bodies, works and sums are called besides.
    (
        "pilot",
        r"(structures?|organismes?|collectivites?|associations?|acteurs?|entites?|institutions?|communes?|epci) "
        r"(porteu(r|se)|pilote|responsable|referente?|coordinatrice|coordinateur|coordonnatrice|coordonnateur|animatrice|"
        r"animateur)s?( pressentie?s?| identifiee?s?)?$",
    ),
    ("pilot", r"porteu(rs?|ses?) (pressenti|identifie|principal|envisage|potentiel)(e?s?|aux)$"),
    ("pilot", r"portage (de l.?action|de l.?operation|du projet|politique|technique|operationnel)$"),
    ("pilot", r"pilotage (politique|technique|operationnel)$|mise en (oe|œ)uvre par$"),
    ("pilot", r"(coordinat(eur|rice)|coordonnat(eur|rice)|promoteur|conduite)s? (de l.?(action|operation)|du projet)$"),
    ("pilot", r"coordinat(eur|rice)s?$|coordonnat(eur|rice)s?$"),
    ("service", r"direction ?/ ?service$"),
    ("person", r"(agent|technicien|technicienne) referente?s?$|binome elue?.*"),
    ("partners", r"contributeurs?$|parties prenantes( .*)?$|acteurs? (relais|partenaires?)$|appui technique$"),
    ("partners", r"collaborations?$|co.?contractants?$"),
    ("budget", r"chiffrages?( .*)?$|evaluation financiere$|ordre de grandeur( (du cout|financier))?$"),
    ("budget", r"moyens budgetaires$"),
    ("funding_text", r"(ressources|dispositifs?|leviers?|outils?|soutiens?|montages?|appuis?) (financi(ers?|eres))$"),
    ("funding_text", r"dispositifs? (mobilisables?|de financement)$|credits? (mobilises?|mobilisables?)$"),
    ("funding_text", r"(origine|repartition|structure) (des|du|de) financements?$"),
    ("calendar", r"annees? d.?engagement$|exercices?( budgetaires?)?$|dates? (butoirs?|cles?)$|planification$|terme$"),
    ("calendar", r"programmation pluriannuelle$|etapes (et|/) calendrier$|agenda$"),
    ("calendar", r"duree (de l.?(action|operation)|du projet|previsionnelle|estimee)$"),
    ("calendar", r"(court|ct)( terme)?[ ,/-]+(moyen|mt)( terme)?[ ,/-]+(long|lt)( terme)?$"),
    ("start", r"(debut|demarrage|lancement) (des travaux|de l.?(action|operation)|du projet)$"),
    ("start", r"(annee|date) (de )?(debut|demarrage|lancement) previsionnelle$"),
    ("end", r"(fin|achevement)( (des travaux|de l.?(action|operation)|du projet|previsionnelle))?$"),
    ("end", r"date d.?achevement$"),
    ("status", r"degre d.?avancement( .*)?$|etat (de l.?(action|operation)|du projet)$|avancees?$|meteo( .*)?$"),
    ("status", r"(suivi|evaluation) de l.?avancement$|(degre |niveau )?(de )?maturite( (du projet|de l.?action))?$"),
    ("title", r"denomination$|(denomination|objet) (de l.?(action|operation)|du projet)$"),
    ("title", r"(projets? ?/ ?actions?|actions? ?/ ?projets?)$|actions? programmees?$|pistes? d.?actions?$"),
    ("label", r"identifiant( (de l.?)?action)?$|ref\.? (action|fiche)$"),
    ("level1", r"(enjeux?|ambitions?) strategiques?$|thematiques? principales?$"),
    ("level2", r"leviers? d.?actions?$"),
    ("status", r"% complete$|progress$|(niveau|degre) d.?engagement$"),
    ("start", r"start( date)?$"),
    ("end", r"(end|due)( date)?$|deadline$"),
)
COMPILED = tuple((name, re.compile(pattern)) for name, pattern in NAMES)
