"""Listens to what the libraries at the door announce, and notes it where the person can look it up."""

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa import signals as mfa
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import pre_save
from django.utils import timezone

from members import devices
from members.actions import door
from members.models import Person, SignInEvent

What = SignInEvent.What


def listen():
    """Called once, in `AppConfig.ready()`."""
    user_logged_in.connect(_begin)
    account.user_logged_in.connect(_signed_in)
    for signal in (account.password_set, account.password_changed, account.password_reset):
        signal.connect(_password_changed)
    account.login_code_rejected.connect(_wrong)
    mfa.authentication_failed.connect(_wrong)
    user_login_failed.connect(_wrong_password)
    mfa.authenticator_added.connect(_step_added)
    mfa.authenticator_removed.connect(_step_removed)
    pre_save.connect(_keep_no_claims, sender=SocialAccount)


def _keep_no_claims(instance, **kwargs):
    """What the work account says about a person is not written down: its number is enough to know them again."""
    instance.extra_data = {}


def _note(request, person, what):
    agent = request.headers.get("User-Agent", "") if request is not None else ""
    door.note(person=person, what=what, user_agent=agent, now=timezone.now())


def _others_out(request, person):
    """Whoever else sat in this person's place is out: the way in has changed."""
    door.end_visits(person=person, but=request.session.session_key or "", now=timezone.now())


def _begin(request, user, **kwargs):
    """Whatever stood in the session before belonged to somebody else, or to nobody."""
    devices.begin(request.session, get_authentication_records(request, user))


def _signed_in(request, user, **kwargs):
    _note(request, user, What.IN)


def _password_changed(request, user, **kwargs):
    _note(request, user, What.PASSWORD)
    _others_out(request, user)


def _wrong(request, user, **kwargs):
    _note(request, user, What.WRONG)


def _wrong_password(credentials, request=None, **kwargs):
    """Only for somebody we know: what a stranger typed is not kept."""
    name = credentials.get("username") or ""
    email = credentials.get("email") or ""
    known = Person.objects.filter(username__iexact=name).first() if name else None
    if known is None and email:
        known = Person.objects.filter(emailaddress__email__iexact=email).first()
    if known is not None:
        _note(request, known, What.WRONG)


def _step_added(request, user, authenticator, **kwargs):
    """Setting it up has just shown that it works, so it counts for this visit."""
    _note(request, user, What.STEP_ADDED)
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
        _others_out(request, user)


def _step_removed(request, user, authenticator, **kwargs):
    _note(request, user, What.STEP_REMOVED)
    _others_out(request, user)
