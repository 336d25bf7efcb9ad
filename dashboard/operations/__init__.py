"""What running a server takes: its journal, its limits."""
