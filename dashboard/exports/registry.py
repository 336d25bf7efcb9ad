"""The formats, in the order of the menu."""

from __future__ import annotations

from dashboard.exports import csvfiles, parquet
from dashboard.exports.core import Format
from dashboard.exports.pdf import page
from dashboard.exports.picture import image
from dashboard.exports.pptx import deck
from dashboard.exports.xlsx import workbook

OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: tuple[Format, ...] = (
    Format("pptx", "Diapositive PowerPoint", "pptx", f"{OFFICE}.presentationml.presentation", deck.make),
    Format("xlsx", "Classeur Excel", "xlsx", f"{OFFICE}.spreadsheetml.sheet", workbook.make),
    Format("png", "Image PNG", "png", "image/png", image.png, True, image.why_not),
    Format("svg", "Image SVG", "svg", "image/svg+xml", image.svg, True, image.why_not),
    Format("pdf", "Page PDF", "pdf", "application/pdf", page.make),
    Format("csv-excel", "CSV à lire (Excel français)", "csv", "text/csv", csvfiles.french, apart="excel-francais"),
    Format("csv", "CSV de données (programmes)", "csv", "text/csv", csvfiles.plain, apart="donnees"),
    Format("parquet", "Parquet", "parquet", "application/vnd.apache.parquet", parquet.make),
)
