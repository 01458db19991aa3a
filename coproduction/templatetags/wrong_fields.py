"""What is wrong with a field, said far away from it: in the summary above the form."""

from django import template

register = template.Library()


@register.filter
def said_of(error, field) -> str:
    """The sentence, with what it is about before it unless it says so itself; a field nobody sees has no name to give."""
    about = "" if field.is_hidden else str(field.label or "").strip()
    bare = about.rstrip("?:. ")
    if not bare or bare.casefold() in str(error).casefold():
        return str(error)
    return f"{about} {error}" if about[-1] in "?." else f"{bare}: {error}"
