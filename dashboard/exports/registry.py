"""The formats, in the order of the menu."""

from __future__ import annotations

from dashboard.exports import csvfiles, images, page, parquet, pptx, sheets
from dashboard.exports.core import Format

OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: tuple[Format, ...] = (
    Format("pptx", "Diapositive PowerPoint", "pptx", f"{OFFICE}.presentationml.presentation", pptx.make),
    Format("xlsx", "Classeur Excel", "xlsx", f"{OFFICE}.spreadsheetml.sheet", sheets.make),
    Format("png", "Image PNG", "png", "image/png", images.png, True, images.why_not),
    Format("svg", "Image SVG", "svg", "image/svg+xml", images.svg, True, images.why_not),
    Format("pdf", "Page PDF", "pdf", "application/pdf", page.make),
    Format("csv-excel", "CSV à lire (Excel français)", "csv", "text/csv", csvfiles.french, apart="excel-francais"),
    Format("csv", "CSV de données (programmes)", "csv", "text/csv", csvfiles.plain, apart="donnees"),
    Format("parquet", "Parquet", "parquet", "application/vnd.apache.parquet", parquet.make),
)
