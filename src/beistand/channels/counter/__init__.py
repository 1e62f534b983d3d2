"""The counter: somebody walked in."""
