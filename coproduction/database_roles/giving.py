"""The roles given to a database: what each program of the site may do is what Postgres lets it do (docs/decisions/0073)."""

import secrets
from pathlib import Path

from django.db import connection, transaction
from psycopg2.extensions import encrypt_password, quote_ident

from members.rules import Refused

HERE = Path(__file__).parent
WHO = {  # who signs in, and as what; app_retention signs in nowhere
    "owner": "changes tables: `manage.py prepare`, and nothing that runs on",
    "rw": "the site: web, worker, beat and dispatch",
    "report": "the charity's own reports: three views of protected figures",
    "backup": "copies: `manage.py back_up`",
}
SCHEMA = "report"
VIEWS = ("board_reports", "equality_totals", "felt_of_years")
NO_TABLES = "There are no tables yet. Run `manage.py prepare` first, then this, both as whoever made the database."


def sql(name: str, prefix: str) -> str:
    """One of the two files, for roles of that prefix."""
    return (HERE / f"{name}.sql").read_text().replace("app_", f"{prefix}_")


@transaction.atomic
def give(*, prefix: str, passwords: dict[str, str]) -> dict[str, str]:
    """Roles and rights, all or nothing; again changes nothing that stands. The passwords that were made up for new roles.

    `passwords`: by "owner", "rw", "report", "backup"; a role that stands keeps its own unless one is given.
    """
    if prefix_found() is None:
        raise Refused(NO_TABLES)
    stood = {who for who in WHO if _stands(f"{prefix}_{who}")}
    made = {who: secrets.token_urlsafe(24) for who in WHO if who not in stood and not passwords.get(who)}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'")
        cursor.execute(sql("roles", prefix))
        cursor.execute(sql("rights", prefix))
        for who, password in {**passwords, **made}.items():
            if password:
                _set_password(cursor, f"{prefix}_{who}", password)
    return made


def give_rights() -> None:
    """After an update, where roles stand: new tables, and the views again."""
    if prefix := prefix_found():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql("rights", prefix))


def step_aside() -> None:
    """Before an update: a column that a view shows could not be changed."""
    if prefix_found():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP VIEW IF EXISTS {', '.join(f'{SCHEMA}.{view}' for view in VIEWS)}")


def drop_schema(cursor) -> None:
    """Before a copy is put back: no copy holds the views, and `database_roles` makes them again afterwards."""
    cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def stand_on_this_server() -> bool:
    """Whether a site on this server has roles; after a copy was put back no table says any more whose they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT EXISTS (SELECT FROM pg_roles r WHERE r.rolname LIKE '%\_retention' AND EXISTS ("
            "SELECT FROM pg_roles o WHERE o.rolname = regexp_replace(r.rolname, 'retention$', 'owner')))"
        )
        return cursor.fetchone()[0]


def prefix_found() -> str | None:
    """What the roles of this database are called before their `_owner`: empty where none stand, None without tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'django_migrations'"
        )
        found = cursor.fetchone()
    if found is None:
        return None
    prefix = found[0].removesuffix("_owner")
    return prefix if prefix != found[0] and _stands(f"{prefix}_rw") and _stands(f"{prefix}_retention") else ""


def _stands(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        return cursor.fetchone()[0]


def _set_password(cursor, role, password) -> None:
    """Only its digest leaves this machine, so that no log of the server holds the password."""
    raw = cursor.connection
    digest = encrypt_password(password, role, scope=raw, algorithm="scram-sha-256")
    cursor.execute(f"ALTER ROLE {quote_ident(role, raw)} PASSWORD %s", [digest])
