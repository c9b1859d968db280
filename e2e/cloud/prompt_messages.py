"""Lets a message between Cinder's services be taken at once.

The listeners of fake:// look for messages every 50 ms. A backup is a handful of them, one
after the other; a message queue would hand each on without a wait.
"""

import threading
import time

from oslo_messaging._drivers import impl_fake


def take_messages_at_once():
    """Call once in a process, before its first service."""
    delivered = threading.Condition()
    deliver = impl_fake.FakeExchange.deliver_message

    def deliver_and_tell(exchange, *arguments, **named):
        deliver(exchange, *arguments, **named)
        with delivered:
            delivered.notify_all()

    class Clock:
        """What the listeners know of time: a sleep that ends with the next message."""

        time = staticmethod(time.time)

        @staticmethod
        def sleep(seconds):
            with delivered:
                delivered.wait(seconds)

    impl_fake.FakeExchange.deliver_message = deliver_and_tell
    impl_fake.time = Clock
