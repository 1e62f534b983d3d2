"""Lib: tools of the house that know no customer."""
