"""What single lines are, whatever document they stand in: headings, titles, numbers, broken words."""
