"""From a document to facts: measures, tasks, owners."""
