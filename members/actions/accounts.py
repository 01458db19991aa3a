"""Who may come in: inviting somebody with a role, sending the letter again, ending access, confirming the list."""

from allauth.account.models import EmailAddress
from django.db import transaction

from members import emails, rules
from members.actions import charity as charity_actions
from members.actions import door, roles
from members.models import AccessReview, Channel, Person, RoleGrant
from members.permissions import Permission, Role, require
from members.queries import accounts
from members.rules import Refused


@transaction.atomic
def invite(*, email, name, role, actor, now, team=None, organisation=None, ends=None, person=None, is_new=False):
    """A role for whoever signs in with this address, and the letter that says how; (grant, whether they were known).

    `person` or `is_new` answers the question who it is, when we write to somebody at that address who does not
    sign in with it yet; without an answer Refused asks it (field `who`).
    """
    require(actor, Permission.GRANT_ROLES)
    email = rules.clean_address(Channel.Way.EMAIL, email).lower()
    signs_in = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
    known = signs_in.user if signs_in else person
    if known is None and not is_new and accounts.written_to_at(email).exists():
        raise Refused("We write to somebody at this address already. Please say who it is.", field="who")
    if known is None:
        known, is_known = _somebody_new(email=email, name=name), False
    else:
        is_known = True
        known = _open_the_door(known, email=email)
    grant = roles.give(person=known, role=role, team=team, organisation=organisation, ends=ends, actor=actor, now=now)
    emails.welcome_to_sign_in(person=known, now=now, grant=grant)
    return grant, is_known


def _somebody_new(*, email, name):
    if not name.strip():
        raise Refused("Please write the name they like to be called.", field="name")
    person = Person(name=name.strip())
    person.set_unusable_password()
    person.save()
    Channel.objects.create(person=person, way=Channel.Way.EMAIL, address=email)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _open_the_door(person, *, email):
    """Somebody we know may sign in, by this address if they had none; access that had ended begins again."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.died_on:
        raise Refused("We were told that this person has died. Please look at their page first.", field="email")
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    if not person.emailaddress_set.exists():
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


@transaction.atomic
def send_again(*, person, actor, now):
    """The letter that says how to sign in, once more."""
    require(actor, Permission.GRANT_ROLES, within=person)
    if not person.is_active:
        raise Refused("They may not sign in. Invite them again if they should.")
    if not person.emailaddress_set.exists():
        raise Refused("They have no sign-in address, so no letter can say how. Give them one on their page.")
    emails.welcome_to_sign_in(person=person, now=now, again=True)


@transaction.atomic
def end_access(*, person, actor, now):
    """From this second they cannot sign in, wherever they were signed in, and every role but *member* ends.

    Letters and calls reach them as before. The only coordinator cannot be shut out: the refusal says what to do.
    """
    require(actor, Permission.GRANT_ROLES, within=person)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    rules.check_a_coordinator_stays(besides=person, now=now)
    for grant in RoleGrant.objects.filter(person=person).not_ended().exclude(role=Role.MEMBER):
        roles.end(grant=grant, actor=actor, now=now)
    RoleGrant.objects.filter(person=person, waits=True).delete()
    person.is_active = False
    person.set_unusable_password()  # a session that was open somewhere does not come back with the person
    person.save(update_fields=["is_active", "password"])
    door.end_visits(person=person, now=now)


@transaction.atomic
def confirm(*, actor, now, grant=None):
    """*Still right*: one grant, or all of them. When each was looked at within the quarter, the task is done."""
    require(actor, Permission.SEE_ACCESS_LIST)
    grants = [grant] if grant else accounts.to_confirm(now=now)
    AccessReview.objects.bulk_create(
        [AccessReview(grant=each, confirmed_by=actor.person, confirmed_at=now) for each in grants]
    )
    if not accounts.unconfirmed(since=now - accounts.QUARTER, now=now).exists():
        charity_actions.note_access_confirmed(now=now)
    return len(grants)
