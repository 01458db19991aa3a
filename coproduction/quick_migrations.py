"""An empty database in a fraction of the time, which the first start and every run of the tests wait for.

After each step of a migration Django draws every related model anew, and through Person nearly all are related: fifty
drawn for each new column. But who makes a table, a column, an index or a constraint reads that one model alone, and of
the models it points to only the table and the key, which none of these steps changes. So only the model itself is drawn
again; and so it is when a column changes that is no key and that nothing points to. Every other step (a key altered, a
column renamed or taken away) draws all of them as ever, and Django is told that the drawing is behind (`is_delayed`), so
that a step which runs Python, and whoever listens after a migration, has all of it drawn afresh. That this makes the very
same database is what tests/ground/test_quick_migrations.py compares.
"""

from collections import defaultdict
from functools import cache, wraps

from django.apps import apps
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import field_is_referenced
from pgtrigger import migrations


def _note(operation, app_label, state, triggers):
    state.models[app_label, operation.model_name.lower()].options["triggers"] = triggers


def _add(self, app_label, state):
    has = state.models[app_label, self.model_name.lower()].options.get("triggers", [])
    _note(self, app_label, state, [*has, self.trigger])


def _remove(self, app_label, state):
    has = state.models[app_label, self.model_name.lower()].options.get("triggers", [])
    _note(self, app_label, state, [each for each in has if each.name != self.name])


def note_triggers_only():
    """A trigger changes no model at all: its operations read only the model's table."""
    migrations.AddTrigger.state_forwards = _add
    migrations.RemoveTrigger.state_forwards = _remove


def draw_only_what_is_new():
    """While a model, column, index or constraint is added, that model is drawn again and no other."""
    related = ProjectState._find_reload_model

    def find(self, app_label, model_name, delay=False):
        if self.__dict__.get("_adds"):
            self.is_delayed = True
            return {(app_label, model_name)}
        return related(self, app_label, model_name, delay)

    def adds(step, *, if_=lambda *args: True):
        @wraps(step)
        def alone(self, *args, **named):
            self._adds = if_(self, *args)
            try:
                return step(self, *args, **named)
            finally:
                self._adds = False

        return alone

    ProjectState._find_reload_model = find
    for name in ("add_model", "add_field", "add_index", "add_constraint"):
        setattr(ProjectState, name, adds(getattr(ProjectState, name)))
    ProjectState.alter_field = adds(ProjectState.alter_field, if_=_is_nobody_elses)


def _is_nobody_elses(state, app_label, model_name, name, field, preserve_default):
    """Whether neither the column as it was nor as it will be is a key, and no other column points to it."""
    was = state.models[app_label, model_name].fields[name]
    keys = (each for each in (was, field) if each.primary_key or each.is_relation)
    return not any(keys) and not field_is_referenced(state, (app_label, model_name), (name, was))


def copy_what_may_change():
    """Django keeps the state before each step. What it copies for that are names in lists: field by field it looked whether
    each of them was sound, as it had been when it was made."""

    @wraps(ModelState.clone)
    def model(self):
        clone = self.__class__.__new__(self.__class__)
        vars(clone).update(vars(self))
        vars(clone).pop("name_lower", None)  # worked out from the name, which a step may change
        clone.fields, clone.options, clone.managers = dict(self.fields), dict(self.options), list(self.managers)
        return clone

    registry = StateApps.clone

    @wraps(registry)
    def drawn(self):
        models, self.all_models = self.all_models, defaultdict(dict)
        try:
            clone = registry(self)
        finally:
            self.all_models = models
        for label, each in models.items():
            clone.all_models[label].update(each)
        return clone

    ModelState.clone, StateApps.clone = model, drawn


def keep_what_is_swappable():
    """Each foreign key asks which setting names the model it points to. Django keeps the answers, and every drawing of an old
    state throws those of the running site away with its own: that was a fifth of the time."""
    apps.get_swappable_settings_name = cache(apps.get_swappable_settings_name.__wrapped__.__get__(apps))
