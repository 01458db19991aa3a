"""What stands at `/`: the public front page, or what needs you next in the role that is active."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from coproduction.home import agreeing, coordinator, dates, front, governance, member, partner, quiet, reading, staff
from members.permissions import Role
from members.web import came_from, next_page

HOMES = {
    Role.COORDINATOR: ("home/coordinator.html", coordinator.monday),
    Role.STAFF: ("home/staff.html", staff.home),
    Role.MEMBER: ("home/member.html", member.home),
    Role.TRUSTEE: ("home/governance.html", governance.home),
    Role.BOARD: ("home/governance.html", governance.home),
    Role.PARTNER: ("home/partner.html", partner.home),
    Role.FINANCE: ("home/finance.html", quiet.finance),
    Role.SAFEGUARDING: ("home/safeguarding.html", quiet.safeguarding),
    Role.TECHNICAL: ("home/technical.html", quiet.technical),
}


@login_not_required
@never_cache
def home(request):
    """One address for everybody; what it shows follows who is asking."""
    if request.actor.person is None:
        return render(request, "home/front.html", front.page(now=timezone.now()))
    template, gather = HOMES.get(request.actor.role, ("home/no_role.html", quiet.nothing_yet))
    now = timezone.now()
    context = agreeing.NOTHING | gather(actor=request.actor, now=now) | dates.of_mine(request.actor, now=now)
    context |= agreeing.of_mine(request.actor, now=now)
    return render(request, template, context)


@login_not_required
def privacy(request):
    return render(request, "home/privacy.html")


@login_not_required
def accessibility(request):
    """What helps, how pages should look in this browser, and how far we are."""
    if request.method == "POST":
        back = next_page(request, default="")
        response = redirect(f"{request.path}?{urlencode({'kept': 1, 'next': back})}#kept")
        reading.remember(response, request.POST.getlist("way"))
        return response
    back = next_page(request, default=came_from(request, default=""))
    chosen = reading.wanted(request)
    ways = [(way, *words, way in chosen) for way, words in reading.WAYS.items()]
    context = {"ways": ways, "kept": "kept" in request.GET, "back": "" if back == "/" else back}
    return render(request, "home/accessibility.html", context)
