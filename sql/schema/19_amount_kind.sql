-- One row per kind of a sum of money.
CREATE TABLE amount_kind (
    kind VARCHAR PRIMARY KEY,
    label VARCHAR NOT NULL UNIQUE,
    standing VARCHAR NOT NULL CHECK (
        standing IN ('annonce', 'charge', 'realise', 'cout', 'participation', 'participation-envisagee', 'part-propre')
    ),
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE amount_kind IS 'Ce qu’est une somme : enveloppe, prêts, fonds propres, travaux réalisés…';
COMMENT ON COLUMN amount_kind.kind IS 'Identifiant stable.';
COMMENT ON COLUMN amount_kind.label IS 'Nom.';
COMMENT ON COLUMN amount_kind.standing IS
'annonce : financement annoncé ; charge : ce qu’un organisme reverse ou supporte ; realise : travaux déjà faits ; '
'cout, participation, participation-envisagee, part-propre : ce que les champs d’un plan apporté disent d’une action. Des sommes '
'de deux sortes ne se comparent pas.';
COMMENT ON COLUMN amount_kind.definition IS 'Définition.';
