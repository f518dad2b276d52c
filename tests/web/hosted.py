"""Starts the service as an operator does, on a machine whose hosts file and roots lead to the tests' certificate host.

python -m tests.web.hosted PORT ROOTS
"""

import sys
from pathlib import Path

from skill.__main__ import main
from tests.web.certificate_host import in_its_place

if __name__ == "__main__":
    port, roots = sys.argv[1:]
    with in_its_place(int(port), Path(roots)):
        sys.exit(main(["serve"]))
