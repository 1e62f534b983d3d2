"""Beistand: customer service that is digital and personal."""
