"""allauth's forms with our words: what each box wants, and no placeholder that disappears while typing."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

WORDS = {
    "login": ("Your username or email address", ""),
    "password": ("Your password", None),
    "remember": ("Keep me signed in here for two weeks", "Please not on a telephone or computer you share."),
    "email": ("Your email address", ""),
    "code": ("The code", "Eight signs. Big or small letters make no difference, nor does the dash."),
    "oldpassword": ("Your password now", None),
    "password1": (
        "A new password",
        "Ten letters or more. Three or four words that only you would put together work well.",
    ),
    "password2": ("The new password once more", ""),
}


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


class LoginForm(PlainWords, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].widget.attrs["autocapitalize"] = "none"


class RequestLoginCodeForm(PlainWords, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(PlainWords, account.ConfirmLoginCodeForm):
    pass


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


class AuthenticateForm(PlainWords, mfa.AuthenticateForm):
    words = {"code": APP_CODE}


class ReauthenticateCodeForm(PlainWords, mfa.ReauthenticateForm):
    words = {"code": APP_CODE}


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):
    words = {"code": ("The code your app shows now", "Six figures.")}
