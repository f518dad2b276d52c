"""The service as in production, for tests: python -m skill serve, Debian's nginx before it, and Amazon's host played."""

import os
import re
import socket
import ssl
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

from tests.support import APPLICATION, ROOT
from tests.web.certificate_host import CertificateHost
from tests.web.pki import Recipe, make, pki
from tests.web.world import PATH, Sent

NGINX = "/usr/sbin/nginx"
FRONT = "skill.example"
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Hosted:
    """The service, its front, and the certificate host."""

    def __init__(self, folder: Path, log: Path | None = None) -> None:
        self.folder = folder
        self.log, self.errors = log or folder / "log", folder / "errors"
        self.host = CertificateHost(pki().host)
        self.host.files[PATH] = pki().chain
        self.port, self.front_port = free_port(), free_port()
        self._start_service()
        self._start_front()

    def _start_service(self) -> None:
        roots = self.folder / "roots.pem"
        roots.write_bytes(pki().root.pem)
        told = {"SPINE_CHECK_SKILL_ID": APPLICATION, "SPINE_CHECK_BIND": f"127.0.0.1:{self.port}", "PYTHONWARNINGS": "error"}
        with self.log.open("wb") as log, self.errors.open("wb") as errors:
            command = [sys.executable, "-m", "tests.web.hosted", str(self.host.port), str(roots)]
            self.service = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **told}, stdout=log, stderr=errors)
        self._wait_for(self.port)
        assert self.ask("/readyz") == (200, b"ready\n")

    def _start_front(self) -> None:
        """The configuration that docs/hosting.md gives, with this machine's paths and ports."""
        certificate = make(Recipe(name=FRONT, key="front", names=(FRONT,)))
        (self.folder / "front.pem").write_bytes(certificate.pem)
        (self.folder / "front.key").write_bytes(certificate.private_pem)
        site = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
        for theirs, ours in {
            "/etc/ssl/skill.example.pem": f"{self.folder}/front.pem",
            "/etc/ssl/skill.example.key": f"{self.folder}/front.key",
            "listen 443 ssl": f"listen 127.0.0.1:{self.front_port} ssl",
            "127.0.0.1:8000": f"127.0.0.1:{self.port}",
        }.items():
            assert theirs in site
            site = site.replace(theirs, ours)
        (self.folder / "site.conf").write_text(site)
        temporary = "".join(
            f"{each}_temp_path {self.folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.geteuid() == 0 else ""
        main = f"daemon off; {user} worker_processes 1; pid {self.folder}/pid; events {{}}\n"
        (self.folder / "nginx.conf").write_text(f"{main}http {{ {temporary} include {self.folder}/site.conf; }}\n")
        self.front_log = self.folder / "front.log"
        with self.front_log.open("wb") as log:
            command = [NGINX, "-p", str(self.folder), "-e", "stderr", "-c", str(self.folder / "nginx.conf")]
            self.front = subprocess.Popen(command, stdout=log, stderr=log)
        self._wait_for(self.front_port)

    @staticmethod
    def _wait_for(port: int) -> None:
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"nothing listens on port {port}")

    def ask(self, path: str) -> tuple[int, bytes]:
        return self.send(Sent(b"", {}, "GET", path))

    def send(self, sent: Sent) -> tuple[int, bytes]:
        """The service's own answer."""
        return _send(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE), sent)

    def send_through_front(self, sent: Sent) -> tuple[int, bytes]:
        """The answer as Alexa gets it: over TLS that trusts the front's certificate and checks its name."""
        trust = ssl.create_default_context(cafile=str(self.folder / "front.pem"))
        connection = HTTPSConnection(FRONT, self.front_port, timeout=PATIENCE, context=trust)
        raw = socket.create_connection(("127.0.0.1", self.front_port), PATIENCE)
        connection.sock = trust.wrap_socket(raw, server_hostname=FRONT)
        return _send(connection, sent)

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.service.pid}/task/{self.service.pid}/children").read_text()
        return [int(each) for each in children.split()]

    def memory(self) -> int:
        """KiB that the workers hold."""
        texts = [Path(f"/proc/{each}/status").read_text() for each in self.workers()]
        return sum(int(found[1]) for text in texts if (found := re.search(r"VmRSS:\s+(\d+) kB", text)))

    def close(self) -> None:
        for process in (self.front, self.service):
            process.terminate()
            process.wait(PATIENCE)
        self.host.close()


def _send(connection: HTTPConnection, sent: Sent) -> tuple[int, bytes]:
    connection.putrequest(sent.method, sent.path)
    for name, value in {**sent.headers, "Content-Length": str(len(sent.body))}.items():
        connection.putheader(name, value.encode("latin-1"))
    connection.endheaders(sent.body)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body
