"""One view as a PDF to print or send: tagged, its fonts within, its chart drawn where it stands, without a browser."""

from __future__ import annotations

from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context, title_of
from dashboard.exports.core import citation
from dashboard.exports.pdf.report import section
from dashboard.exports.pdf.typesetting import pdf


def make(comparison: Comparison, context: Context) -> bytes:
    """The view on A4, with its figures, its sources and its citation."""
    values = {
        "view": section((comparison, context)),
        "foot": f"En regard, données {comparison.data_version[:8]} du {comparison.data_date}",
        "citation": citation(comparison, context),
    }
    return pdf("page.typ", title_of(comparison, context), context.made_on, values)
