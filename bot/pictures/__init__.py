"""Pictures: values in, PNG out, drawn by a process of its own."""
