"""Files of people, as spreadsheets and address books write them: CSV in many dialects, and vCards.

Sign-in sheets, which tell who came, are read here too.
"""

from outreach.peoplefile.reading import MEGABYTE, PeopleFile, read_people
from outreach.peoplefile.signin import SignIn, read_sign_in, typed_sign_in

__all__ = ["MEGABYTE", "PeopleFile", "SignIn", "read_people", "read_sign_in", "typed_sign_in"]
