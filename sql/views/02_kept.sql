-- What a Selection keeps, judged once for all questions about it (`dashboard/judged.py`): a bit for each territory, by its
-- rank, that the reader looks at, with the first and the last of these ranks; and for each combination of codes, by its
-- number, whether the filters keep it, whether they would if that of themes kept nothing out, and whether one filter alone
-- leaves it out. NULL where a filter leaves nothing out alone.
CREATE TYPE kept AS STRUCT (
    territories BIT,
    first_rank INTEGER,
    last_rank INTEGER,
    codes BIT,
    codes_of_any_theme BIT,
    but_for STRUCT (
        themes BIT,
        levels BIT,
        funders BIT,
        schemes BIT,
        engagements BIT,
        natures BIT,
        years BIT
    )
);
