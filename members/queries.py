"""What pages, letters and the floors above ask about people."""

from members.models import RoleGrant


def grants_on(*, person, day):
    """The role grants of one person in force on that day, as a list."""
    return list(RoleGrant.objects.filter(person=person).on(day).order_by("pk"))
