"""The admin of terms: a module a subject, each registering its own models."""
