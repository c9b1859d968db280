"""Lets several threads write to one SQLite file without "database is locked".

oslo.db opens every transaction with a deferred BEGIN. Cinder and Keystone then read
before they write, and SQLite refuses to turn a reader into a writer at once, whatever
the time-out, when another writer was faster. A transaction that oslo.db opens in
writer mode therefore takes the write lock at its beginning and waits for it there.
"""

import sqlite3

from oslo_db.sqlalchemy import enginefacade
import sqlalchemy
from sqlalchemy import orm


def use_write_ahead_log(database):
    """Readers no longer wait for the writer. A lasting property of the file."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def take_write_lock_first():
    """Call once in a process, before its first session."""
    create_session = enginefacade._TransactionFactory._create_session

    def create_marked_session(factory, mode, bind=None):
        session = create_session(factory, mode, bind)
        session.info["writes"] = mode is enginefacade._WRITER
        return session

    enginefacade._TransactionFactory._create_session = create_marked_session

    @sqlalchemy.event.listens_for(orm.Session, "after_begin")
    def begin_immediately(session, _transaction, connection):
        if session.info.get("writes"):
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
