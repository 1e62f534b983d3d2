"""Desk: conversations, and the people who answer them."""
