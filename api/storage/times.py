"""Times as they are stored: coarse, so that a seized disk does not tell when somebody was at work."""

from datetime import UTC, date, datetime, timedelta

_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    return datetime.now(UTC)


def hour(moment: datetime) -> int:
    """The hour since 1970 in which a moment lies."""
    return (moment - _EPOCH) // _HOUR


def hour_after(moment: datetime) -> int:
    """The first hour since 1970 that does not begin before a moment."""
    return -((_EPOCH - moment) // _HOUR)


def at_hour(number: int) -> datetime:
    return _EPOCH + number * _HOUR


def day(moment: datetime) -> int:
    """The day since 1970 in which a moment lies (UTC)."""
    return hour(moment) // 24


def date_of(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
