"""The charity's own settings in the story: places, who is away, and a list of access that waits to be looked at."""

from datetime import timedelta

from coproduction.story import places
from coproduction.story.reading import read
from meetings.models import Meeting, Venue
from members import charity
from members.models import Absence, AccessReview, Charity, RoleGrant
from members.models.charity import Module
from members.permissions import Role
from members.queries import cover

LOOKED_AT = timedelta(days=97)  # a little more than a quarter ago, so that Monday asks


def write_down(cast):
    """The row of the charity; called before anything that asks which parts of the site are on."""
    row = charity.row()
    row.modules = [module.value for module in Module]
    row.set_up_at = row.access_confirmed_at = cast.days.now - LOOKED_AT
    row.save()
    Charity.objects.filter(pk=row.pk).update(created_at=cast.days.now - LOOKED_AT)
    charity.forget()


def look_after(cast):
    """Venues, absences, and the last look at who has access; once meetings and roles stand."""
    for entry in read("settings")["venue"]:
        words = {name: entry[name] for name in ("address", "access", "contact_name", "contact_phone", "note")}
        venue, _ = Venue.objects.get_or_create(name=entry["name"], defaults=words)
        places.picture(cast, venue, entry.get("pictures", []))
        Meeting.objects.filter(place__startswith=entry["begins"]).update(venue=venue)
    for entry in read("settings")["away"]:
        first = cast.days.day(entry["from"])
        Absence.objects.create(
            person=cast[entry["who"]],
            cover=cast[entry["cover"]],
            starts=first,
            ends=first + timedelta(days=entry["for_days"]),
            written_by=cast["jo"],
        )
    grants = RoleGrant.objects.exclude(role=Role.MEMBER).filter(ends=None).order_by("pk")
    AccessReview.objects.bulk_create(
        [AccessReview(grant=grant, confirmed_by=cast["jo"], confirmed_at=cast.days.now - LOOKED_AT) for grant in grants]
    )
    cover.kept.forget()
