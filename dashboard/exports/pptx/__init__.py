"""Decks: native tables, charts and shapes, on our own ground or on a client's."""
