"""Documents: what was received, to be read line by line; each citation of a line leads here."""

from dashboard.widgets import reading
from dashboard.widgets.guard import guarded

with guarded("documents"):
    reading.page()
