"""Attendance: the sign-in sheet of a meeting, and taking it back: who came, who walked in, who chose what."""

from outreach.actions.attendance.sheet import COLUMNS, WALK_INS, Line, Sheet, sheet, sheet_csv
from outreach.actions.attendance.signed import Signed
from outreach.actions.attendance.taking import Taken, take_back

__all__ = ["COLUMNS", "WALK_INS", "Line", "Sheet", "Signed", "Taken", "sheet", "sheet_csv", "take_back"]
