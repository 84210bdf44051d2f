"""What an answer and a board read cost the server's processor; `make bench` runs it, docs/benchmarks.md explains it."""
