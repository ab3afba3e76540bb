"""The record: what was received, what was found in it, what links it, and where all of that stands.

`base` says what linking asks of a store; `sqlite` is the store, one file: `schema` and `migrations` its shape, `writes`
and `reads` its SQL, the only SQL there is.
"""
