"""BOUNCE_WEBHOOK as the settings of django-anymail: `provider://name:secret@`, and what else the provider signs with."""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def settings_of(words: str) -> dict:
    """`postmark://name:secret@` asks for basic authentication; `?mailgun_webhook_signing_key=…` is passed on as it is."""
    if not words:
        return {}
    parts = urlsplit(words)
    if not (parts.scheme and parts.username and parts.password):
        raise ImproperlyConfigured("BOUNCE_WEBHOOK needs a provider, a name and a secret: postmark://name:secret@")
    secret = f"{unquote(parts.username)}:{unquote(parts.password)}"
    return {"WEBHOOK_SECRET": secret} | {name.upper(): value for name, value in parse_qsl(parts.query)}
