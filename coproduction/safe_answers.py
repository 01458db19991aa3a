"""Settings of what every answer tells browsers: https alone, cookies of this host alone, nothing from anywhere else.

Read by settings.py, after site.env. The headers that have no setting stand in `coproduction.middleware.SafeHeaders`.
"""

from urllib.parse import urlsplit

import environ

HTTPS = urlsplit(environ.Env().str("BASE_URL", default="")).scheme == "https"

if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_REFERRER_POLICY = (
    "same-origin"  # so that a form can lead back to its page; stricter where a token is (SafeHeaders)
)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the browsers' preload list is the charity's own choice, hard to undo
CSP_NONE = ("default-src", "base-uri", "object-src", "frame-ancestors")
CSP_SELF = ("script-src", "style-src", "font-src", "connect-src", "form-action", "manifest-src")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {name: ["'none'"] for name in CSP_NONE}
    | {name: ["'self'"] for name in CSP_SELF}
    | {"img-src": ["'self'", "data:"]}
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else needs our files
