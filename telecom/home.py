"""What the home page shows of telecommunications."""

from .models import HeadlineFigure


def headline_figures():
    """Return the published headline figures with their indicators, in order: one query."""
    return HeadlineFigure.objects.published().with_details()
