"""From a project into the group: who may be asked, and how many came that way."""

from django.db.models import Exists, OuterRef, Q

from members.models import Letter, Membership, Person
from members.models.body import Hat
from projects.models import Activity, CoLead, Participation

FROM_OUTSIDE = [Hat.CLIENT, Hat.CARER]


def may_be_asked_from(project):
    """People who took part in it as client or carer, live, are not on a break, and were never with the group; by name."""
    parts = Participation.objects.filter(
        activity__project=project, activity__state=Activity.State.HELD, hats__overlap=FROM_OUTSIDE
    )
    led = CoLead.objects.filter(project=project, hat__in=FROM_OUTSIDE)
    asked = Letter.objects.filter(person=OuterRef("pk"), kind="join_invitation", about=f"project:{project.pk}")
    return (
        Person.objects.reachable()
        .filter(Q(pk__in=parts.values("person")) | Q(pk__in=led.values("person")), is_active=True)
        .exclude(Exists(Membership.objects.filter(person=OuterRef("pk"))))
        .annotate(was_asked=Exists(asked))
        .by_name()
    )
