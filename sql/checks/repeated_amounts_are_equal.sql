-- Une somme redite a la même valeur que celle qu’elle redit ; deux sommes discordantes ont deux valeurs.
SELECT
    amount.amount_id,
    amount.eur,
    other.eur AS other_eur
FROM amount
INNER JOIN amount AS other ON other.amount_id = coalesce(amount.same_as, amount.conflicts_with)
WHERE (amount.same_as IS NOT NULL) <> (amount.eur = other.eur);
