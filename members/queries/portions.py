"""A large table of words read portion by portion, each row's words made comparable once (DP-03 at 50,000 people)."""

import html

from django.db import connection

PORTION = 5000  # rows; a few tens of milliseconds of long letters


def portions_of(model):
    """(after, until) of each portion in the order of the key: greater than `after`, up to and with `until`; None is open."""
    key, after = model._meta.pk.attname, None
    while True:
        rows = model._base_manager.order_by(key)
        if after is not None:
            rows = rows.filter(pk__gt=after)
        until = rows.values_list("pk", flat=True)[PORTION - 1 : PORTION].first()
        yield after, until
        if until is None:
            return
        after = until


def read_portion(model, fields, needles, besides, *, after, until) -> list[tuple]:
    """(pk, the words of each field) of rows in which every piece of one of these stands somewhere; not those of `besides`.

    The words of a row are put together and made upper case once, not once for each piece and column: of a letter of
    some thousand signs that is nearly all the work. OFFSET 0 keeps Postgres from doing it again in every comparison.
    """
    name = connection.ops.quote_name
    key = f"t.{name(model._meta.pk.column)}"
    words = [f"t.{name(field.column)}::text" for field in fields]
    wanted, values = _wanted(needles)
    bounds = [f"{key} <> ALL(%s)"] if besides else []
    limits = [list(besides)] if besides else []
    for sign, bound in ((">", after), ("<=", until)):
        if bound is not None:
            bounds.append(f"{key} {sign} %s")
            limits.append(bound)
    sql = f"""
        SELECT {", ".join([key, *words])} FROM {name(model._meta.db_table)} t
         CROSS JOIN LATERAL (SELECT upper(concat_ws(' ', {", ".join(words)})) AS said OFFSET 0) once
         WHERE {" AND ".join([*bounds, f"({wanted})"])} ORDER BY {key}"""  # noqa: S608 — names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(sql, [*limits, *values])
        return cursor.fetchall()


def _wanted(needles):
    """The condition and its values: of one needle every piece, plain or as HTML writes it."""
    each, values = [], []
    for needle in needles:
        every = []
        for piece in dict.fromkeys(needle.pieces):
            spellings = list(dict.fromkeys([piece, html.escape(piece)]))
            every.append("(" + " OR ".join("once.said LIKE upper(%s)" for _ in spellings) + ")")
            values += [f"%{connection.ops.prep_for_like_query(spelling)}%" for spelling in spellings]
        each.append("(" + " AND ".join(every) + ")")
    return " OR ".join(each), values
