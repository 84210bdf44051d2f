"""Who leads on which board: a projection of the ledger."""
