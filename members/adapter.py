"""How people sign in: no sign-up, a code reaches even somebody on a break, and a work account opens only what was given."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from members.models import Person
from members.models.sealed import cipher
from members.permissions import Role
from members.post import backend

WRONG_CODE = "That is not the code. Please look at it once more, or ask for another one."
UNKNOWN_PAIR = "We do not know this pair of name and password. Please look at both, or ring us."


class SignIn(DefaultAccountAdapter):
    """Sign-up is closed: a coordinator adds people."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Your way in has been closed. Please ring us.",
        "duplicate_email": "You have this address already.",
        "email_password_mismatch": UNKNOWN_PAIR,
        "username_password_mismatch": UNKNOWN_PAIR,
        "email_taken": "Somebody else signs in with this address. Do you share it? Please ring us: we give you a username.",
        "enter_current_password": "That is not the password you have now.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "That is not your password.",
        "invalid_login": UNKNOWN_PAIR,
        "invalid_or_expired_key": "This link has been used or is too old.",
        "invalid_password_reset": "This link has been used or is too old. Please ask for a new one.",
        "max_email_addresses": "You cannot have more than %d addresses. Please remove one first.",
        "too_many_login_attempts": "Those were many tries. Please wait a few minutes, or ring us.",
        "rate_limited": "Those were many tries. Please wait a few minutes, or ring us.",
        "unverified_primary_email": "The main address must be one we know is yours.",
    }

    WAYS = {
        "reauthenticate": "Use my password",
        "mfa_reauthenticate": "Use my authenticator app or a spare code",
        "mfa_reauthenticate:webauthn": "Use my passkey",
    }

    def is_open_for_signup(self, request):
        return False

    def get_reauthentication_methods(self, user):
        """The ways to show that it is still you, in our words; a passkey before spare codes when there is no app."""
        ways = super().get_reauthentication_methods(user)
        for way in ways:
            way["description"] = self.WAYS.get(way["id"], way["description"])
        if ways and not user.authenticator_set.filter(type="totp").exists():
            ways.sort(key=lambda way: way["id"] == "mfa_reauthenticate")
        return ways

    def generate_phone_verification_code(self, *, user, phone):
        """By text the same eight signs as by letter: six figures would be guessed too soon."""
        return self.generate_login_code()

    def send_verification_code_sms(self, user, phone, code, **kwargs):
        backend.note_code(person=user, number=phone, code=code, now=timezone.now())

    def send_unknown_account_sms(self, phone, **kwargs):
        """A stranger's number gets no text, and the page says nothing either way."""

    def set_phone_verified(self, user, phone):
        """A number is a channel that a coordinator wrote down; coming in by it changes nothing there."""

    def render_mail(self, template_prefix, *args, **kwargs):
        """The post tells codes, which live three minutes, from notices by the name of their template."""
        message = super().render_mail(template_prefix, *args, **kwargs)
        message.template_prefix = template_prefix
        return message


class SecondStep(DefaultMFAAdapter):
    """The authenticator app, in plain words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "Please switch the second step off before you add an address.",
        "cannot_delete_authenticator": "The second step cannot be switched off.",
        "cannot_generate_recovery_codes": "Please set up the authenticator app first.",
        "incorrect_code": "That is not the code. Please wait for the next one your app shows.",
        "unverified_email": "Please open the letter we sent to your new email address first. Then you can set this up.",
        "rate_limited": "Those were many tries. Please wait a few minutes, or ring us.",
    }

    def encrypt(self, text):
        """What the authenticator app and the database share lies under the same keys as every sealed field."""
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type):
        return "My passkey"


class WorkAccount(DefaultSocialAccountAdapter):
    """Microsoft 365, Google or another service: only for people a coordinator has invited to work here."""

    WORKS_HERE = [role for role in Role if role != Role.MEMBER]

    def is_open_for_signup(self, request, sociallogin):
        return False

    def is_email_verified(self, provider, email):
        return settings.OIDC_TRUSTS_ADDRESSES

    def populate_user(self, request, sociallogin, data):
        """Nothing the service says about a person is written down: a coordinator has given the name."""
        return sociallogin.user

    def pre_social_login(self, request, sociallogin):
        """Nobody new comes in this way, and nobody whose only place is in the group."""
        person = sociallogin.user if sociallogin.is_existing else None
        if person is None or not self._works_here(person):
            raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))

    def _works_here(self, person: Person):
        return person.grants.on(timezone.localdate()).filter(role__in=self.WORKS_HERE).exists()
