"""What will go out in the next fourteen days, with hold and skip for one letter or a whole mailing."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from members.actions import post as actions
from members.models import Letter
from members.permissions import Permission
from members.post import going_out as listing
from members.queries import access
from members.web import needs, page, paginate, post_only, refusals_answered, typed

DEEDS = {"hold": (actions.hold, "on hold"), "skip": (actions.skip, "skipped"), "let_go": (actions.let_go, "let go")}


@needs(Permission.HOLD_POST)
def going_out(request):
    """By day; `?group=` opens one mailing with everybody in it."""
    found = listing.lines(now=timezone.now(), skipped_reason=actions.SKIPPED)
    if group := typed(request, "group", longest=150):
        return _one_group(request, [line for line in found if line.group == group], group)
    context = {"days": listing.by_day(found), "total": len(found), "at_any_hour": listing.at_any_hour()}
    return page(request, "members/going_out.html", context)


def _one_group(request, found, group):
    if not found:
        return page(request, "members/going_out_gone.html", status=404)
    people = paginate(request, listing.people_of(found))
    flags = access.flags_of(person.pk for _, person in people.object_list if person)
    for _, person in people.object_list:
        if person:
            person.flags = flags.get(person.pk, [])
    days = listing.by_day(found)
    context = {"people": people, "day": days[0]["day"], "group": days[0]["groups"][0], "group_key": group}
    return page(request, "members/going_out_group.html", context)


@post_only
@needs(Permission.HOLD_POST)
@refusals_answered
def going_out_change(request):
    """Hold, skip or let go: one letter (`key`) or all of a mailing (`group`). What is only foreseen is noted first."""
    deed = DEEDS.get(request.POST.get("deed"))
    group, key = request.POST.get("group", "")[:150], request.POST.get("key", "")[:160]
    if deed is None or "\x00" in group + key:
        raise Http404
    action, word = deed
    now = timezone.now()
    found = [line for line in listing.lines(now=now, skipped_reason=actions.SKIPPED) if line.group == group]
    wanted = [line for line in found if not key or line.key == key]
    with transaction.atomic():
        actions.note_early(keys=[line.key for line in wanted if line.letter is None], actor=request.actor, now=now)
        letters = Letter.objects.visible_to(request.actor).filter(key__in=[line.key for line in wanted])
        changed = [letter for letter in letters.order_by("pk") if _fits(letter, request.POST["deed"])]
        for letter in changed:
            action(letter=letter, actor=request.actor, now=now)
    messages.success(request, f"{len(changed)} {'letter is' if len(changed) == 1 else 'letters are'} {word}.")
    return redirect(f"{reverse('members:going_out')}?{urlencode({'group': group})}")


def _fits(letter, deed) -> bool:
    waits = letter.state == Letter.State.WAITING
    if deed == "let_go":
        return (waits and letter.on_hold) or letter.reason == actions.SKIPPED
    return waits and not (deed == "hold" and letter.on_hold)
