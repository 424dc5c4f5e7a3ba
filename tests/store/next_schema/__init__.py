"""A schema to come, for the tests of moving a ledger on."""
