"""PDFs: lines by place and type, tables by their rules, paint or columns of words, cut into units."""
