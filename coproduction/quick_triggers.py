"""Triggers known by their names while they are registered, so that every process of ours starts a second sooner.

For each trigger pgtrigger asks two questions of all those before it: has this table a trigger of that name, is a function
of that name taken? With six hundred triggers it looked six hundred thousand times, a third of what a start costs. Here the
two answers are kept as triggers come and go. The questions, and what is refused, stay pgtrigger's own.
"""

from pgtrigger import registry


def know_by_name():
    """Once, before any model is loaded."""
    rows = registry._Registry
    tables, functions = {}, set()
    added, taken_away = rows.__setitem__, rows.__delitem__

    def add(self, key, value):
        added(self, key, value)
        model, trigger = value
        tables[model._meta.db_table, trigger.name] = trigger
        functions.add(trigger.get_pgid(model))

    def take_away(self, key):
        model, trigger = self[key]
        taken_away(self, key)
        tables.pop((model._meta.db_table, trigger.name), None)
        functions.discard(trigger.get_pgid(model))

    rows.__setitem__, rows.__delitem__ = add, take_away
    rows.by_db_table, rows.pg_function_names = property(lambda self: tables), property(lambda self: functions)
