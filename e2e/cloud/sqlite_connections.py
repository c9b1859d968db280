"""Lets SQLite's connections be used again, which halves what a request costs.

oslo.db opens one for each transaction and closes it afterwards. To open one means to read
the whole schema anew, in Cinder's case of some forty tables, and a volume is dozens of
transactions.
"""

import types

from oslo_db.sqlalchemy import engines
from sqlalchemy import pool


class Connections(pool.QueuePool):
    """One thread at a time has a connection; there are as many as were in use at once."""

    def __init__(self, creator, **options):
        super().__init__(creator, pool_size=40, max_overflow=-1, use_lifo=True, **options)


def keep():
    """Call once in a process, before its first engine."""
    engines.pool = types.SimpleNamespace(
        SingletonThreadPool=pool.SingletonThreadPool, StaticPool=pool.StaticPool,
        QueuePool=pool.QueuePool, NullPool=Connections,
    )
