"""How gunicorn serves the site: `gunicorn -c python:coproduction.gunicorn coproduction.wsgi`."""

import gc
import os
import sys

from gunicorn.glogging import Logger

from coproduction.logs import lines

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
preload_app = True  # both workers share the pages of one import
control_socket_disable = True  # gunicorn 27 would open one in the home folder
graceful_timeout = 10
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")


class logger_class(Logger):
    """gunicorn prints the address of a request that broke, so its lines are cleaned too."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(lines(os.environ.get("LOG_FORMAT", "line")))


def when_ready(server):
    """What was loaded before the workers begin is never looked at by the collector again, so they go on sharing it."""
    gc.collect()
    gc.freeze()


def post_fork(server, worker):
    """A connection opened while loading belongs to the parent alone."""
    from django.db import connections

    connections.close_all()


def post_worker_init(worker):
    sys.setswitchinterval(0.0005)  # who holds a row's lock and hears from the database need not wait for another's page
    from members.post import heartbeats

    heartbeats.start(name="web")
