"""How much post do you want? One switch, and behind it each sort of letter."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from members.actions import post as post_actions
from members.actions import wishes as actions
from members.forms.wishes import WishesForm
from members.permissions import Permission
from members.queries import wishes as queries
from members.views.consents import whose
from members.web import form_page, needs, next_page, post_only, refusals_into

QUIETER = "From now on only what must be known is sent."
AS_BEFORE = "All letters come again."


def my_wishes(request):
    return _wishes(request, None)


@needs(Permission.SEE_CONTACT)
def wishes(request, pk):
    """The same, chosen on the telephone."""
    return _wishes(request, pk)


def _wishes(request, pk):
    person, actor = whose(request, pk)
    form = WishesForm(request.POST or None, instance=queries.of(person))
    if form.is_valid():
        with refusals_into(form):
            actions.save(person=person, actor=actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. It holds from the next letter on.")
            return redirect("members:my_wishes") if pk is None else redirect("members:wishes", pk)
    context = {"person": person, "own": pk is None, "chosen": form.instance.pk is not None}
    return form_page(request, "members/wishes.html", form, context)


@post_only
@needs(Permission.SEE_CONTACT)
def quieter_for(request, pk):
    """The one switch, pressed by the desk because the person asked for it."""
    person, actor = whose(request, pk)
    wanted = request.POST.get("post") == "essential"
    post_actions.essential_only(person=person, wanted=wanted, actor=actor, now=timezone.now())
    messages.success(request, QUIETER if wanted else AS_BEFORE)
    return redirect(next_page(request, default=f"/members/{pk}/post/"))
