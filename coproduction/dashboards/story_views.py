"""What changed, beside the figures: for trustees to read, for the Advisory Group to choose."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import board_stories, report_annex
from coproduction.dashboards.models import PLACES, BoardStory
from coproduction.dashboards.report_forms import members_of_the_group
from members.permissions import Permission, Role, can
from members.rules import Refused
from members.web import needs, page, post_only, refusals_answered, row_id

MEMBER, DESK = Permission.WRITE_FOR_GROUP, Permission.WRITE_REPORT
OFFERED = 12


@require_safe
@needs(Permission.SEE_DASHBOARD)
def what_changed(request):
    """The two or three that may be read now; the dashboard fetches them apart, within its twelve questions to the database."""
    context = {"stories": board_stories.shown(now=timezone.now()), "types": can(request.actor, DESK)}
    return page(request, "dashboards/what_changed.html", context, partial="dashboards/_what_changed.html")


@require_safe
@needs(Permission.SEE_REPORTS)
def stories(request):
    """Which of them stand there, and which could: for members, and for the desk that types what members said."""
    _chooses(request.actor)
    now = timezone.now()
    free, changes = report_annex.may_be_chosen(today=timezone.localdate(now))
    rows = list(BoardStory.objects.values_list("own_story", "change"))
    at_the_desk = can(request.actor, DESK)
    chosen = board_stories.chosen(now=now)
    context = {
        "chosen": chosen, "room": sum(not each.gone for each in chosen) < PLACES, "at_the_desk": at_the_desk,
        "people": members_of_the_group() if at_the_desk else [],
        "stories": free.exclude(pk__in=[own for own, _ in rows if own])[:OFFERED],
        "changes": changes.exclude(pk__in=[change for _, change in rows if change])[:OFFERED],
    }  # fmt: skip
    return page(request, "dashboards/stories.html", context)


@post_only
@needs(Permission.SEE_REPORTS)
@refusals_answered
def story_put(request):
    """One more stands beside the figures."""
    wanted = {name: row_id(request.POST.get(name, "")) for name in ("own_story", "change")}
    board_stories.choose(actor=_speaks(request), now=timezone.now(), **wanted)
    messages.success(request, "Chosen. It stands beside the figures that the Board reads.")
    return redirect("board_stories")


@post_only
@needs(Permission.SEE_REPORTS)
@refusals_answered
def story_take(request):
    """One of them stands there no longer."""
    story = row_id(request.POST.get("story", ""))
    board_stories.take_away(story=story, actor=_speaks(request), now=timezone.now())
    messages.success(request, "Taken away.")
    return redirect("board_stories")


def _chooses(actor):
    if not (can(actor, MEMBER) or can(actor, DESK)):
        raise PermissionDenied("Members of the group choose, and whoever types what they said.")


def _speaks(request):
    """A member for the group, or the desk in the name of one."""
    actor = request.actor
    _chooses(actor)
    if actor.role == Role.MEMBER:
        return actor
    person = members_of_the_group().filter(pk=row_id(request.POST.get("person", ""))).first()
    if person is None:
        raise Refused("Please choose who of the group told you this.", field="person")
    return actor.at_the_desk_for(person)
