"""Staff's homes ask for the few entries that need detail; without this each look read the whole log by its days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0025_days_of_work")]

    operations = [
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("needs_detail", True), ("state", "held")),
                fields=["ended_on", "id"],
                name="held_activity_in_a_hurry",
            ),
        ),
    ]
