"""Days of the week, counted plainly: no bank holidays are taken out."""

from datetime import date, timedelta


def weekdays(first: date, last: date) -> int:
    """The weekdays from `first` to `last`, both ends counted; 0 where `last` lies before `first`."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((first + timedelta(days=n)).weekday() < 5 for n in range(rest))
