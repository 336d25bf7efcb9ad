"""Files that visitors download stay on the server long enough to be fetched.

Streamlit lets go of a file that was made on demand once two visitors' pages have been run, whoever they are: among many
visitors that is sooner than a browser asks for it, and the download fails.
"""

from __future__ import annotations

import time

from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileMetadata

_FETCHED_WITHIN = 60.0


class _Kept(MediaFileMetadata):
    """What Streamlit knows of a file, which is not let go of within its first minute."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self._made_at = time.monotonic()

    def mark_for_delete(self) -> None:
        if time.monotonic() - self._made_at > _FETCHED_WITHIN:
            super().mark_for_delete()


def keep_for_a_minute() -> None:
    """Have Streamlit keep what is downloaded for a minute."""
    media_file_manager.MediaFileMetadata = _Kept  # type: ignore[misc]
