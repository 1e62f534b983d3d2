"""API v1 for machines: what `docs/api.md` promises. One file a resource; `door` stands before all of them."""
