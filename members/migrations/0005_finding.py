# Finding somebody among many: by part of a name, by number, and on a break. Made without holding anybody up.

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("members", "0004_desk"),
    ]

    operations = [
        TrigramExtension(),
        AddIndexConcurrently(
            model_name='channel',
            index=models.Index(django.db.models.functions.text.Upper('address'), name='channel_by_address'),
        ),
        AddIndexConcurrently(
            model_name='person',
            index=models.Index(fields=['sort_name', 'id'], name='people_by_name'),
        ),
        AddIndexConcurrently(
            model_name='person',
            index=models.Index(condition=models.Q(('paused_at__isnull', False)), fields=['paused_at'], name='people_on_a_break'),
        ),
        AddIndexConcurrently(
            model_name='person',
            index=django.contrib.postgres.indexes.GinIndex(fields=['sort_name'], name='people_by_part_of_a_name', opclasses=['gin_trgm_ops']),
        ),
    ]
