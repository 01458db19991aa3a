"""An empty database in a third of the time: a trigger changes no model, so no model need be drawn anew for it.

`pgtrigger` asks Django to build every related model again after each trigger, and history brings three to a model.
The operations only read the model's name and table, so noting the trigger in the state is enough.
"""

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
