"""Webhooks out: who wants to be told what happened, and the telling. Signed, tried again for three days."""
