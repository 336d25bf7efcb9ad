"""What leaves the dashboard: one registry of formats, each made of a Comparison and of what the reader chose.

A new Comparison has every format; a new format is one module and one line of the registry.
"""

from dashboard.dossier.assembled import Context
from dashboard.exports.core import Format, Unavailable, citation
from dashboard.exports.registry import FORMATS

__all__ = ["FORMATS", "Context", "Format", "Unavailable", "citation"]
