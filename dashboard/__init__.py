"""What a reader sees: what the user looks at, what the database answers, and how it is drawn."""
