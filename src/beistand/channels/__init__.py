"""Channels: how the world gets in, and how our words leave."""
