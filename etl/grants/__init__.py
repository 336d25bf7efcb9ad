"""Open lists of grants: what a file holds, whom it went to, and where it counts."""
