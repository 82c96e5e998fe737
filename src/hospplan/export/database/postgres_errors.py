"""What PostgreSQL refused, as one line for the person who can mend it; passwords never stand in it."""

import psycopg
from sqlalchemy import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from hospplan.errors import BusyDatabaseError, DatabaseAccessError, StoreError

FORM = "postgresql://user@host:5432/name"

# SQLSTATE, by its first characters; the messages of a server may be in any language
_ACCESS = ("08", "28", "3D", "3F", "42501", "25006")
_BUSY = ("55P03", "40P01")
_FULL = ("53",)


def bad_url(error: ArgumentError | ValueError | None) -> StoreError:
    """The error for a URL that is none."""
    # libpq's and SQLAlchemy's own words may repeat pieces of it, the password among them
    return StoreError(
        "it is no URL of a database"
        if error is not None
        else "a user name or password in a URL can't hold an @ as it is",
        mend=f"write it as {FORM}" if error is not None else "write %40 for it, or set PGPASSWORD",
    )


def explained(error: SQLAlchemyError | psycopg.Error, url: URL) -> StoreError:
    """The error as one of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = (cause.sqlstate if isinstance(cause, psycopg.Error) else None) or ""
    said = _line(str(cause), url)
    if state.startswith(_BUSY):
        return BusyDatabaseError(
            "another process is writing into it", mend="wait until it is done and try again"
        )
    if state.startswith(_FULL):
        return StoreError(f"the server has no room: {said}", mend="make room and try again")
    # without a state: no connection came about
    if not state or state.startswith(_ACCESS):
        return DatabaseAccessError(
            said, mend="check host, port, name, user and password, and what this user may do"
        )
    return StoreError(f"PostgreSQL says: {said}", mend="nothing was stored")


def _line(text: str, url: URL) -> str:
    """What was said, in one line."""
    line = text.strip().partition("\n")[0].removeprefix("connection failed: ").strip()
    return line.replace(url.password, "***") if url.password else line
