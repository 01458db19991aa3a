"""Settings of signing in: accounts, the second step, sessions. Read by settings.py, after site.env."""

from urllib.parse import urlsplit

import environ

env = environ.Env()
HTTPS = urlsplit(env.str("BASE_URL", default="")).scheme == "https"

AUTH_USER_MODEL = "members.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "members.adapter.SignIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "optional"  # addresses are given by a coordinator; a username needs no email at all
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no mail, and the page says nothing either way
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# Eight signs of twenty, XXXX-XXXX. Never six figures: allauth counts tries in the session, so many guesses sent at
# once are all judged; our own count a person and hour (members.actions.guesses) holds under them (reliability 2.2).
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": False, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 180
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=int(HTTPS))  # else all share one count of tries
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # how long a session lasts is decided in at_the_door.SessionLength
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "login": "members.forms.sign_in.LoginForm",
    "request_login_code": "members.forms.sign_in.RequestLoginCodeForm",
    "confirm_login_code": "members.forms.sign_in.ConfirmLoginCodeForm",
    "reset_password": "members.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "members.forms.sign_in.ResetPasswordKeyForm",
    "change_password": "members.forms.sign_in.ChangePasswordForm",
    "set_password": "members.forms.sign_in.SetPasswordForm",
    "add_email": "members.forms.sign_in.AddEmailForm",
    "reauthenticate": "members.forms.sign_in.ReauthenticateForm",
}
MFA_ADAPTER = "members.adapter.SecondStep"
MFA_FORMS = {
    "authenticate": "members.forms.sign_in.AuthenticateForm",
    "reauthenticate": "members.forms.sign_in.ReauthenticateCodeForm",
    "activate_totp": "members.forms.sign_in.ActivateTOTPForm",
    "add_webauthn": "members.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "members.forms.sign_in.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = (
    not HTTPS
)  # localhost; browsers themselves allow passkeys nowhere else without https
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
# Of a name that begins like this a browser keeps only what came over https from this very host, for all of its pages.
HOST_COOKIE = "__Host-" if HTTPS else ""
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # else what a page says travels in a cookie
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # on a device of one's own; elsewhere half an hour, see at_the_door.SessionLength

# ---- Microsoft 365, Google or another OpenID Connect service, for people we have invited already ----------------------
OIDC_URL = env.str(
    "OIDC_URL", default=""
)  # https://login.microsoftonline.com/<tenant>/v2.0, https://accounts.google.com
SOCIALACCOUNT_ADAPTER = "members.adapter.WorkAccount"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # by an address that service has verified and a coordinator has given
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "work",
            "name": env.str("OIDC_NAME", default="your work account"),
            "client_id": env.str("OIDC_CLIENT_ID"),
            "secret": env.str("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_URL},
        }
    ]
# Microsoft does not say whether an address is verified; in a tenant of the charity's own it may be believed.
OIDC_TRUSTS_ADDRESSES = env.bool("OIDC_TRUSTS_ADDRESSES", default=False)
