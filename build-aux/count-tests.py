#!/usr/bin/python3
"""count-tests.py: counts what Meson's test log holds, names what failed, and ends with one line of three numbers.

A program that speaks TAP counts by its points, any other as one. A program that ended badly though no point failed
(a crash, a time-out, a leak) is one failure more.
"""

import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b\s*\d*\s*-?\s*([^#]*)(#\s*(skip|todo)\b.*)?$', re.IGNORECASE)
BAD = {'FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'}


def count(test):
    """Returns the passed, failed and skipped points of one test, the failed by name."""
    passed, failed, skipped = 0, [], 0
    # The reading of TAP is only for those who speak it; a comment of a script that begins with "ok" is no point.
    output = test.get('stdout') or ''
    if re.search(r'^1\.\.\d+', output, re.MULTILINE):
        for line in output.splitlines():
            match = POINT.match(line)
            if not match:
                continue
            if match[4] and match[4].lower() == 'skip':
                skipped += 1
            elif match[1] and not match[4]:
                failed.append(match[2].strip())
            else:
                passed += 1

    if test['result'] in BAD and not failed:
        failed.append(test['result'].lower())
    if not (passed or failed or skipped):
        if test['result'] == 'SKIP':
            skipped = 1
        else:
            passed = 1

    return passed, failed, skipped


def main():
    total = [0, 0, 0]
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            tests = [json.loads(line) for line in log]
    except FileNotFoundError:
        tests = []

    for test in tests:
        passed, failed, skipped = count(test)
        for point in failed:
            print(f"failed: {test['name']}: {point}")
        total[0] += passed
        total[1] += len(failed)
        total[2] += skipped

    if not tests:
        print('failed: no test was run')
        total[1] = 1

    print('%d passed, %d failed, %d skipped' % tuple(total))
    return total[1] > 0


sys.exit(main())
