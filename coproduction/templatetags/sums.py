"""How a sum of money stands on a page."""

from django import template

from members.words import thousands

register = template.Library()
register.filter("thousands", thousands)
