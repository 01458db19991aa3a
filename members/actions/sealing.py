"""Sealing every sealed column of every table anew with the newest key, in portions, safe to stop at any moment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import connection

from members.actions import redaction
from members.models.sealed import SealedTextField

HISTORY = "pgh_id"  # the key of its tables, which nothing changes meanwhile, so that they need no lock
_others: dict[str, Callable] = {}


@dataclass
class Done:
    """What became of one column: how many rows, how many were sealed anew, how many no key opens."""

    name: str
    rows: int = 0
    changed: int = 0
    unreadable: int = 0


def register(name: str, rotate: Callable) -> None:
    """For what is keyed without a SealedTextField: rotate(only_count=) -> (rows, how many keyed anew, how many unreadable)."""
    _others[name] = rotate


def sealed_columns() -> Iterator[tuple[str, str, str]]:
    """(table, key column, sealed column) of every model, history included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, SealedTextField):
                    yield model._meta.db_table, model._meta.pk.column, field.column


def rotate(*, batch=500, only_count=False) -> Iterator[Done]:
    """Column after column, `batch` rows a transaction."""
    for table, key, column in sealed_columns():
        yield _column(table, key, column, batch=batch, only_count=only_count)
    for name, other in _others.items():
        yield Done(name, *other(only_count=only_count))


def _column(table, key, column, *, batch, only_count):
    done, last = Done(f"{table}.{column}"), None
    keys = [Fernet(each) for each in settings.FIELD_KEYS]
    while True:
        with redaction.lifted(), connection.cursor() as cursor:
            rows = _portion(cursor, table, key, column, last, batch)
            if not rows:
                return done
            for pk, token in rows:
                _one(cursor, (table, key, column, pk), bytes(token), keys, done, only_count)
            last = rows[-1][0]


def _portion(cursor, table, key, column, last, batch):
    after = f'AND "{key}" > %s' if last is not None else ""
    values = [last, batch] if last is not None else [batch]
    cursor.execute(
        f'SELECT "{key}", "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL {after} '
        f'ORDER BY "{key}" LIMIT %s{"" if key == HISTORY else " FOR NO KEY UPDATE"}',
        values,
    )
    return cursor.fetchall()


def _one(cursor, where, token, keys, done, only_count):
    table, key, column, pk = where
    done.rows += 1
    try:
        keys[0].decrypt(token)
        return
    except InvalidToken:
        pass
    try:
        words = MultiFernet(keys).decrypt(token)
    except InvalidToken:
        done.unreadable += 1
        return
    done.changed += 1
    if not only_count and key == HISTORY:
        redaction.rewrite(table, [pk], column, keys[0].encrypt(words))
    elif not only_count:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', [keys[0].encrypt(words), pk])
