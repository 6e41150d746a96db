from django import template

from laocai_ict.editing import kept, tickets

register = template.Library()


@register.simple_tag(takes_context=True)
def page_ticket(context):
    """Return the ticket of a page that asks for words and is not the form of a record."""
    request, named = context["request"], (context["title"], context.get("subtitle"))
    title = ": ".join(str(name) for name in named if name)
    ticket = tickets.Ticket(account=str(request.user.pk), form=request.path, title=title)
    return ticket.signed()


@register.simple_tag(takes_context=True)
def given_back(context):
    """Return the kept form that the address names, if it is this account's, or None."""
    request = context["request"]
    return getattr(request, "kept_form", None) or kept.asked_for(request)
