"""What the chain is made of: pure functions, no database, no clock."""
