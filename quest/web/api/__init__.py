"""The JSON API under `/api/v1`; every call is declared once and so documents itself."""
