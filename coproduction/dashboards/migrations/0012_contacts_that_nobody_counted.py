"""A day that the version before counts, while an update is under way or after going back, says nothing of contacts: not nought.

Nought is what 0011 wrote for such a day. It cannot be told from a day without contacts, so every nought is counted anew.
"""

from django.db import migrations, models

COUNT_ANEW = """
INSERT INTO dashboards_touched (day, team_id, level, body_id)
    SELECT day, team_id, level, body_id FROM dashboards_daycell WHERE parts = 0 AND heads = 0;
UPDATE dashboards_daycell SET parts = NULL, heads = NULL WHERE parts = 0 AND heads = 0;
"""


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0011_contacts_of_a_day")]

    operations = [
        migrations.AlterField(
            model_name="daycell",
            name="heads",
            field=models.BigIntegerField(null=True, verbose_name="people with lived experience who were only counted"),
        ),
        migrations.AlterField(
            model_name="daycell",
            name="parts",
            field=models.BigIntegerField(
                null=True, verbose_name="times that somebody with lived experience took part"
            ),
        ),
        migrations.RunSQL(COUNT_ANEW, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="daycell",
            index=models.Index(condition=models.Q(parts=None), fields=["day"], name="cells_counted_in_part"),
        ),
    ]
