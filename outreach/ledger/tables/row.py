"""What all tables share."""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel


class Row(SQLModel):
    """A row of the ledger."""

    metadata: ClassVar[MetaData] = MetaData()
