"""How much business time lies between two moments, for a great many of them on one calendar."""

from bisect import bisect_left
from datetime import date, datetime, timedelta

from outreach.core.openhours import Calendar, add_business_days, closing, is_open_day, opening

ONE_DAY = timedelta(days=1)


class OpenTime:
    """Counts the open time of one calendar. What it works out of a day it remembers."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._years: dict[int, tuple[list[date], list[float]]] = {}
        self._hours: dict[date, tuple[datetime, datetime]] = {}
        self._later: dict[tuple[date, int], date] = {}

    @property
    def day(self) -> float:
        """How many hours a business day has."""
        window = self.calendar.window
        hours = window.closes.hour - window.opens.hour
        return hours + (window.closes.minute - window.opens.minute) / 60

    def hours(self, start: datetime, end: datetime) -> float:
        """The open hours from one moment to another (aware); 0 where the second comes first."""
        if end <= start:
            return 0.0
        first, last = self.local(start), self.local(end)
        whole = sum(self._in_year(year)[1][-1] for year in range(first.year, last.year))
        return whole + self._since_new_year(last, end) - self._since_new_year(first, start)

    def local(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self.calendar.zone).date()

    def later(self, day: date, days: int) -> date:
        """The day so many business days later."""
        if (day, days) not in self._later:
            self._later[day, days] = add_business_days(self.calendar, day, days)
        return self._later[day, days]

    def _since_new_year(self, day: date, moment: datetime) -> float:
        """The open hours of the year up to a moment of that local day."""
        days, sums = self._in_year(day.year)
        at = bisect_left(days, day)
        before = sums[at]
        if at == len(days) or days[at] != day:
            return before
        opens, closes = self._hours[day]
        return before + (min(max(moment, opens), closes) - opens) / timedelta(hours=1)

    def _in_year(self, year: int) -> tuple[list[date], list[float]]:
        """The open days of a year, and the hours before each of them; the last sum is the whole year's."""
        if year not in self._years:
            days, sums = list[date](), [0.0]
            day = date(year, 1, 1)
            for number in range((date(year, 12, 31) - day).days + 1):
                if is_open_day(self.calendar, each := day + number * ONE_DAY):
                    self._hours[each] = opening(self.calendar, each), closing(self.calendar, each)
                    days.append(each)
                    sums.append(sums[-1] + (self._hours[each][1] - self._hours[each][0]) / timedelta(hours=1))
            self._years[year] = (days, sums)
        return self._years[year]
