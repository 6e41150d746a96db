import datetime

from django import template

from laocai_ict.reference import story

register = template.Library()

register.filter("moved", story.amount)


@register.filter
def day_before(day: datetime.date) -> datetime.date:
    """Return the last day of a span from its exclusive end."""
    return day - datetime.timedelta(days=1)
