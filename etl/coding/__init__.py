"""Coding units by the codebook: rules propose, people decide, agreement is measured."""
