"""How an email address stands in a narrow line."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def address(value):
    """An email address that may break before its @, and nowhere in the middle of a word."""
    name, at, host = str(value).rpartition("@")
    return format_html('<span class="whole">{}</span><wbr><span class="whole">@{}</span>', name, host) if at else value
