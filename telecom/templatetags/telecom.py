from django import template

from telecom import telling

register = template.Library()


@register.simple_tag
def words(figure):
    """The word before a figure, as its source has it, or the sign of its bound."""
    return telling.words(figure)
