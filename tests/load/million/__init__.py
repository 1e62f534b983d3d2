"""A million conversations of five brands, made up set-based, for measuring lists and search."""
