"""Who is away, and who looks after what meanwhile."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import cover as actions
from members.forms.cover import AwayForm
from members.models import Absence
from members.permissions import Permission
from members.queries import cover
from members.web import form_page, needs, once, post_only, refusals_answered, refusals_into
from members.words import day as day_words


@needs(Permission.KEEP_COVER)
@once
def away(request):
    """Absences that are on or to come, and a form for one more."""
    today = timezone.localdate()
    form = AwayForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        facts = {"person": request.actor.person, **form.cleaned_data}
        with refusals_into(form):
            absence = actions.go_away(actor=request.actor, now=timezone.now(), **facts)
            messages.success(request, f"Written down. {absence.cover} looks after it until {day_words(absence.ends)}.")
            return redirect("members:away")
    absences = Absence.objects.visible_to(request.actor).not_over(today).select_related("person", "cover")
    context = {
        "absences": absences.order_by("starts", "pk"),
        "today": today,
        "actor_id": request.actor.person_id,
        "may_all": request.actor.knows_everybody,
        "alone": [role.label for role in cover.roles_held_alone(request.actor.person, day=today)],
    }
    return form_page(request, "members/away.html", form, context)


@post_only
@needs(Permission.KEEP_COVER)
@refusals_answered
def away_end(request, pk):
    absence = get_object_or_404(Absence.objects.visible_to(request.actor), pk=pk)
    actions.come_back(absence=absence, actor=request.actor, now=timezone.now())
    messages.success(request, f"{absence.person} is back. Their things are theirs alone again.")
    return redirect("members:away")
