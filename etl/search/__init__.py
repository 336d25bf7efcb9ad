"""What the search needs of a base, made when it is built: words, where they stand, how much they weigh."""
