"""*Please ring me*, for somebody who is signed in."""

import re

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from members import charity
from members.actions import ringing
from members.permissions import Permission
from members.views.person import find
from members.web import needs, next_page, page, post_only, wants_part
from members.words import when


def promise(*, now) -> str:
    """When we ring, in words, and what this is not for."""
    return (
        f"We will ring you by {when(ringing.ring_by(now=now))}. "
        f"This is not for emergencies. If you need help now: {charity.current().emergency_words}"
    )


@post_only
@needs(Permission.ASK_TO_BE_RUNG)
def ring_me(request):
    """Pressing twice makes one call. `about` is a word and an id, such as meeting:42."""
    about = request.POST.get("about", "")
    about = about if re.fullmatch(r"[a-z]{1,20}:\d{1,18}", about) else ""
    now = timezone.now()
    asked = ringing.ring_me(person=request.actor.person, actor=request.actor, now=now, about=about)
    words = promise(now=asked.asked_at)
    if wants_part(request):
        return page(request, "members/_ring.html", {"words": words}, partial="members/_ring.html")
    messages.success(request, words)
    return redirect(next_page(request))


@post_only
@needs(Permission.WORK_CALLS)
def ring_for(request, pk):
    """Somebody said, or wrote, that they would like to be rung: the same wish, written down in their name."""
    person, now = find(request, pk), timezone.now()
    asked = ringing.ring_me(person=person, actor=request.actor.at_the_desk_for(person), now=now)
    messages.success(
        request, f"The call to {person} is on the list, promised by {when(ringing.ring_by(now=asked.asked_at))}."
    )
    return redirect("members:person", pk)
