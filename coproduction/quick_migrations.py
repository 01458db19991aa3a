"""An empty database in under half the time, which the first start and every run of the tests wait for.

Between two steps of a migration Django draws every related model anew, and through Person nearly all are related.
History brings each model three triggers and an event model: a trigger changes no model at all (its operations read only
the model's table), and nothing points to an event, so neither needs the others drawn again.
"""

from django.db.migrations.state import ProjectState
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
    migrations.AddTrigger.state_forwards = _add
    migrations.RemoveTrigger.state_forwards = _remove


def draw_events_alone():
    """Nothing points to an event of history, so when one gets a column nothing else need be drawn anew."""
    related = ProjectState._find_reload_model

    def only_itself(self, app_label, model_name, delay=False):
        state = self.models.get((app_label, model_name))
        is_event = state is not None and "pgh_id" in state.fields
        return {(app_label, model_name)} if is_event else related(self, app_label, model_name, delay)

    ProjectState._find_reload_model = only_itself
