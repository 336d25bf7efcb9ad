"""Which method of search to keep: candidates measured on queries and pairs that were judged by reading."""
