"""The one door through which rows that must not change are changed: words blanked, links cut, history included.

Append-only is lifted for the transaction and for these statements only; no new history is written of it. History itself
is changed by two functions of the database alone, which note that they did: what the site signs in as may only add to it
and read it (docs/decisions/0073).
"""

import re
from contextlib import contextmanager
from functools import cache

import pgtrigger
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, ProtectedError, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from pghistory.models import Event

from members.models.sealed import SealedTextField
from members.queries import traces

GONE = "(gone)"  # where the database wants a word
CHANGES = re.compile(r'(?:UPDATE|DELETE FROM) "(\w+)"')


class NotByTheDoor(RuntimeError):
    """A mistake of ours: history was about to be changed by a statement of our own instead of `write` or `delete`."""


@contextmanager
def lifted():
    """Within this, rows of history may be changed and deleted, and nothing is written down about it by trigger."""
    with connection.execute_wrapper(_by_the_door), transaction.atomic(), pgtrigger.ignore():
        yield


def _by_the_door(execute, sql, params, many, context):
    """Whoever owns the tables could change them directly, so that a site with database roles alone would notice."""
    changes = CHANGES.match(sql) if isinstance(sql, str) else None
    if changes and changes[1] in _history_tables():
        raise NotByTheDoor(changes[0])
    return execute(sql, params, many, context)


@cache
def _history_tables():
    return {model._meta.db_table for model in apps.get_models() if is_history(model)}


def is_history(model) -> bool:
    return issubclass(model, Event) and model._meta.managed


def write(rows, **values) -> int:
    """These columns of these rows (a queryset) get these values. How many rows."""
    if not is_history(rows.model):
        return rows.update(**values)
    keys = list(rows.values_list("pk", flat=True))
    for name, value in values.items() if keys else ():
        field = rows.model._meta.get_field(name)
        rewrite(rows.model._meta.db_table, keys, field.column, field.get_db_prep_save(value, connection))
    return len(keys)


def rewrite(table, keys, column, value) -> int:
    """One column of rows of history, by its name in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT history_rewrite(%s::regclass, %s, %s, (%s)::text)", [table, keys, column, value])
        return cursor.fetchone()[0]


@contextmanager
def unprotected(model):
    """Within this, rows of this one model may change although it is append-only; its history is written as ever."""
    names = [t.name for t in getattr(model._meta, "triggers", ()) if isinstance(t, pgtrigger.Protect)]
    if not names:
        yield
        return
    with transaction.atomic(), pgtrigger.ignore(*(f"{model._meta.label}:{name}" for name in names)):
        yield


def wipe(rows, *, keeps=()) -> int:
    """Blank every word in these rows (a queryset); dates, numbers, choices and links stay. How many rows."""
    if is_history(rows.model):  # looked up once, not for each column
        rows = rows.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True)))
    count = rows.count()
    if count:
        for field in rows.model._meta.concrete_fields:
            if field.name not in keeps and _holds_words(field):
                _blank(rows, field)
    return count


def _holds_words(field):
    return isinstance(field, SealedTextField) or traces.is_words(field)


def _blank(rows, field):
    """The emptiest value this column takes."""
    for value in _emptiest(field):
        try:
            with transaction.atomic():
                write(rows, **{field.name: value})
            return
        except IntegrityError as problem:
            refused = problem
    raise refused


def _emptiest(field):
    if field.null:
        yield None
    if field.unique:
        yield Concat(Value("gone-"), Cast("pk", CharField()))
    if field.has_default() and not isinstance(field, CharField | TextField):
        yield field.get_default()
    if isinstance(field, SealedTextField | CharField | TextField):
        yield ""
        yield GONE[: getattr(field, "max_length", None) or len(GONE)]
    else:
        yield from ([], {})


def unlink(rows, *, name) -> int:
    """Cut the link of that name in these rows, where the database lets it be empty."""
    if not rows.model._meta.get_field(name).null:
        return 0
    return write(rows, **{name: None})


def delete(rows) -> int:
    """These rows go, and what hangs on them. How many."""
    if not is_history(rows.model):
        return rows.delete()[0]
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT history_remove(%s::regclass, %s)", [rows.model._meta.db_table, keys])
        return cursor.fetchone()[0]


def delete_all(querysets) -> dict:
    """Several kinds of rows, in whatever order their links allow: {model: how many}."""
    waiting, counts = list(querysets), {}
    while waiting:
        left = []
        for rows in waiting:
            count = rows.count()
            try:
                with transaction.atomic():
                    delete(rows)
            except ProtectedError:
                left.append(rows)
            else:
                counts[rows.model] = counts.get(rows.model, 0) + count
        if len(left) == len(waiting):
            raise ProtectedError("Rows hold each other and none can go.", {row for rows in left for row in rows})
        waiting = left
    return counts


def history_rows(model, *, path, pks, objects, among=None):
    """Rows of history of these objects, and of earlier ones that led to the person by this path: one queryset a table.

    `among`: only of these tables, where the others are known to be empty.
    """
    for events in traces.events_of(model):
        if among is not None and events not in among:
            continue
        which = Q(pgh_obj_id__in=list(objects))
        if path == "pk":
            which |= Q(pgh_obj_id__in=pks)
        elif "__" not in path:
            which |= Q(**{f"{model._meta.get_field(path).attname}__in": pks})
        yield events._base_manager.filter(which)


def cover(found, needles) -> int:
    """Replace what was found in other people's words (a list of traces). How many rows."""
    by_row = {}
    for trace in found:
        by_row.setdefault((trace.model, trace.pk), set()).add(trace.field)
    for (model, pk), fields in by_row.items():
        row = model._base_manager.filter(pk=pk)
        values = row.values(*fields).first()
        if values is None:
            continue
        changed = {name: _fitting(model, name, traces.cover_value(value, needles)) for name, value in values.items()}
        write(row, **changed)
    return len(by_row)


def _fitting(model, name, value):
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value
