"""A schema to come whose revision breaks half-way."""
