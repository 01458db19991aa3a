"""That history was changed: which table, which column, how many rows; never whose."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models


class Redaction(models.Model):
    """Written by the database's own two functions (`history_rewrite`, `history_remove`) in the transaction that used them.

    `what` is the column that was written anew, empty where rows went. `at` is when the transaction
    began: a Postgres that a copy was put back into gives their numbers out again.
    """

    at = models.DateTimeField(db_default=TransactionNow())
    transaction = models.BigIntegerField()
    login = models.CharField("database role that asked", max_length=63)
    history = models.CharField("table of history", max_length=63)
    what = models.CharField(max_length=63, blank=True)
    rows = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["transaction", "at", "history", "what"], name="one_line_a_transaction_table_and_column"
            ),
        ]

    def __str__(self):
        return f"{self.rows} rows of {self.history}"
