"""The statistics' endpoints: parameters, districts, formats and who may see what."""
