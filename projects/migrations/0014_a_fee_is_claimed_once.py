from django.conf import settings
from django.db import migrations, models

# Where a fee was claimed twice before, the claim that is further on stands, and the other says so.
THE_OTHER_STANDS = """
    UPDATE projects_claim SET state = 'declined', declined_because = 'It was claimed twice. The other claim stands.'
    WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (
                PARTITION BY offer_id, person_id ORDER BY approved_at NULLS LAST, submitted_at NULLS LAST, id
            ) AS place
            FROM projects_claim
            WHERE offer_id IS NOT NULL AND kind <> 'cost' AND state IN ('draft', 'submitted', 'queried', 'approved')
        ) AS claimed WHERE place > 1
    )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0020_recognition'),
        ('projects', '0013_what_was_agreed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(THE_OTHER_STANDS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('kind', 'cost'), _negated=True), ('state__in', ('draft', 'submitted', 'queried', 'approved'))), fields=('offer', 'person'), name='a_fee_is_claimed_once'),
        ),
    ]
