"""Rooms and coalesced snapshots, outward only."""
