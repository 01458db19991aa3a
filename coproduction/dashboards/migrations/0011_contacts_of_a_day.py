"""How often people took part, counted by the day. What is counted already is noted as touched: the clock counts it anew, and
until then boards read the log."""

from django.db import migrations, models

COUNTED_ALREADY = """
INSERT INTO dashboards_touched (day, team_id, level, body_id) SELECT day, team_id, level, body_id FROM dashboards_daycell;
"""


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0010_felt_of_a_year")]

    operations = [
        migrations.AddField(
            model_name="daycell",
            name="heads",
            field=models.BigIntegerField(db_default=0, verbose_name="people with lived experience who were only counted"),
        ),
        migrations.AddField(
            model_name="daycell",
            name="parts",
            field=models.BigIntegerField(
                db_default=0, verbose_name="times that somebody with lived experience took part"
            ),
        ),
        migrations.RunSQL(COUNTED_ALREADY, migrations.RunSQL.noop),
    ]
