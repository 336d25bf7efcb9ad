"""What a visitor meets before the first page is there: in French, and saying what to do."""

from dashboard.shell.document import FrenchDocument
from dashboard.shell.forwarded import ForwardedHost

__all__ = ["ForwardedHost", "FrenchDocument"]
