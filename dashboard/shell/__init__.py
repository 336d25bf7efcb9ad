"""What a visitor meets before the first page is there: in French, and saying what to do."""

from dashboard.shell.document import FrenchDocument
from dashboard.shell.forwarded import ForwardedHost
from dashboard.shell.headers import SecureHeaders
from dashboard.shell.limited import LimitedUploads
from dashboard.shell.memory import give_back_memory
from dashboard.shell.ready import ready_at
from dashboard.shell.remembering import remembering_at
from dashboard.shell.signing_in import SignedIn
from dashboard.shell.temporary import own_temporary_folder, put_away
from dashboard.shell.tidying import keep_tidy
from dashboard.shell.watching import watch

__all__ = [
    "ForwardedHost",
    "FrenchDocument",
    "LimitedUploads",
    "SecureHeaders",
    "SignedIn",
    "give_back_memory",
    "keep_tidy",
    "own_temporary_folder",
    "put_away",
    "ready_at",
    "remembering_at",
    "watch",
]
