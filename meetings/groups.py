"""What is asked about other groups of people with lived experience, and when their contact goes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from meetings.models import GroupInvitation, GroupVisit, OtherGroup
from meetings.models.group import Way
from members import sweeps
from members.models import Consent, RoleGrant
from members.models import Person as PersonModel
from members.permissions import Role
from members.queries import names
from members.rules import Refused

TWO_YEARS = 730


# ---- what holds --------------------------------------------------------------------------------------------------------
def check_contact(*, name, reach, may_hold):
    """Somebody else's name is kept only for a reason."""
    if (name or reach) and not may_hold:
        raise Refused("Please say why we may keep this contact. If you do not know, ask them first.", field="may_hold")
    if name and may_hold == OtherGroup.MayHold.GROUP:
        raise Refused(
            "A group’s address needs no name of a person. Please take the name out, or choose another reason.",
            field="may_hold",
        )


def check_visit_day(on_day, *, today):
    if on_day > today:
        raise Refused("That day is still to come. Write the visit down when it has been.", field="on_day")


# ---- lists -------------------------------------------------------------------------------------------------------------
def listed(actor):
    """Groups by name, those in touch first, each with its visits and the last of them."""
    found = OtherGroup.objects.visible_to(actor).select_related("known_by")
    counted = found.annotate(visit_count=Count("visits", distinct=True), last_visit=Max("visits__on_day"))
    return counted.order_by("ended_on", "name", "pk")


def ours(*, day):
    """Who may be named as knowing a group, or as having gone along: members, staff and coordinators."""
    grants = RoleGrant.objects.filter(role__in=[Role.MEMBER, Role.STAFF, Role.COORDINATOR]).on(day).values("person")
    return PersonModel.objects.filter(pk__in=grants, died_on=None, erased_at=None).by_name()


def who_knows(group, actor):
    """The name of who knows a group: for staff; for members when they agreed to be named; "" otherwise."""
    if group.known_by_id is None:
        return ""
    if group.known_by_id == actor.person_id:
        return "you"
    return _named([group.known_by], actor).get(group.known_by_id, "")


def who_went(visits, actor) -> dict[int, list[str]]:
    """Visit id -> the names that this reader may know."""
    visits = list(visits)
    people = {went.person_id: went.person for visit in visits for went in visit.went.all()}
    named = _named(people.values(), actor)
    return {visit.pk: [named[w.person_id] for w in visit.went.all() if w.person_id in named] for visit in visits}


def _named(people, actor):
    people = list(people)
    if actor.role in (Role.COORDINATOR, Role.STAFF):
        return {person.pk: person.name for person in people}
    if actor.role != Role.MEMBER or not people:
        return {}
    shown = names.shown(people, to=Consent.NAME_TO_MEMBERS, besides=[actor.person_id])
    return {pk: name.split()[0] for pk, name in shown.items() if name != names.A_MEMBER}


# ---- a year ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Year:
    """One group in one year."""

    group: OtherGroup
    visits: tuple[GroupVisit, ...]
    invitations: tuple[GroupInvitation, ...]

    @property
    def ours(self):
        return sum(visit.way == Way.OURS for visit in self.visits)

    @property
    def theirs(self):
        return sum(visit.way == Way.THEIRS for visit in self.visits)


def year_of(actor, year):
    """Every group we were in touch with in that calendar year; three queries."""
    span = (date(year, 1, 1), date(year, 12, 31))
    visits, invitations = {}, {}
    for visit in GroupVisit.objects.filter(on_day__range=span).order_by("on_day", "pk"):
        visits.setdefault(visit.group_id, []).append(visit)
    for each in GroupInvitation.objects.filter(on_day__range=span).order_by("on_day", "pk"):
        invitations.setdefault(each.group_id, []).append(each)
    seen = OtherGroup.objects.visible_to(actor).filter(Q(ended_on=None) | Q(ended_on__gte=span[0]))
    return [
        Year(group, tuple(visits.get(group.pk, ())), tuple(invitations.get(group.pk, ())))
        for group in seen.order_by("name", "pk")
    ]


# ---- the contact goes --------------------------------------------------------------------------------------------------
def register_sweep():
    """Called once, in `AppConfig.ready()`."""
    sweeps.register(
        "group-contacts", words="Contacts of other groups", days=TWO_YEARS, trigger="the day they were last checked",
        reason="So that we can ring a group we know. After that nobody can say whether they still agree.",
        find=old_contacts, clear=clear_contacts,
    )  # fmt: skip


def old_contacts(*, before):
    held = OtherGroup.objects.exclude(contact_name="", contact_reach="")
    return held.filter(Q(contact_checked_on=None) | Q(contact_checked_on__lt=before.date()))


def clear_contacts(rows, *, now):
    rows.update(contact_name="", contact_reach="", may_hold="", contact_checked_on=None)
