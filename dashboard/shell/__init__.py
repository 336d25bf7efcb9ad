"""What a visitor meets before the first page is there: in French, and saying what to do."""

from dashboard.shell.document import FrenchDocument

__all__ = ["FrenchDocument"]
