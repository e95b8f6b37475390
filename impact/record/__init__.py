"""The public record: its schema, its reader, what exports correct of it."""
