"""Tables of actions: their head, what each row below it is, and what its cells say."""
