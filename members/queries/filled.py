"""Which tables hold anything at all: whoever has to look through every one of them need not ask the empty ones one by one."""

import functools

from django.apps import apps
from django.db import connection


@functools.cache
def _tables() -> dict:
    every = apps.get_models(include_auto_created=True)
    return {m._meta.db_table: m for m in every if m._meta.managed and not m._meta.proxy and not m._meta.swapped}


def models() -> set[type]:
    """Every model of whose table there is a row at this moment, history included; asked in one statement."""
    name = connection.ops.quote_name
    each = (f"(SELECT {number} FROM {name(table)} LIMIT 1)" for number, table in enumerate(_tables()))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        numbers = [number for (number,) in cursor.fetchall()]
    kinds = list(_tables().values())
    return {kinds[number] for number in numbers}
