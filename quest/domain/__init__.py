"""Pure decisions: values in, values out; no web, no database, no clock of their own."""
