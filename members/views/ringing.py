"""*Please ring me*, for somebody who is signed in."""

import re

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from members import charity
from members.actions import ringing
from members.permissions import Permission
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
