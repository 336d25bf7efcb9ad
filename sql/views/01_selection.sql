-- What the reader looks at, as every query is given it: one value, so that a new filter is a field here, a column of
-- `code_set` and a condition in `left_out`. A NULL list keeps everything.
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
