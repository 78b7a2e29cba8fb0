"""The report of a programme at a place: what the page shows, put together once as a document that every format is written from."""
