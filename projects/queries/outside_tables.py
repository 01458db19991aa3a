"""What pages ask about a member at an outside table."""

from django.db.models import Q

from projects.models import Jargon, OutsideMeeting


def words_for(meeting) -> list:
    """The hard words of that organisation, and those that all meetings use."""
    return list(
        Jargon.objects.filter(Q(organisation="") | Q(organisation__iexact=meeting.organisation)).order_by("word", "pk")
    )


def outside_meetings_of(project, actor) -> list:
    """Those this reader may see, the next first."""
    found = OutsideMeeting.objects.visible_to(actor).filter(project=project, called_off_at=None)
    return list(found.select_related("person").order_by("-on_day", "-pk"))
