"""Lets several threads of one process serve Keystone.

Keystone's AuthContextMiddleware keeps the token of the request at hand as an attribute of itself. That is
right where a process serves one request at a time, as under uWSGI without threads; with threads, what one
request may do would be judged by the token of another.
"""

import threading


def keep_tokens_apart():
    """Call once in a process, before the application is made."""
    from keystone.server.flask.request_processing.middleware import auth_context

    of_thread = threading.local()
    auth_context.AuthContextMiddleware.token = property(
        lambda _middleware: getattr(of_thread, "token", None),
        lambda _middleware, token: setattr(of_thread, "token", token),
    )
