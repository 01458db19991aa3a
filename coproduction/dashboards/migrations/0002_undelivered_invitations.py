"""Invitations to meetings that have not arrived are few among many letters; every look at a board asks for them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_initial"), ("members", "0001_initial")]

    operations = [
        migrations.RunSQL(
            # Word for word what counting_answers.undelivered() asks, or Postgres would not see that they are the same.
            """
            CREATE INDEX undelivered_invitations ON members_letter (id)
             WHERE kind = 'meeting_invitation' AND (NOT (state IN ('sent', 'uncertain')) OR bounced_at IS NOT NULL)
            """,
            "DROP INDEX undelivered_invitations",
        )
    ]
