"""After heavy work somebody asks everybody how they are, those who ran it as well (SUP-06 to 08)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from members.actions import check_ins
from members.models import CheckIn, Person, RoleGrant, Seat
from members.permissions import Role
from projects.models import Activity

LATELY = timedelta(days=14)  # what is logged later than that is history: nobody rings about it
WORKING = [Role.COORDINATOR, Role.STAFF]


def after(*, activity, now) -> int:
    """One check-in for each person who took part, and one for whoever ran it; called again, it makes up the difference."""
    about = f"activity:{activity.pk}"
    parts = list(activity.participations.select_related("person").order_by("pk"))
    heavy = activity.kind.is_heavy
    asked = [part.person for part in parts if heavy or Seat.Hat.SPEAKER in part.hats]
    wanted = activity.state == Activity.State.HELD and activity.ended_on >= timezone.localdate(now - LATELY)
    if not (wanted and asked):
        check_ins.call_off(about=about)
        return 0
    day = timezone.localdate(now)
    ran_it = _who_ran_it(activity, day)
    asked = [person for person in asked if person != ran_it]
    check_ins.call_off(about=about, keep=[*asked, *([ran_it] if ran_it else [])])
    after = max(now, timezone.make_aware(datetime.combine(activity.ended_on, time(12))))
    same = {"about": about, "what": activity.title, "after": after, "now": now}
    Sort = CheckIn.Sort
    made = check_ins.offer(people=asked, sort=Sort.TOOK_PART, assigned_to=ran_it, **same)
    if ran_it:
        made += check_ins.offer(people=[ran_it], sort=Sort.RAN_IT, assigned_to=None, **same)
    return made


def _who_ran_it(activity, day):
    """The lead, else whoever logged it, if they work here; they ask the others, and a coordinator asks them."""
    for person_id in (activity.lead_id, activity.logged_by_id):
        if person_id and RoleGrant.objects.filter(person=person_id, role__in=WORKING).on(day).exists():
            return Person.objects.filter(pk=person_id, is_active=True, died_on=None).first()
    return None
