"""Site: wires the house."""
