"""The admin of terms: a module a subject, each registering its own models."""

from . import decisions, following, rules

__all__ = ["decisions", "following", "rules"]
