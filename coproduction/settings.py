"""Every setting of the site, top to bottom, each from the environment.

`docs/running.md` explains each variable. A variable that is unset is looked up in
`DATA_DIR/site.env`, which `make run` writes, so that `manage.py` acts on the same site.
"""

import gc
from pathlib import Path
from urllib.parse import urlsplit

import environ
import pgtrigger
from django.core.exceptions import ImproperlyConfigured

from coproduction import delivery_webhook
from coproduction.first_words import MADE_UP, not_said_yet
from coproduction.site_env import DELIVERS_NOTHING, delivers

# Nearly all that a start makes stays: looking through it for what could go took a seventh of the start.
gc.set_threshold(50_000, 20, 20)

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()
if (DATA_DIR / "site.env").is_file():
    env.read_env(DATA_DIR / "site.env")

# ---- what kind of site this is -------------------------------------------------------------
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
TESTING = env.bool("TESTING", default=False)

REQUIRED = ["SECRET_KEY", "FIELD_KEYS", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "REDIS_URL"]
if not DEMO:
    REQUIRED.append("EMAIL_URL")
missing = [name for name in REQUIRED if not env.str(name, default="")]
if missing:
    raise ImproperlyConfigured(
        f"The site cannot start: {', '.join(missing)} must be set. "
        "See docs/running.md, or use `make run` for a demonstration."
    )

SECRET_KEY = env.str("SECRET_KEY")
FIELD_KEYS = env.list("FIELD_KEYS")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
BASE_URL = env.str("BASE_URL").rstrip("/")
HTTPS = urlsplit(BASE_URL).scheme == "https"
if not HTTPS and urlsplit(BASE_URL).hostname not in {"127.0.0.1", "localhost", "::1"}:
    raise ImproperlyConfigured("BASE_URL must start with https:// (http is for this machine alone).")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# ---- the charity (part 2 brings these into a page of their own) -----------------------------
NOT_SAID_YET = not_said_yet(urlsplit(BASE_URL).hostname)
_usual = MADE_UP if DEMO else NOT_SAID_YET
CHARITY_NAME = env.str("CHARITY_NAME", default=_usual["name"])
CHARITY_PHONE = env.str("CHARITY_PHONE", default=_usual["phone"])
CHARITY_TEXT_NUMBER = env.str("CHARITY_TEXT_NUMBER", default=_usual["text_number"])
CHARITY_EMAIL = env.str("CHARITY_EMAIL", default=_usual["email"])
CHARITY_HOURS = env.str("CHARITY_HOURS", default=_usual["hours"])
CHARITY_ADDRESS = env.str("CHARITY_ADDRESS", default=_usual["address"])

MISSED_MEETINGS = env.int(
    "MISSED_MEETINGS", default=3
)  # in a row, without a word: then a person gets in touch (MEM-08)
FEWEST_PEOPLE = env.int(
    "FEWEST_PEOPLE", default=5
)  # a count of people below this is never shown: members/rules/fewest.py

# ---- post -----------------------------------------------------------------------------------
SEND_WINDOW = env.str("SEND_WINDOW", default="always" if DEMO else "09:00-19:00")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Same Table <{CHARITY_EMAIL}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default=DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> "))
EMAIL_BACKEND = "members.post.backend.LetterBackend"  # allauth's and Django's mail become letters too
EMAIL_URL = env.str("EMAIL_URL", default="mailbox:" if DEMO else "")
if not (DEMO or TESTING or delivers(EMAIL_URL)):
    raise ImproperlyConfigured(DELIVERS_NOTHING)
if EMAIL_URL == "mailbox:":
    DELIVERY_BACKEND = "members.post.mailbox.MailboxBackend"  # the demonstration keeps its mail
    DELIVERY_OPTIONS = {}
else:
    _mail = environ.Env.email_url_config(EMAIL_URL)
    DELIVERY_BACKEND = _mail["EMAIL_BACKEND"].replace(
        "django.core.mail.backends.smtp.EmailBackend", "members.post.smtp.PostOffice"
    )
    DELIVERY_OPTIONS = {
        "host": _mail.get("EMAIL_HOST"),
        "port": _mail.get("EMAIL_PORT"),
        "username": _mail.get("EMAIL_HOST_USER") or "",
        "password": _mail.get("EMAIL_HOST_PASSWORD") or "",
        "use_tls": _mail.get("EMAIL_USE_TLS", False),
        "use_ssl": _mail.get("EMAIL_USE_SSL", False),
    }
