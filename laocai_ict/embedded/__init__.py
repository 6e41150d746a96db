"""Django's PostgreSQL backend over the embedded server: starts it at the first connection."""
