"""A folder as a site on this machine, for tests and benchmarks."""

import functools
import http.server
import threading


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A handler that says nothing."""

    def log_message(self, *_):
        """Nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A server that does not mind when a page is closed before all of it has come."""

    def handle_error(self, *_):
        """Nothing."""


def serve(folder):
    """Serve a folder at a free port in a thread; return the server and its address."""
    server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"
