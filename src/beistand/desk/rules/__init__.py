"""Rules of the desk: they only think."""
