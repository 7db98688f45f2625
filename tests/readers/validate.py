"""Validates files against a JSON Schema with somebody else's code: TOML, JSON, or a JSON document a line.

Usage: validate.py SCHEMA FILE... Prints a line for each file: its path, a tab, and what is wrong first, or nothing.
"""

import json
import sys

import jsonschema

try:
    import tomllib
except ImportError:  # before Python 3.11
    import tomli as tomllib


def documents(path):
    with open(path, "rb") as file:
        text = file.read()
    if path.endswith(".toml"):
        # A date is a string to a schema, as it is to Taplo.
        yield json.loads(json.dumps(tomllib.loads(text.decode()), default=str))
    elif path.endswith(".jsonl"):
        yield from (json.loads(line) for line in text.splitlines())
    else:
        yield json.loads(text)


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for path in sys.argv[2:]:
    try:
        errors = [error for document in documents(path) for error in validator.iter_errors(document)]
        told = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]
    except ValueError as error:
        told = [f"not read: {error}"]
    print(path, " ".join(told[0].split()) if told else "", sep="\t")
