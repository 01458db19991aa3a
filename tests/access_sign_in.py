"""The pages of signing in that come with allauth: which they are, and which are open to nobody signed in."""

SIGN_IN = (
    "account_",
    "mfa_",
    "usersessions_",
    "socialaccount_",
    "openid_connect_",
    "(no name) social/",
)  # allauth: open to nobody signed in are only these pages of the way in
SIGN_IN_OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
    *(f"(no name) social/{page}/" for page in ("login/cancelled", "login/error", "signup", "connections")),  # lead on
}
