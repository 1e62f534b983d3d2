"""What channels decide without looking at a clock or a row."""
