"""Filters of the few Django templates."""
