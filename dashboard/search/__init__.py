"""Search: words become what answers them, with the reason and the place of each."""
