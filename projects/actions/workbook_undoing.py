"""One undo for a whole workbook: what it added to the log goes, unless something happened with it since."""

from django.db import transaction

from members.models.people_import import ImportState
from members.queries import traces
from projects import events
from projects.models import Activity, LogImport, LogImportRow, Participation
from projects.models.log_import import RowFate

BATCH = 500
STAYS = "Stays: it was changed since it was brought in."


@transaction.atomic
def undo(log_import, *, now, progress=lambda done, of: None):
    """Entries it added go, unless somebody changed them or something hangs on them since; each row says which."""
    log_import = LogImport.objects.select_for_update(no_key=True, of=("self",)).get(pk=log_import.pk)
    if log_import.state != ImportState.UNDOING:
        return
    rows = list(log_import.rows.filter(fate=RowFate.NEW).exclude(activity=None))
    for place in range(0, len(rows), BATCH):
        progress(place, len(rows))
        _undo(rows[place : place + BATCH], now)
    log_import.state, log_import.undone_at = ImportState.UNDONE, now
    log_import.save(update_fields=["state", "undone_at"])
    progress(len(rows), len(rows))


def _undo(rows, now):
    busy = _changed_since(rows)
    gone = Activity.objects.filter(pk__in=[row.activity_id for row in rows if row.activity_id not in busy])
    gone.update(state=Activity.State.REMOVED)
    for activity in gone.select_related("kind").order_by("pk"):
        events.activity_changed.send(sender=Activity, activity=activity, now=now)
    for row in rows:
        row.undone = STAYS if row.activity_id in busy else "Undone."
    LogImportRow.objects.bulk_update(rows, ["undone"])
    gone.delete()


def _changed_since(rows):
    """Ids of entries that are no longer as they came: changed, with other people, or with something hanging on them."""
    ids, busy = [row.activity_id for row in rows], set()
    for history in traces.events_of(Activity):
        busy.update(_ids(history._base_manager.filter(pgh_obj_id__in=ids).exclude(pgh_label="insert"), "pgh_obj_id"))
    for history in traces.events_of(Participation):
        busy.update(_ids(history._base_manager.filter(activity_id__in=ids).exclude(pgh_label="insert"), "activity_id"))
    parts = list(_ids(Participation.objects.filter(activity__in=ids), "activity_id"))
    busy.update(row.activity_id for row in rows if parts.count(row.activity_id) != row.named)
    for relation in Activity._meta.related_objects:
        if relation.related_model not in (Participation, LogImportRow) and relation.field.concrete:
            name = relation.field.name
            if not hasattr(relation.related_model, "pgh_label"):
                hanging = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
                busy.update(_ids(hanging, f"{name}_id"))
    return busy


def _ids(rows, name):
    return rows.order_by().values_list(name, flat=True)
