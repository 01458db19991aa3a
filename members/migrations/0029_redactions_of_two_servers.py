"""A copy that is put back into another Postgres brings its redactions along, and that one counts transactions from the beginning.

So a transaction is told by its number and its moment; without the second one a new line would be added to an old one.
"""

from django.contrib.postgres.functions import TransactionNow
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0028_second_step_reset")]

    operations = [
        migrations.AlterField(
            model_name="redaction", name="at", field=models.DateTimeField(db_default=TransactionNow())
        ),
        migrations.RemoveConstraint(model_name="redaction", name="one_line_a_transaction_table_and_column"),
        migrations.AddConstraint(  # by the same name: the two functions that write here name it
            model_name="redaction",
            constraint=models.UniqueConstraint(
                fields=("transaction", "at", "history", "what"), name="one_line_a_transaction_table_and_column"
            ),
        ),
    ]
