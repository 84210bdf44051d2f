"""Simulated players who come to a running quest as phones would: over HTTP and Socket.IO, knowing nothing inside."""
