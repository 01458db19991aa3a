"""Days and months of the log that are counted, and what notes that one was touched.

The triggers are one a statement and not one a row, so a spreadsheet of a thousand rows costs a few notes more than one
entry. What is in the log already is noted as touched; the clock counts it, and until then boards read the log.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TOUCHED = "INSERT INTO dashboards_touched (day, team_id, level, body_id, person_id)"
IS_QUIET = "coalesce(current_setting('dashboards.recounted_afterwards', true), '') = 'on'"

OF_ACTIVITIES = f"""
CREATE FUNCTION dashboards_touch_activities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {IS_QUIET} THEN
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        {TOUCHED}
        SELECT DISTINCT ended_on, team_id, level, body_id, NULL::bigint
          FROM new_rows WHERE state = 'held';
    ELSIF TG_OP = 'DELETE' THEN
        {TOUCHED}
        SELECT DISTINCT ended_on, team_id, level, body_id, part.person_id
          FROM old_rows LEFT JOIN projects_participation part ON part.activity_id = old_rows.id AND part.is_lived_experience
         WHERE state = 'held';
    ELSE
        {TOUCHED}
        SELECT DISTINCT side.ended_on, side.team_id, side.level, side.body_id, part.person_id
          FROM old_rows o JOIN new_rows n ON n.id = o.id
         CROSS JOIN LATERAL (VALUES (o.state, o.ended_on, o.team_id, o.level, o.body_id),
                                    (n.state, n.ended_on, n.team_id, n.level, n.body_id))
                         AS side (state, ended_on, team_id, level, body_id)
          LEFT JOIN projects_participation part ON part.activity_id = n.id AND part.is_lived_experience
               AND (o.state, o.ended_on, o.team_id, o.level, o.body_id)
                   IS DISTINCT FROM (n.state, n.ended_on, n.team_id, n.level, n.body_id)
         WHERE side.state = 'held'
           AND (o.state, o.ended_on, o.team_id, o.level, o.body_id, o.needs_detail, o.others_le)
               IS DISTINCT FROM (n.state, n.ended_on, n.team_id, n.level, n.body_id, n.needs_detail, n.others_le);
    END IF;
    RETURN NULL;
END $$;
"""

OF_PARTS = f"""
CREATE FUNCTION dashboards_touch_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {IS_QUIET} THEN
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        {TOUCHED}
        SELECT DISTINCT ended_on, team_id, level, body_id, part.person_id
          FROM new_rows part JOIN projects_activity activity ON activity.id = part.activity_id
         WHERE state = 'held' AND part.is_lived_experience;
    ELSIF TG_OP = 'DELETE' THEN
        {TOUCHED}
        SELECT DISTINCT ended_on, team_id, level, body_id, part.person_id
          FROM old_rows part JOIN projects_activity activity ON activity.id = part.activity_id
         WHERE state = 'held' AND part.is_lived_experience;
    ELSE
        {TOUCHED}
        SELECT DISTINCT ended_on, team_id, level, body_id, side.person_id
          FROM old_rows o JOIN new_rows n ON n.id = o.id
         CROSS JOIN LATERAL (VALUES (o.activity_id, o.person_id, o.is_lived_experience),
                                    (n.activity_id, n.person_id, n.is_lived_experience))
                         AS side (activity_id, person_id, is_lived_experience)
          JOIN projects_activity activity ON activity.id = side.activity_id
         WHERE activity.state = 'held' AND side.is_lived_experience
           AND (o.activity_id, o.person_id, o.is_lived_experience, o.contact_minutes, o.prep_minutes, o.travel_minutes)
               IS DISTINCT FROM
               (n.activity_id, n.person_id, n.is_lived_experience, n.contact_minutes, n.prep_minutes, n.travel_minutes);
    END IF;
    RETURN NULL;
END $$;
"""

ROWS = {
    "INSERT": "NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
}
TABLES = {"activity": "activities", "participation": "parts"}

TRIGGERS = [
    f"CREATE TRIGGER dashboards_touched_by_{does.lower()} AFTER {does} ON projects_{table} REFERENCING {rows}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION dashboards_touch_{function}();"
    for table, function in TABLES.items()
    for does, rows in ROWS.items()
]
NO_TRIGGERS = [
    f"DROP TRIGGER dashboards_touched_by_{does.lower()} ON projects_{table};" for table in TABLES for does in ROWS
]

IN_THE_LOG_ALREADY = f"""
{TOUCHED}
SELECT DISTINCT ended_on, team_id, level, body_id, part.person_id
  FROM projects_activity LEFT JOIN projects_participation part
    ON part.activity_id = projects_activity.id AND part.is_lived_experience
 WHERE state = 'held';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0005_approved_as_a_role'),
        ('members', '0021_coproduction_course'),
        ('projects', '0023_words_of_choices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Touched',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('team_id', models.BigIntegerField(blank=True, null=True)),
                ('level', models.CharField(max_length=12)),
                ('body_id', models.BigIntegerField(blank=True, null=True)),
                ('person_id', models.BigIntegerField(blank=True, null=True, verbose_name="whose part it was, if anybody's")),
            ],
            options={
                'verbose_name_plural': 'changes of the log that are not counted yet',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DayCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('level', models.CharField(choices=[('strategic', 'Strategic'), ('operational', 'Operational'), ('individual', 'Individual')], max_length=12)),
                ('held', models.PositiveIntegerField()),
                ('no_detail', models.PositiveIntegerField(verbose_name='of them still without detail')),
                ('no_names', models.PositiveIntegerField(verbose_name='of them with people who were only counted')),
                ('no_length', models.PositiveIntegerField(verbose_name='of them with somebody whose time is not known')),
                ('minutes', models.BigIntegerField(blank=True, null=True)),
                ('travel', models.BigIntegerField(blank=True, null=True)),
                ('body', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.body')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.team')),
            ],
            options={
                'ordering': ['day', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('day', 'team', 'level', 'body'), name='one_cell_a_day_team_level_and_body', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='PersonMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='first day of the month')),
                ('by', models.CharField(blank=True, choices=[('', 'At all'), ('team', 'Team'), ('level', 'Level'), ('body', 'Body')], max_length=5)),
                ('level', models.CharField(blank=True, choices=[('strategic', 'Strategic'), ('operational', 'Operational'), ('individual', 'Individual')], max_length=12)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('body', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.body')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.team')),
            ],
            options={
                'verbose_name_plural': 'months, counted for the figures',
                'ordering': ['month', 'pk'],
                'indexes': [models.Index(fields=['person', 'month'], name='person_month')],
                'constraints': [models.UniqueConstraint(fields=('by', 'month', 'team', 'level', 'body', 'person'), name='one_row_a_month_and_person_of_each_sort', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(OF_ACTIVITIES, "DROP FUNCTION dashboards_touch_activities();"),
        migrations.RunSQL(OF_PARTS, "DROP FUNCTION dashboards_touch_parts();"),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(IN_THE_LOG_ALREADY, migrations.RunSQL.noop),
    ]
