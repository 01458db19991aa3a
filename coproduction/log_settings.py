"""What the log holds and in which form, and who else hears of errors and numbers: all of it off unless somebody sets it."""

import environ

env = environ.Env()
SENTRY_DSN = env.str("SENTRY_DSN", default="")  # errors go there, cleaned; empty: the library is not even loaded
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # opens /metrics; empty: there is no such address
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "coproduction.logs.NoTokens"}},
    "formatters": {"line": {"()": "coproduction.logs.lines", "form": env.str("LOG_FORMAT", default="line")}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_tokens"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        # refused with a page of its own, as its own line says; a traceback would look like a mistake of ours
        **{
            f"django.security.{name}": {"level": "CRITICAL"}
            for name in ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
        },
        "celery": {"level": env.str("CELERY_LOG_LEVEL", default="WARNING")},  # not a line for each tick
    },
}
