"""Speaks up before an unsafe start: `manage.py check --deploy`, and `make run` with DEMO=0."""

from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

SHORTEST_TOKEN = 24


@register(Tags.security)
def field_keys_are_keys(app_configs, **kwargs):
    """A damaged FIELD_KEYS would show only when the first sealed field is read."""
    wrong = []
    for number, key in enumerate(settings.FIELD_KEYS, start=1):
        try:
            Fernet(key)
        except ValueError:
            wrong.append(Error(f"FIELD_KEYS: key {number} is not a Fernet key.", id="ground.E001"))
    return wrong


@register(Tags.security)
def history_is_append_only(app_configs, **kwargs):
    if not settings.PGHISTORY_APPEND_ONLY:
        return [Error("History must be append-only.", id="ground.E002")]
    return []


@register(Tags.security, deploy=True)
def hosts_are_exact(app_configs, **kwargs):
    loose = [host for host in settings.ALLOWED_HOSTS if "*" in host or host.startswith(".")]
    if loose:
        return [Error(f"ALLOWED_HOSTS must name each host exactly, not {', '.join(loose)}.", id="ground.E003")]
    return []


@register(Tags.security, deploy=True)
def base_url_is_one_of_our_hosts(app_configs, **kwargs):
    host = urlsplit(settings.BASE_URL).hostname
    if host not in settings.ALLOWED_HOSTS:
        return [Error(f"BASE_URL's host {host} is missing from ALLOWED_HOSTS.", id="ground.E004")]
    return []


@register(Tags.database, deploy=True)
def servers_are_real(app_configs, **kwargs):
    """Embedded servers are for trying the site out: nobody backs them up or updates them."""
    socket = settings.DATABASES["default"]["HOST"]
    if not settings.DEMO and ("same-table" in socket or "servers/sockets" in socket):
        return [Warning("The embedded database is for trying out; set DATABASE_URL for real use.", id="ground.W001")]
    return []


@register(Tags.security)
def the_numbers_are_behind_a_long_token(app_configs, **kwargs):
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        return [Error(f"METRICS_TOKEN must have at least {SHORTEST_TOKEN} signs.", id="ground.E006")]
    return []


@register(Tags.security)
def the_virus_scanner_has_an_address(app_configs, **kwargs):
    """Without a port no file would ever be looked at, and so none be kept."""
    host, _, port = settings.CLAMD.rpartition(":")
    if settings.CLAMD and not settings.CLAMD.startswith("/") and not (host and port.isdecimal()):
        return [Error("CLAMD must be a socket's path, such as /run/clamav/clamd.ctl, or host:port.", id="ground.E007")]
    return []


@register(Tags.security)
def secrets_are_ours_alone(app_configs, **kwargs):
    site_env = Path(settings.DATA_DIR) / "site.env"
    if site_env.is_file() and site_env.stat().st_mode & 0o077:
        return [Error("DATA_DIR/site.env can be read by others: chmod 600 it.", id="ground.E005")]
    return []


@register(Tags.security)
def a_work_account_is_the_charitys_own(app_configs, **kwargs):
    """A tenant everybody can open must not be believed about addresses."""
    shared = [
        f"/{tenant}/" for tenant in ("common", "organizations", "consumers") if f"/{tenant}/" in settings.OIDC_URL
    ]
    if settings.OIDC_URL and (shared or not settings.OIDC_URL.startswith(("https://", "http://127.0.0.1"))):
        return [
            Error("OIDC_URL must be https and the charity's own tenant, not one everybody can use.", id="ground.E006")
        ]
    return []
