"""allauth's forms with our words: what each box wants, and no placeholder that disappears while typing."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import unstash_login
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from members import devices
from members.actions import door, guesses
from members.forms.base import TableForm
from members.post import texts
from members.rules import Refused
from members.rules.people import clean_number

WORDS = {
    "login": ("Your username or email address", ""),
    "password": ("Your password", None),
    "email": ("Your email address", ""),
    "code": ("The code", "Eight signs. Big or small letters make no difference, nor does the dash."),
    "oldpassword": ("Your password now", None),
    "password1": (
        "A new password",
        "Ten letters or more. Three or four words that only you would put together work well.",
    ),
    "password2": ("The new password once more", ""),
}


NO_ADDRESS = "That does not look like an email address. It needs an @ and a dot."


class PlainWords:
    """Mixin: our labels and hints, no placeholders, a length on every box."""

    nothing_to_keep = True  # a password is never typed back into its box
    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label, hint = self.words.get(name) or WORDS.get(name) or (None, None)
            field.label = label or field.label
            field.help_text = field.help_text if hint is None else hint
            field.widget.attrs.pop("placeholder", None)
            if getattr(field.widget, "input_type", "") != "checkbox":
                field.widget.attrs.setdefault("maxlength", 254)


class OwnDevice(forms.Form):
    """Mixin: on a device of one's own the visit lasts; on a shared one it is over half an hour after the last press.

    What is ticked is kept with the name that was typed beside it (`signs_in_as`), and counts only when that name comes
    in: whoever sits down next at a shared browser does not inherit it.
    """

    signs_in_as = ""  # the field with the name

    own_device = forms.BooleanField(
        label="This is my own phone or computer",
        required=False,
        help_text="Then you stay signed in for thirty days. Please leave it empty on one you share.",
    )

    def clean_own_device(self):
        named = self.data.get(self.add_prefix(self.signs_in_as), "") if self.signs_in_as else ""
        named = getattr(self, "number", "") or named
        devices.wish(context.request.session, own=self.cleaned_data["own_device"], named=named)
        return self.cleaned_data["own_device"]


class Judged:
    """Mixin: a code is judged one at a time and ten times an hour at most, in the database (reliability 2.2)."""

    def whose(self):
        return self.user

    def clean_code(self):
        person, wrong = self.whose(), []

        def is_right():
            try:
                self.checked = super(Judged, self).clean_code()
            except ValidationError as no:
                wrong.append(no)
            return not wrong

        if person is None:
            return super().clean_code()
        try:
            guesses.judge(person=person, is_right=is_right, now=timezone.now())
        except Refused as no:
            raise ValidationError(str(no)) from None
        if wrong:
            raise wrong[0]
        return self.checked


class LoginForm(PlainWords, OwnDevice, account.LoginForm):
    signs_in_as = "login"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.order_fields(["login", "password", "own_device"])
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].widget.attrs["autocapitalize"] = "none"

    def user_credentials(self):
        """An address or a username, never both: trying both would hash once more for an address somebody has."""
        given = super().user_credentials()
        if "email" in given:
            given.pop("username", None)
        return given


class RequestLoginCodeForm(PlainWords, OwnDevice, account.RequestLoginCodeForm):
    """An address, and where texts leave by themselves also a mobile number: known or not, the page says the same."""

    signs_in_as = "email"
    number = ""

    @property
    def texts_leave(self):
        return texts.by_machine()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = NO_ADDRESS
        if texts.by_machine():
            words = {
                "label": "Your email address or mobile number",
                "help_text": "The code goes there, by email or by text.",
            }
            self.fields["email"] = forms.CharField(max_length=254, **words)
            self.fields["email"].widget.attrs |= {
                "autocomplete": "username",
                "autocapitalize": "none",
                "maxlength": 254,
            }
        self.order_fields(["email", "own_device"])

    def clean_email(self):
        typed = self.cleaned_data["email"].strip()
        if not texts.by_machine() or "@" in typed:
            self.cleaned_data["email"] = typed
            try:
                validate_email(typed)
            except ValidationError:
                raise ValidationError(NO_ADDRESS) from None
            return super().clean_email()
        try:
            self.number = clean_number(typed)
        except Refused as no:
            raise ValidationError(str(no)) from None
        if not ratelimit.consume(context.request, action="request_login_code", key=self.number):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = door.reached_by_text(self.number, now=timezone.now())
        return ""

    def clean(self):
        return super().clean() | {"phone": self.number}


class ConfirmLoginCodeForm(PlainWords, Judged, account.ConfirmLoginCodeForm):
    def whose(self):
        """The person to whom the code went; None for an address nobody has, which is told the same."""
        login = unstash_login(context.request, peek=True)
        return login.user if login else None


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    pass


class AddEmailForm(PlainWords, account.AddEmailForm):
    words = {"email": ("Another email address", "We send a letter there to be sure it is yours.")}


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    pass


APP_CODE = ("The code", "Six figures from your authenticator app, or one of the spare codes you wrote down.")


class AuthenticateForm(PlainWords, Judged, mfa.AuthenticateForm):
    words = {"code": APP_CODE}


class ReauthenticateCodeForm(PlainWords, Judged, mfa.ReauthenticateForm):
    words = {"code": APP_CODE}


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):
    words = {"code": ("The code your app shows now", "Six figures.")}


class PasskeyName(PlainWords):
    words = {"name": ("A name for it", "So that you can tell two apart: “my phone”, “the key on my ring”.")}


class AddPasskeyForm(PasskeyName, webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        box = self.fields.get("passwordless")
        if box:
            box.label = "Let me sign in with it alone"
            box.help_text = (
                "Then you need no code and no password: your finger, face or the device’s own number is enough."
            )
            box.initial = True


class EditPasskeyForm(PasskeyName, webauthn.EditWebAuthnForm):
    pass


class SpokenCodeForm(OwnDevice, TableForm):
    code = forms.CharField(
        label="The code we read out to you",
        help_text="Eight letters. Big or small makes no difference, nor does the dash.",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    field_order = ["code", "own_device"]
    nothing_to_keep = True


class ReadOutForm(TableForm):
    how_known = forms.ChoiceField(
        label="How do you know that it is them?",
        choices=[
            ("I know their voice", "I know their voice"),
            ("I rang the number we have for them", "I rang the number we have for them"),
            ("They are here with me", "They are here with me"),
            ("They answered what only they know", "They answered what only they know"),
        ],
        widget=forms.RadioSelect,
    )
