"""Template tags for numbers, dates, line breaks, language marks and icons."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from laocai_ict.display import dates, icons, numbers, typography

register = template.Library()

register.filter("number", numbers.format_number)
register.filter("vidate", dates.day)
register.filter("said_date", dates.said)
register.filter("weekday", dates.weekday)
register.filter("weekday_date", dates.weekday_day)
register.filter("moment", dates.moment)


@register.filter(is_safe=True)
def nbsp(value):
    """Join compounds and numbers with their units, so that lines break between words."""
    return mark_safe(typography.join_words(conditional_escape(value)))  # noqa: S308 (escaped)


@register.simple_tag
def icon(name, size=24):
    """Draw an icon; it always stands beside a word, so readers skip it."""
    return icons.icon(name, size)


@register.simple_tag
def source_link(source):
    """Name a source, leading to it where it has an address; its title is always Vietnamese."""
    if source.url:
        text = '<a href="{url}" rel="external"{lang}>{title}</a>'
    else:
        text = "<span{lang}>{title}</span>"
    lang = "" if get_language() == "vi" else mark_safe(' lang="vi"')
    return format_html(text, url=source.url, lang=lang, title=source.title)


@register.simple_tag
def lang_vi():
    """Print lang="vi" on an English page, for an element whose text is Vietnamese data."""
    return "" if get_language() == "vi" else mark_safe('lang="vi"')
