"""What the fields of an action are called, and what their words say: of payers, sums and states."""
