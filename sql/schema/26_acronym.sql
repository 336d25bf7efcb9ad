-- One row per acronym of the field and spelling of it.
CREATE TABLE acronym (
    acronym VARCHAR PRIMARY KEY,
    meaning VARCHAR NOT NULL
);

COMMENT ON TABLE acronym IS 'Un sigle de l’action publique locale et ce qu’il veut dire ; la recherche et les règles s’en servent.';
COMMENT ON COLUMN acronym.acronym IS 'Sigle, dans une de ses graphies (SCoT, SCOT).';
COMMENT ON COLUMN acronym.meaning IS 'Ce qu’il veut dire, développé ou réduit aux mots qui disent de quoi il parle.';
