from django import template
from django.db.models import OuterRef, Subquery

from laocai_ict.history.models import Act, Entry

register = template.Library()


@register.simple_tag
def acts_of(user, count):
    """Return the newest acts of one account, each with the name of the first record it changed."""
    label = Entry.objects.filter(act=OuterRef("pk")).order_by("id").values("label")[:1]
    return Act.objects.filter(account=user.pk).annotate(first_label=Subquery(label))[:count]
