-- What the reader looks at, as every query is given it: one value, so that a new filter is a field here and a condition in
-- `selected_action`. A NULL list keeps everything.
CREATE TYPE selection AS STRUCT (
    territories VARCHAR[],
    themes VARCHAR[],
    with_secondary BOOLEAN,
    levels VARCHAR[],
    funders VARCHAR[],
    with_partners BOOLEAN,
    schemes VARCHAR[],
    engagements VARCHAR[],
    natures VARCHAR[],
    years VARCHAR[]
);
