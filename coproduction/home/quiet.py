"""Homes of roles for which little waits in this site: they say so, and what to do instead; and the safeguarding lead's."""

from coproduction import health
from coproduction.home import money, watching, way_in
from coproduction.home.invited import invited_to
from coproduction.home.support import open_concerns
from coproduction.watching.figures import figures
from members.queries import leads
from projects.models import CoLead


def finance(*, actor, now):
    """Claims that are not paid yet, the oldest first."""
    return {"invited": invited_to(actor.person, now=now), **money.ageing(actor, now=now)}


def safeguarding(*, actor, now):
    return {
        "invited": invited_to(actor.person, now=now),
        **open_concerns(actor, now=now),
        "leads_waiting": leads.waiting_for(actor),
    }


def technical(*, actor, now):
    """Every part of the site with its word, what waits and what went wrong in numbers, and jobs that failed."""
    found = figures(now=now)
    return {
        "parts": [(health.NAMES[name], word) for name, word in health.check(now=now).items()],
        "troubles": watching.now_wrong(),
        "figures": found,
        "failed_jobs": found.jobs_failed,
        "invited": invited_to(actor.person, now=now),
    }


def nothing_yet(*, actor, now):
    """Signed in, and nobody has given this person a role."""
    led = CoLead.objects.filter(person=actor.person).select_related("project").order_by("-began_on", "-pk").first()
    return {"person": actor.person, "waits": leads.waits(actor.person), **way_in.mine(actor.person), "led": led}
