"""Rows that nearly every page asks for: the queryset stays the one place that says which; its SQL is written once a process.

Django takes two thirds of the time of such a question to phrase it. Whoever asks for columns, by moments and groups of
ids, has `often` for the same.
"""

from datetime import date

A_NUMBER, A_DAY = -101, date(1801, 1, 1)  # stand-ins that nobody means


def written_once(make, *stand_ins):
    """A function of as many values as there are stand-ins: the objects of `make(*values)`, as a list."""
    kept = []

    def rows(*values):
        if not kept:
            found = make(*stand_ins)
            kept.append((found.model, *found.query.sql_with_params()))
        model, sql, params = kept[0]
        given = dict(zip(stand_ins, values, strict=True))
        return list(model._base_manager.raw(sql, [given.get(param, param) for param in params]))

    return rows
