"""Where it is needed: a folded guide of a few sentences, and what good looks like from past projects."""

from django import template

from projects.queries.good_examples import marked
from projects.queries.guide import guides

register = template.Library()


@register.inclusion_tag("projects/_guide.html")
def guide(name):
    """`{% guide "asking" %}`"""
    return {"guide": guides()[name]}


@register.inclusion_tag("projects/_examples.html", takes_context=True)
def good_examples(context):
    """Past projects that the coordinator marked, as far as this reader may see projects."""
    return {"examples": marked(context["request"].actor)}
