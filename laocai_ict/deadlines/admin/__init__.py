"""The admin of terms: a module a subject, each registering its own models."""

from . import rules

__all__ = ["rules"]
