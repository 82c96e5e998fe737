"""Where documents are converted when one machine is not enough; `Workers` of this machine are in `batch.run`."""
