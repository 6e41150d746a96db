"""What the home page shows of telecommunications."""

from .headlines import headline_figures

__all__ = ["headline_figures"]