SMS_URL = env.str(
    "SMS_URL", default=""
)  # https://KEY@provider.example/send?from=NAME; empty: texts are written by hand
BOUNCE_URL = env.str(
    "BOUNCE_URL", default=""
)  # the mailbox where delivery reports arrive: imaps://user:pass@host/folder
BOUNCE_ADDRESS = env.str(
    "BOUNCE_ADDRESS", default=""
)  # its address, when it takes name+anything@…: signed return paths
BOUNCE_WEBHOOK = env.str("BOUNCE_WEBHOOK", default="")  # a provider that tells us by itself: postmark://name:secret@
ANYMAIL = delivery_webhook.settings_of(BOUNCE_WEBHOOK)
CALENDAR_REPLIES = env.str(
    "CALENDAR_REPLIES", default=""
)  # an address in that mailbox that calendar programs answer to
BACKUP_KEY = env.str("BACKUP_KEY", default="")  # the public key of age that copies of the site are sealed for
POST_LEASE = env.int("POST_LEASE", default=120)  # seconds a sender keeps what it claimed; drills shorten it
POST_UNSURE_WAIT = env.int("POST_UNSURE_WAIT", default=900)  # seconds before a letter that may have arrived is repeated
EMAIL_TIMEOUT = 60  # Django's default is none, and 5 s gave two to six copies from a slow server

# ---- what is installed ----------------------------------------------------------------------
INSTALLED_APPS = [
    "coproduction",
    "coproduction.dashboards",
    "coproduction.home",
    "coproduction.story",
    "coproduction.bench",
    "coproduction.copies",
    "projects",
    "meetings",
    "members",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *(["allauth.socialaccount.providers.openid_connect"] if env.str("OIDC_URL", default="") or TESTING else []),
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    *(["anymail"] if BOUNCE_WEBHOOK else []),
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "coproduction.middleware.SafeHeaders",
    "csp.middleware.CSPMiddleware",
    "coproduction.health.Healthz",
    "coproduction.reference.Referenced",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coproduction.middleware.Smaller",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coproduction.middleware.ActiveRole",
    "coproduction.at_the_door.SessionLength",
    "coproduction.nothing_lost.NothingTypedIsLost",
    "coproduction.middleware.SignInFirst",
    "coproduction.at_the_door.SecondStepFirst",
    "coproduction.at_the_door.AskAgain",
    "coproduction.middleware.WhoChangedIt",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "coproduction.urls"
WSGI_APPLICATION = "coproduction.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coproduction.context_processors.site",
            ],
            "builtins": [
                "coproduction.templatetags.ui",
                "coproduction.templatetags.addresses",
                "coproduction.templatetags.sums",
            ],
        },
    }
]
FORM_RENDERER = "coproduction.form_fields.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# ---- where things are kept ------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": False,
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["HOST"] = DATABASES["default"]["OPTIONS"].pop("host", DATABASES["default"]["HOST"])  # a socket
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 3,
    "keepalives_idle": 30,  # a half-open connection is given up instead of hanging for hours
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    # no statement of ours is long enough to be worth a compiler: it took longer than what it was compiled for
    "options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s -c jit=off",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # Redis must never stand under sign-in: allauth counts its attempts here
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# From one address of the internet, in ten minutes; beyond it a person looks before a registration counts. 0: no limit.
REGISTRATIONS_FROM_ONE_ADDRESS = env.int("REGISTRATIONS_FROM_ONE_ADDRESS", default=60)
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", Path(__import__("bootstrap_wrapper").__file__).parent.parent / "bootstrap"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CLAMD = env.str("CLAMD", default="")  # a virus scanner that looks at each upload: /run/clamav/clamd.ctl or host:port
FILE_UPLOAD_HANDLERS = [
    "members.files.NotTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# ---- who may come in ------------------------------------------------------------------------
from coproduction.signing_in import *  # noqa: E402, F403 (accounts, second step, sessions; after site.env was read)

CSRF_FAILURE_VIEW = "coproduction.views.csrf_failure"
from coproduction.safe_answers import *  # noqa: E402, F403 (https, cookies, what every answer tells browsers)

# ---- history --------------------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True
PGHISTORY_LEVEL = pgtrigger.Statement  # one event statement for a whole bulk change (reliability, 4.2)
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"

# ---- time and language ----------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "Europe/London"  # what pages show; schedules run in UTC (see celery.py)
LANGUAGE_CODE = "en-gb"
USE_I18N = True

# ---- Celery: a nudge, never the truth (reliability, section 1.3) ----------------------------
REDIS_URL = env.str("REDIS_URL")
CELERY_APP = "coproduction.celery.app"

# ---- logs: no name, no address, no token; and who is told when something breaks ---------------
from coproduction.log_settings import *  # noqa: E402, F403
