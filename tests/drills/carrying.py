"""What many sites do and ours does not: the letter travels in the task. For the negative controls of D2 and D4.

Nothing but Celery is imported here, so that an old one can run it too.
"""

import os
import smtplib

from celery import Celery

app = Celery("carrying", broker=os.environ.get("REDIS_URL", "redis://127.0.0.1:1/0"))
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
)


@app.task(name="carry")
def carry(port, address):
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as line:
        line.sendmail("us@example.org", [address], f"Message-ID: <{address}>\r\nSubject: Hello\r\n\r\nHello\r\n")
