"""Reads a report with somebody else's code and prints how many findings that code sees.

Usage: read.py FORMAT FILE, where FORMAT is sarif or junit. Fails where the reader refuses the file.
"""

import sys


def sarif(path):
    import sarif.loader  # sarif-tools: what people filter and compare logs with
    import sarif_pydantic  # a strict model of the standard's schema

    with open(path, encoding="utf-8") as log:
        model = sarif_pydantic.Sarif.model_validate_json(log.read())
    results = sarif.loader.load_sarif_file(path).get_results()
    assert len(results) == sum(len(run.results) for run in model.runs)
    rules = {rule.id for run in model.runs for rule in run.tool.driver.rules}
    assert all(result["ruleId"] in rules for result in results)
    return len(results)


def junit(path):
    import junitparser

    report = junitparser.JUnitXml.fromfile(path)
    return sum(suite.failures for suite in report)


print({"sarif": sarif, "junit": junit}[sys.argv[1]](sys.argv[2]))
