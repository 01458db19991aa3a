"""*About me*: one page from which somebody reaches everything that is theirs."""

from members.web import page


def me(request):
    """Every signed-in person has it, whatever their role."""
    return page(request, "members/me.html", {"person": request.actor.person})
