-- One row per action of the Selection, in the order of the territories and of their documents, with the codes by which
-- filters count it.
SELECT
    kept.action_id,
    kept.territory_id,
    kept.territory,
    kept.territory_rank,
    kept.document_id,
    kept.number_printed,
    kept.label_printed,
    kept.title,
    kept.theme_id,
    kept.theme,
    kept.themes,
    kept.engagement,
    kept.engagement_label,
    kept.nature_label,
    kept.period_start,
    kept.period_end,
    kept.outline_path,
    kept.funders,
    kept.envisaged_funders,
    kept.signatories,
    kept.partners,
    kept.schemes,
    kept.document_schemes,
    counted_themes(kept.theme_ids, ($selection).with_secondary) AS counted_themes,
    counted_bodies(kept.funder_ids, kept.partner_ids, ($selection).with_partners) AS counted_funders,
    kept.scheme_ids AS counted_schemes,
    kept.first_line,
    kept.last_line,
    document.title AS document,
    document.date_label
FROM selected_action($selection) AS kept
INNER JOIN document USING (document_id)
ORDER BY kept.territory_rank, kept.document_id, kept.rank;
