"""Word documents and presentations cut into units."""
