"""The live edge: one small raw ASGI process for streams, and the cookie-less origin for files beside it."""
