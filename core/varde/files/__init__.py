"""Files of an enrolment: pictures, sound, film and documents, sealed one by one, in a folder or in S3."""
