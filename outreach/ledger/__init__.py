"""The ledger: the only memory. `opening.open_ledger` gives the one door, `store.SqlLedger`."""
