"""What a visitor meets before the first page is there: in French, and saying what to do."""

from dashboard.shell.document import FrenchDocument
from dashboard.shell.forwarded import ForwardedHost
from dashboard.shell.headers import SecureHeaders
from dashboard.shell.ready import ready_at
from dashboard.shell.temporary import own_temporary_folder, put_away

__all__ = ["ForwardedHost", "FrenchDocument", "SecureHeaders", "own_temporary_folder", "put_away", "ready_at"]
