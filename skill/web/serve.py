"""The service in production: gunicorn, with its settings from ours alone."""

import signal
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from skill.web import logs
from skill.web.app import create_app
from skill.web.settings import Settings
from skill.web.worker import PunctualWorker

LONGEST_HEADER = 4096
MOST_HEADERS = 50


class Server(BaseApplication):
    """Gunicorn's own way of being embedded: it reads no command line, no file and no variable of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn everything it would otherwise look for elsewhere."""
        config: Any = self.cfg
        for name, value in options(self.settings).items():
            config.set(name, value)

    def load(self) -> Any:
        """The service, warm. It is loaded once, before the workers are forked, so that they share its memory."""
        app = create_app(self.settings)
        app.warm_up()
        return app


def options(settings: Settings) -> dict[str, Any]:
    """Gunicorn's options."""
    return {
        "bind": settings.bind,
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_class": PunctualWorker,
        "timeout": settings.worker_seconds,
        "graceful_timeout": settings.grace_seconds,
        "keepalive": 0,  # a refused body is not read to its end, so no connection is used twice; the front keeps Alexa's open
        "preload_app": True,
        "limit_request_line": 1024,
        "limit_request_fields": MOST_HEADERS,
        "limit_request_field_size": LONGEST_HEADER,
        "forwarded_allow_ips": "",
        "control_socket_disable": True,
        "logger_class": logs.ServerLog,
        "when_ready": _stay,
        "post_fork": _begin,
        "proc_name": "spine-check",
    }


def _stay(_server: Arbiter) -> None:
    """On SIGUSR2 gunicorn would start anew by its own command line, which this process does not have."""
    signal.signal(signal.SIGUSR2, signal.SIG_IGN)


def _begin(_server: Arbiter, _worker: PunctualWorker) -> None:
    logs.requests_come()


def run(settings: Settings) -> None:
    """Serve until stopped: SIGTERM lets running turns end, SIGINT does not wait for them."""
    logs.configure()
    Server(settings).run()
