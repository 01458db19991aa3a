"""Who is affected by a lost device or a wrong letter, what could be seen, and how each may be reached safely (DP-10)."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db.models import Q

from members.models import Letter, Link, Person, RoleGrant
from members.models.letter import LetterState
from members.permissions import GRANTS, Actor, Permission, Role
from members.queries.people_list import by_name

LETTERS_OFFERED, LOOK_BACK = 20, timedelta(days=90)
# What a role opens besides the records of people: in which words, and who knows the names. The names themselves are not
# for whoever works this page; least of all who is in the sealed room.
BESIDE = {
    Permission.SEE_CONCERNS: "everybody named in the safeguarding room: ask the safeguarding lead",
    Permission.PAY_CLAIM: "everybody with a claim or a payment: ask finance",
    Permission.STOP_MEMBERSHIP: "anybody whose membership was to be stopped: ask the Management Board",
    Permission.ANSWER_FOR: "guests on the lists of conferences and away days: look there",
    Permission.BRING_PEOPLE: "whoever their organisation registered for a conference: ask the organisation",
}
WITH_A_RECORD = {Permission.PAY_CLAIM, Permission.STOP_MEMBERSHIP}  # whoever knows everybody has these counted already
LEFT = (LetterState.SENT, LetterState.UNCERTAIN, LetterState.SENDING)


def people(words: str):
    """By name, for choosing whose it was."""
    known = Person.objects.filter(erased_at=None)
    return by_name(known, words).by_name()[:20] if words.strip() else known.none()


def letters_that_left(person, *, now):
    """To choose from: what this person was sent lately, the newest first; never sign-in mail."""
    found = Letter.objects.filter(person=person, state__in=LEFT, is_sensitive=False, due_at__gte=now - LOOK_BACK)
    return found.outside_the_sealed_room().newest()[:LETTERS_OFFERED]


def letters_of(breach):
    """The letter it is about; of a letter to many, all that left."""
    word, _, number = breach.about.partition(":")
    if word == "letter":
        return Letter.objects.filter(pk=number)
    return Letter.objects.filter(about=breach.about, state__in=LEFT) if word else Letter.objects.none()


def visits(person):
    return UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk")


def live_links(person, *, now):
    return Link.objects.live(now=now).filter(person=person).order_by("purpose", "about")


def roles_of(person, *, day) -> list[tuple]:
    """Each role they hold, as (role, what it may do in the words of the table)."""
    held = sorted(set(RoleGrant.objects.on(day).filter(person=person).values_list("role", flat=True)))
    return [
        (Role(role), [f"{may.value} ({reach.value})" for may, reach in GRANTS[Role(role)].items()]) for role in held
    ]


def beside(breach, *, day) -> list[str]:
    """Whose names stand where `affected` does not look, as a line for each such place; so its number is not the total."""
    if breach.sort == breach.Sort.LETTER:
        return []
    roles = set(RoleGrant.objects.on(day).filter(person=breach.person).values_list("role", flat=True))
    counted = WITH_A_RECORD if Role.COORDINATOR in roles else set()
    return [words for may, words in BESIDE.items() if may not in counted and any(may in GRANTS[Role(r)] for r in roles)]


def affected(breach, *, day):
    """Whoever's record could be seen, or got the letter; living people, by name. Not all there are: see `beside`."""
    if breach.sort == breach.Sort.LETTER:
        found = Q(pk__in=letters_of(breach).exclude(person=None).values("person"))
    else:
        found = Q(pk=breach.person_id)
        for role in set(RoleGrant.objects.on(day).filter(person=breach.person).values_list("role", flat=True)):
            seen_by = Actor(person=breach.person, role=Role(role))
            found |= Q(pk__in=Person.objects.visible_to(seen_by).values("pk"))
    people = Person.objects.filter(found, erased_at=None, died_on=None)
    return people.prefetch_related("channels").by_name()
