"""Files of people, as spreadsheets and address books write them: CSV in many dialects, and vCards."""

from outreach.peoplefile.reading import MEGABYTE, PeopleFile, read_people

__all__ = ["MEGABYTE", "PeopleFile", "read_people"]
