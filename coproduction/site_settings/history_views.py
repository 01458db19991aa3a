"""What changed about the charity's own settings: before and after, by whom."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from coproduction.site_settings.things import SORTS
from members import charity
from members.permissions import Permission
from members.web import history_page, needs


@needs(Permission.CHANGE_SETTINGS)
def thing_history(request, sort, pk):
    """Of one team, body, venue or kind of activity, and of who came and went there."""
    thing = get_object_or_404(SORTS[sort].model, pk=pk)
    return history_page(request, thing, title=str(thing), back=reverse(f"settings_{sort}_edit", args=[pk]))


@needs(Permission.CHANGE_SETTINGS)
def charity_history(request):
    """Of the charity's name, telephone, words and parts."""
    return history_page(request, charity.row(), title="the charity's settings", back=reverse("settings_charity"))
