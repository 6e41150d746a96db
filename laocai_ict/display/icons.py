"""The icons of the site: 24 grid, 2 px, square caps, in the colour of the text around them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "down": '<path d="M12 3v12M6.5 10 12 15.5 17.5 10M4 20h16"/>',
    "cal": '<path d="M4 6h16v14H4zM4 10.5h16M8 3v5M16 3v5"/>',
    "file": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "grid": '<path d="M4 4h16v16H4zM4 10h16M4 15h16M10 4v16"/>',
    "phone": '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4c-8 1.5-16.5-7-15-15z"/>',
    "quote": '<path d="M5 6h14v10h-8l-4 4v-4H5z"/>',
}


def icon(name: str, size: int = 24) -> SafeString:
    """Return the icon as inline SVG, hidden from screen readers. KeyError for an unknown name."""
    return format_html(
        '<svg width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="square" aria-hidden="true">{1}</svg>',
        size,
        mark_safe(PATHS[name]),  # noqa: S308 (constants above)
    )
