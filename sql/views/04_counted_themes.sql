-- The themes of an action that count: the main one, which comes first, or all.
CREATE MACRO counted_themes(theme_ids, with_secondary) AS CASE WHEN with_secondary THEN theme_ids ELSE theme_ids[:1] END;
