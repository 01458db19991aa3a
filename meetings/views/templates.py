"""Templates of kinds: kept on one page, saved from a meeting or a series, and begun from."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.actions import templates
from meetings.models import Meeting, Series, Template
from members.permissions import Permission
from members.web import came_from, needs, page, post_only

KEEP = Permission.CHANGE_SETTINGS
SOURCES = {"meeting": Meeting, "series": Series}


@needs(Permission.PLAN_MEETING)
def templates_page(request):
    """What there is to begin from."""
    return page(request, "meetings/templates.html", {"templates": templates.in_order()})


@post_only
@needs(KEEP)
def template_save(request, sort, pk):
    """This meeting or series becomes what its kind starts with."""
    source = get_object_or_404(SOURCES[sort].objects.visible_to(request.actor).select_related("kind"), pk=pk)
    template = templates.save_from(source, actor=request.actor, now=timezone.now())
    messages.success(request, f"Saved: “{template.kind}” starts like this from now on.")
    return redirect(came_from(request, default="/meetings/templates/"))


@post_only
@needs(KEEP)
def template_throw_away(request, pk):
    """Nothing begins from it any more."""
    templates.throw_away(template=get_object_or_404(Template, pk=pk), actor=request.actor)
    messages.success(request, "Gone. What began from it stays as it is.")
    return redirect("meetings:templates")


def begun_from(request) -> dict:
    """What a form begins with when the address names a template (`?like=3`); a team's own staff keep their team."""
    like = request.GET.get("like", "")
    template = Template.objects.filter(pk=int(like)).first() if like.isdecimal() and len(like) < 10 else None
    if template is None:
        return {}
    said = templates.start(template)
    if not request.actor.knows_everybody:
        said = {name: value for name, value in said.items() if name not in ("team", "lead")}
    return {name: getattr(value, "pk", value) for name, value in said.items() if value is not None}
