"""From the documents of a call to a finished folder: what is done stays done, and no file is ever half there."""
