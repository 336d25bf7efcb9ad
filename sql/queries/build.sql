-- One row: the build that is read.
SELECT
    built_at,
    version,
    content_hash,
    documents,
    actions
FROM build;
