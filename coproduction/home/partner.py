"""A partner's home: the Network's next meeting, and who speaks for my organisation."""

from django.utils import timezone

from coproduction.home import agreeing
from coproduction.home.invited import invited_to
from meetings import network
from meetings.models import Meeting, Practice
from members.models import Body, Organisation
from members.queries import representatives_on


def home(*, actor, now):
    invited = invited_to(actor.person, now=now)
    networks = set(Body.objects.filter(sort=Body.Sort.NETWORK).values_list("pk", flat=True))
    theirs = [row for row in invited if row.meeting.body_id in networks]
    rest = [row for row in invited if row not in theirs]
    return {
        "next": theirs[0] if theirs else None,
        "not_asked": None if theirs else _next_of_the_network(now),
        "later": theirs[1:] + rest,
        **_mine(actor, now),
        **_the_table(actor, now, coming=theirs[0].meeting if theirs else None),
    }


def _the_table(actor, now, *, coming):
    """The rounds of the next meeting, what my organisation took on, and what is new in the library."""
    return {
        "coming": coming or network.next_meeting(actor, now=now),
        "actions": list(network.actions_of(actor.organisation_ids)[:5]),
        "practice": list(Practice.objects.visible_to(actor).standing().select_related("organisation").newest()[:3]),
    }


def _next_of_the_network(now):
    """Shown when this person is not on its list: they may still ask to come."""
    return Meeting.objects.upcoming(now=now).filter(body__sort=Body.Sort.NETWORK).first()


def _mine(actor, now):
    """My organisations, each with those who speak for it today, and what waits for its voice."""
    mine = Organisation.objects.filter(pk__in=actor.organisation_ids).order_by("name", "pk")
    found = list(agreeing.of_organisations(mine, now=now))
    speakers = [s for s in representatives_on(timezone.localdate(now)) if s.organisation_id in actor.organisation_ids]
    by_organisation = [(each, [s for s in speakers if s.organisation_id == each.pk]) for each in found]
    return {"organisations": by_organisation, **agreeing.of_a_partner(found)}
